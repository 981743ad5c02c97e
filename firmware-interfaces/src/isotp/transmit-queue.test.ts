import { describe, expect, it } from "vitest";
import type { CanSender } from "../can/can-bus.ts";
import { normalAddress } from "./addresses.ts";
import { obdFraming } from "./framing.ts";
import { isoTpLimits } from "./limits.ts";
import { TransmitQueue } from "./transmit-queue.ts";

const to = normalAddress(0x7e0);
const pdu = Uint8Array.of(0x02, 0x3e, 0x00);

/** A controller with room for so many frames. */
class Controller implements CanSender {
  room: number;
  readonly taken: number[] = [];

  constructor(room: number) {
    this.room = room;
  }

  send(frame: Parameters<CanSender["send"]>[0]): boolean {
    if (this.room === 0) return false;
    this.room--;
    this.taken.push(frame.data[0] ?? 0);
    return true;
  }
}

describe("TransmitQueue", () => {
  it("keeps the order while the controller takes frames one by one, and says when each message is through", () => {
    const controller = new Controller(2);
    const queue = new TransmitQueue(controller, obdFraming);
    const settled: string[] = [];
    queue.push([Uint8Array.of(1), Uint8Array.of(2)], to, (isTransmitted) => settled.push(`first ${isTransmitted}`));
    queue.push([Uint8Array.of(3), Uint8Array.of(4)], to, (isTransmitted) => settled.push(`second ${isTransmitted}`));
    queue.flush(0);
    expect([controller.taken, settled, queue.retryAtMs]).toEqual([[1, 2], ["first true"], 1]);
    controller.room = 9;
    queue.flush(1);
    expect([controller.taken, settled, queue.retryAtMs]).toEqual([[1, 2, 3, 4], ["first true", "second true"], undefined]);
  });

  it("refuses messages beyond its limit and drops replies, and throws away what the controller does not take for N_As", () => {
    const controller = new Controller(0);
    const queue = new TransmitQueue(controller, obdFraming);
    const settled: boolean[] = [];
    const pdus = Array.from({ length: isoTpLimits.outboxFramesMax }, () => pdu);
    expect(queue.push(pdus, to, (isTransmitted) => settled.push(isTransmitted))).toBe(true);
    expect(queue.push([pdu], to, () => settled.push(true))).toBe(false);
    queue.pushReply(pdu, to);
    queue.flush(0);
    queue.flush(isoTpLimits.transmitTimeoutMs - 1);
    expect(settled).toEqual([]);
    controller.room = 1;
    queue.flush(isoTpLimits.transmitTimeoutMs);
    queue.flush(2 * isoTpLimits.transmitTimeoutMs - 1);
    expect(settled).toEqual([]);
    queue.flush(2 * isoTpLimits.transmitTimeoutMs);
    expect(settled).toEqual([false]);
    expect(queue.retryAtMs).toBeUndefined();
    controller.room = Infinity;
    queue.flush(9_000);
    expect(controller.taken).toHaveLength(1);
  });

  it("is not confused by a bus that answers within send", () => {
    const taken: number[] = [];
    const queue = new TransmitQueue(
      {
        send: (frame) => {
          taken.push(frame.data[0] ?? 0);
          if (taken.length === 1) {
            queue.pushReply(Uint8Array.of(0x30), to);
            queue.flush(0);
          }
          return true;
        },
      },
      obdFraming,
    );
    queue.push([Uint8Array.of(1), Uint8Array.of(2)], to, () => undefined);
    queue.flush(0);
    expect(taken).toEqual([1, 2, 0x30]);
  });
});
