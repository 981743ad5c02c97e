/**
 * Puts the transfers of others together from what is heard on the bus: broadcasts, and conversations by RTS and CTS,
 * plain and extended. It has nothing to send with, so it cannot disturb them.
 *
 * A listener may miss frames that the real receiver got, so it is strict where a wrong message could arise: a broadcast
 * with a hole is lost; in a conversation a hole may be filled by packets that the receiver asked for again.
 *
 * @see SAE J1939-21, 5.10 and 5.11
 */
import type { CanFrame } from "../can/can-frame.ts";
import { splitJ1939Id, type J1939Id } from "./j1939-id.ts";
import type { J1939Message, J1939Transport } from "./j1939-message.ts";
import { j1939Limits, transportTimes } from "./limits.ts";
import { TransferAssembly } from "./transfer-assembly.ts";
import { readTransportFrame, type TransportFrame } from "./transport-frames.ts";

/** Why a transfer never became a message. */
export type LostReason = "packet-missing" | "timed-out" | "aborted" | "replaced" | "too-long" | "crowded-out";

export interface LostTransfer extends Pick<J1939Message, "pgn" | "sourceAddress" | "destinationAddress"> {
  readonly transport: Exclude<J1939Transport, "single">;
  readonly bytes: number;
  readonly packetsMissing: number;
  readonly reason: LostReason;
}

/** What one frame led to. `lost` beside it: an earlier transfer of the same pair that this frame ended, or those that had to make room. */
export type TransportStep =
  | { readonly kind: "not-transport" }
  | { readonly kind: "ignored"; readonly reason: "malformed" | "no-transfer" | "repeated"; readonly lost?: readonly LostTransfer[] }
  | { readonly kind: "progressed"; readonly lost?: readonly LostTransfer[] }
  | { readonly kind: "completed"; readonly message: J1939Message }
  | { readonly kind: "lost"; readonly lost: readonly LostTransfer[] };

interface Transfer extends Omit<LostTransfer, "reason" | "packetsMissing"> {
  readonly priority: number;
  readonly assembly: TransferAssembly;
  /** Last packet that has arrived in the present block, for broadcasts and in sequence checks. */
  lastPacket: number;
  /** Extended: packets count from here. */
  offset: number;
  dueMs: number;
  /** The message was handed over; only its acknowledgement, or needless repeats, can follow. */
  isDelivered: boolean;
}

export class TransportObserver {
  /** By sender, receiver and protocol; in the order of their opening. */
  readonly #transfers = new Map<number, Transfer>();
  #bytes = 0;

  /** Transfers that are remembered, delivered ones with them. */
  get size(): number {
    return this.#transfers.size;
  }

  /**
   * @param frame any frame of the bus; not kept.
   * @param nowMs monotonic milliseconds of its arrival.
   */
  accept(frame: Pick<CanFrame, "id" | "extended" | "data" | "flags">, nowMs: number): TransportStep {
    const { flags } = frame;
    if (!frame.extended || (flags !== undefined && (flags.remote === true || flags.error === true))) return { kind: "not-transport" };
    const read = readTransportFrame(frame);
    if (read === undefined) return { kind: "not-transport" };
    const id = splitJ1939Id(frame.id);
    // 0xFE and 0xFF are no addresses to send from, and nobody listens at 0xFE.
    if (read.kind === "malformed" || id.sourceAddress >= 0xfe || id.destinationAddress === 0xfe) return { kind: "ignored", reason: "malformed" };
    const isGlobal = id.destinationAddress === 0xff;
    if (read.kind !== "data" && isGlobal !== (read.kind === "broadcast")) return { kind: "ignored", reason: "malformed" };
    return this.#step(read, id, nowMs);
  }

  /** Gives up what has waited too long. Call it now and then; a transfer that is met too late is given up as well. */
  expire(nowMs: number): readonly LostTransfer[] {
    const lost: LostTransfer[] = [];
    for (const [key, transfer] of this.#transfers) {
      if (nowMs <= transfer.dueMs) continue;
      this.#close(key, transfer);
      if (!transfer.isDelivered) lost.push(lostOf(transfer, "timed-out"));
    }
    return lost;
  }

  #step(read: Exclude<TransportFrame, { kind: "malformed" }>, id: J1939Id, nowMs: number): TransportStep {
    switch (read.kind) {
      case "broadcast":
        return this.#open(read, "bam", id, nowMs, transportTimes.betweenPackets);
      case "request-to-send":
        return this.#open(read, read.isExtended ? "etp" : "cmdt", id, nowMs, transportTimes.afterLastPacket);
      case "data":
        return this.#acceptPacket(read, id, nowMs);
      case "data-offset":
        return this.#withTransfer(keyOf(id, true), read.pgn, nowMs, (transfer) => {
          transfer.offset = read.offset;
          transfer.lastPacket = read.offset;
          transfer.dueMs = dueAfter(nowMs, transportTimes.betweenPackets);
          return { kind: "progressed" };
        });
      case "clear-to-send":
        return this.#withTransfer(reverseKeyOf(id, read.isExtended), read.pgn, nowMs, (transfer) => {
          transfer.dueMs = dueAfter(nowMs, read.packets === 0 ? transportTimes.whileHeld : transportTimes.afterClearToSend);
          if (transfer.isDelivered || read.packets === 0) return { kind: "progressed" };
          transfer.assembly.forget(read.nextPacket, read.packets);
          transfer.lastPacket = read.nextPacket - 1;
          return { kind: "progressed" };
        });
      case "end-of-message":
        return this.#withTransfer(reverseKeyOf(id, read.isExtended), read.pgn, nowMs, (transfer, key) => {
          this.#close(key, transfer);
          return transfer.isDelivered ? { kind: "progressed" } : { kind: "lost", lost: [lostOf(transfer, "packet-missing")] };
        });
      case "abort":
        return this.#abort(read, id, nowMs);
    }
  }

  #open(
    read: { readonly bytes: number; readonly packets: number; readonly pgn: number },
    transport: Transfer["transport"],
    id: J1939Id,
    nowMs: number,
    waitMs: number,
  ): TransportStep {
    const { sourceAddress, destinationAddress, priority } = id;
    const { pgn, bytes } = read;
    const key = keyOf(id, transport === "etp");
    const previous = this.#transfers.get(key);
    const lost: LostTransfer[] = [];
    if (previous !== undefined) {
      this.#close(key, previous);
      if (!previous.isDelivered) lost.push(lostOf(previous, nowMs > previous.dueMs ? "timed-out" : "replaced"));
    }
    const bytesMax = transport === "etp" ? j1939Limits.extendedTransferBytesMax : j1939Limits.transferBytesMax;
    if (bytes > bytesMax) {
      lost.push({ pgn, sourceAddress, destinationAddress, transport, bytes, packetsMissing: read.packets, reason: "too-long" });
      return { kind: "lost", lost };
    }
    lost.push(...this.#makeRoom(bytes));
    const assembly = new TransferAssembly(bytes);
    const transfer = {
      pgn,
      sourceAddress,
      destinationAddress,
      priority,
      transport,
      bytes,
      assembly,
      lastPacket: 0,
      offset: 0,
      dueMs: dueAfter(nowMs, waitMs),
      isDelivered: false,
    };
    this.#transfers.set(key, transfer);
    this.#bytes += bytes;
    return lost.length === 0 ? { kind: "progressed" } : { kind: "progressed", lost };
  }

  #acceptPacket(read: Extract<TransportFrame, { kind: "data" }>, id: J1939Id, nowMs: number): TransportStep {
    return this.#withTransfer(keyOf(id, read.isExtended), undefined, nowMs, (transfer, key) => {
      const { assembly } = transfer;
      const packet = transfer.offset + read.sequence;
      if (transfer.isDelivered) return { kind: "ignored", reason: "repeated" };
      transfer.dueMs = dueAfter(nowMs, transportTimes.betweenPackets);
      const isNext = packet === transfer.lastPacket + 1;
      if (!isNext) {
        // Nobody can ask a broadcast for a packet again: another one in this place belongs to a message whose beginning was missed.
        if (transfer.transport === "bam" && !assembly.matches(packet, read.bytes)) return this.#lose(key, transfer, "packet-missing");
        if (packet <= transfer.lastPacket && assembly.has(packet)) return { kind: "ignored", reason: "repeated" };
      }
      if (!assembly.put(packet, read.bytes)) return this.#lose(key, transfer, "packet-missing");
      transfer.lastPacket = Math.max(transfer.lastPacket, packet);
      if (assembly.missing > 0) {
        if (packet === assembly.packets) transfer.dueMs = dueAfter(nowMs, transportTimes.afterLastPacket);
        return { kind: "progressed" };
      }
      return { kind: "completed", message: this.#deliver(key, transfer, nowMs) };
    });
  }

  #deliver(key: number, transfer: Transfer, nowMs: number): J1939Message {
    const { pgn, sourceAddress, destinationAddress, priority, transport, assembly } = transfer;
    if (transport === "bam") this.#close(key, transfer);
    else {
      transfer.isDelivered = true;
      transfer.dueMs = dueAfter(nowMs, transportTimes.afterLastPacket);
    }
    return { pgn, sourceAddress, destinationAddress, priority, transport, data: assembly.take() };
  }

  #abort(read: { readonly isExtended: boolean; readonly pgn: number }, id: J1939Id, nowMs: number): TransportStep {
    // Either end may abort.
    const key = [keyOf(id, read.isExtended), reverseKeyOf(id, read.isExtended)].find((candidate) => this.#transfers.get(candidate)?.pgn === read.pgn);
    if (key === undefined) return { kind: "ignored", reason: "no-transfer" };
    return this.#withTransfer(key, read.pgn, nowMs, (transfer) => {
      if (!transfer.isDelivered) return this.#lose(key, transfer, "aborted");
      this.#close(key, transfer);
      return { kind: "progressed" };
    });
  }

  #withTransfer(key: number, pgn: number | undefined, nowMs: number, then: (transfer: Transfer, key: number) => TransportStep): TransportStep {
    const transfer = this.#transfers.get(key);
    if (transfer === undefined || (pgn !== undefined && transfer.pgn !== pgn)) return { kind: "ignored", reason: "no-transfer" };
    if (nowMs <= transfer.dueMs) return then(transfer, key);
    this.#close(key, transfer);
    if (transfer.isDelivered) return { kind: "ignored", reason: "no-transfer" };
    return { kind: "ignored", reason: "no-transfer", lost: [lostOf(transfer, "timed-out")] };
  }

  #lose(key: number, transfer: Transfer, reason: LostReason): TransportStep {
    this.#close(key, transfer);
    return { kind: "lost", lost: [lostOf(transfer, reason)] };
  }

  #close(key: number, transfer: Transfer): void {
    this.#transfers.delete(key);
    this.#bytes -= transfer.bytes;
  }

  /** @returns the transfers that had to go unfinished. */
  #makeRoom(bytes: number): readonly LostTransfer[] {
    const isFull = (): boolean => this.#transfers.size >= j1939Limits.observedTransfersMax || this.#bytes + bytes > j1939Limits.observedBytesMax;
    const lost: LostTransfer[] = [];
    if (!isFull()) return lost;
    for (const [key, transfer] of this.#transfers) if (transfer.isDelivered) this.#close(key, transfer);
    for (const [key, transfer] of this.#transfers) {
      if (!isFull()) break;
      this.#close(key, transfer);
      lost.push(lostOf(transfer, "crowded-out"));
    }
    return lost;
  }
}

function dueAfter(nowMs: number, waitMs: number): number {
  return nowMs + waitMs + transportTimes.listenerGrace;
}

function lostOf(transfer: Transfer, reason: LostReason): LostTransfer {
  const { pgn, sourceAddress, destinationAddress, transport, bytes, assembly } = transfer;
  return { pgn, sourceAddress, destinationAddress, transport, bytes, packetsMissing: assembly.missing, reason };
}

function keyOf({ sourceAddress, destinationAddress }: J1939Id, isExtended: boolean): number {
  return (isExtended ? 0x1_0000 : 0) | (sourceAddress << 8) | destinationAddress;
}

/** Of a frame that the receiver sends back. */
function reverseKeyOf({ sourceAddress, destinationAddress }: J1939Id, isExtended: boolean): number {
  return (isExtended ? 0x1_0000 : 0) | (destinationAddress << 8) | sourceAddress;
}
