import { BusObserver } from "@drawbar/firmware-interfaces/j1939/bus-observer.ts";
import { joinJ1939Id } from "@drawbar/firmware-interfaces/j1939/j1939-id.ts";
import { J1939Node } from "@drawbar/firmware-interfaces/j1939/j1939-node.ts";
import { pgns } from "@drawbar/firmware-interfaces/j1939/j1939-message.ts";
import { j1939Limits } from "@drawbar/firmware-interfaces/j1939/limits.ts";
import { broadcastFrame, clearToSendFrame, endOfMessageFrame, packetFrame, requestToSendFrame } from "@drawbar/firmware-interfaces/j1939/transport-frames.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

/** Group, source, destination, wait in units of 8 ms, length: then the payload of one frame. */
const headBytes = 5;
const groups = [pgns.transportControl, pgns.transportData, pgns.extendedTransportControl, pgns.extendedTransportData, ...Object.values(pgns)] as const;
const ourAddress = 0x20;
const payload = Uint8Array.from({ length: 40 }, (_, index) => index);
const toAll = { sourceAddress: 0, destinationAddress: 0xff };
const toUs = { sourceAddress: 0x10, destinationAddress: ourAddress };
const fromUs = { sourceAddress: ourAddress, destinationAddress: 0x10 };

type Frame = ReturnType<typeof packetFrame>;

export const target: FuzzTarget = {
  id: "j1939-transport",
  seeds: [
    recordsOf([broadcastFrame(toAll, 40, pgns.activeFaults), ...[1, 2, 3, 4, 5, 6].map((packet) => packetFrame(toAll, payload, packet))]),
    recordsOf([
      requestToSendFrame(toUs, 40, 0xef00),
      clearToSendFrame(fromUs, 6, 1, 0xef00),
      ...[1, 2, 3, 4, 5, 6].map((packet) => packetFrame(toUs, payload, packet)),
      endOfMessageFrame(fromUs, 40, 0xef00),
    ]),
  ],
  bytesMax: 4_096,
  run: (input) => {
    const observer = new BusObserver();
    let sent = 0;
    const node = new J1939Node({
      sender: { send: () => ++sent > 0 },
      name: 1n,
      preferredAddress: ourAddress,
      random: () => 0,
      answer: (pgn) => (pgn === pgns.vehicleIdentification ? payload : undefined),
    });
    node.start(0);
    node.advance(300);
    let nowMs = 300;
    let frames = 0;
    for (let at = 0; at + headBytes <= input.length;) {
      const [group = 0, sourceAddress = 0, destinationAddress = 0, wait = 0, length = 0] = input.subarray(at, at + headBytes);
      at += headBytes;
      const data = input.slice(at, at + Math.min(8, length));
      at += data.length;
      nowMs += wait * 8;
      const pgn = groups[group % groups.length] ?? pgns.transportControl;
      const frame = { id: joinJ1939Id({ priority: 7, pgn, sourceAddress, destinationAddress }), extended: true, data, atUs: nowMs * 1_000 };
      frames++;
      const { message, lost } = observer.accept(frame, nowMs);
      if (message !== undefined && message.data.length > j1939Limits.extendedTransferBytesMax) throw new Error(`a message of ${message.data.length} bytes`);
      if (lost.some(({ packetsMissing }) => packetsMissing < 0)) throw new Error("more packets than there are");
      node.accept(frame, nowMs);
      if ((node.dueMs ?? Number.POSITIVE_INFINITY) <= nowMs) node.advance(nowMs);
    }
    if (observer.faults.length > j1939Limits.faultsMax) throw new Error(`${observer.faults.length} faults`);
    if (observer.expire(Number.POSITIVE_INFINITY).length > j1939Limits.observedTransfersMax) throw new Error("more transfers than the limit");
    // Whatever was begun ends by itself.
    for (let step = 0; step < 64 && node.dueMs !== undefined; step++) node.advance((nowMs += 1_300));
    if (node.dueMs !== undefined) throw new Error("the node never comes to rest");
    // A frame makes a node send a block of its own message at most, and a few words.
    if (sent > 16 + frames * 264) throw new Error(`${sent} frames sent for ${frames}`);
  },
};

function recordsOf(frames: readonly Frame[]): Uint8Array {
  return Uint8Array.from(frames.flatMap(({ id, data }) => [(id & 0xff_0000) === 0xec_0000 ? 0 : 1, id & 0xff, (id >> 8) & 0xff, 1, data.length, ...data]));
}
