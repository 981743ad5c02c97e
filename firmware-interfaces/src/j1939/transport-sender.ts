/**
 * The sending end of transfers: broadcasts with their spacing, and conversations by RTS and CTS. Pure and asked for one
 * frame after the other, so that a bus that takes no more frames holds it up without a queue.
 *
 * @see SAE J1939-21, 5.10.3
 */
import type { CanFrame } from "../can/can-frame.ts";
import { splitJ1939Id } from "./j1939-id.ts";
import { j1939Limits, transportTimes } from "./limits.ts";
import {
  abortFrame,
  abortReasons,
  broadcastFrame,
  packetFrame,
  packetsFor,
  readTransportFrame,
  requestToSendFrame,
  type TransportFrame,
} from "./transport-frames.ts";

/** What became of a message. */
export interface SentOutcome {
  readonly pgn: number;
  readonly destinationAddress: number;
  readonly kind: "sent" | "aborted-by-receiver" | "timed-out" | "repeats-exceeded" | "address-lost";
  /** With `aborted-by-receiver`: SAE J1939-21, table 7. */
  readonly abortReason?: number;
}

interface Outgoing {
  readonly pgn: number;
  readonly destinationAddress: number;
  readonly data: Uint8Array;
  readonly packets: number;
  /** `waiting`: for the one before to the same destination. */
  state: "waiting" | "announcing" | "sending" | "answer-awaited";
  nextPacket: number;
  /** Last packet that was cleared to send; all of them in a broadcast. */
  lastPacket: number;
  highestSent: number;
  repeats: number;
  /** When the next frame may go out, or when the wait for an answer ends. */
  dueMs: number;
}

export class TransportSender {
  readonly #outgoing: Outgoing[] = [];
  readonly #ownAddress: () => number;
  #outcomes: SentOutcome[] = [];
  #replies: Omit<CanFrame, "atUs">[] = [];

  /** @param ownAddress asked at each frame: the address of a node may change. */
  constructor(ownAddress: () => number) {
    this.#ownAddress = ownAddress;
  }

  /** When `take` has something to give, or something to give up; monotonic milliseconds. */
  get dueMs(): number | undefined {
    let due: number | undefined;
    for (const { state, dueMs } of this.#outgoing) if (state !== "waiting") due = Math.min(due ?? dueMs, dueMs);
    return this.#replies.length > 0 ? 0 : due;
  }

  /**
   * @param message 9 to 1785 bytes; `data` is not to be changed until the outcome is there. 0xFF = broadcast.
   * @returns false when `j1939Limits.sentTransfersMax` messages are in hand; this one was not taken.
   */
  open(message: { readonly pgn: number; readonly destinationAddress: number; readonly data: Uint8Array }, nowMs: number): boolean {
    if (this.#outgoing.length >= j1939Limits.sentTransfersMax) return false;
    const { pgn, destinationAddress, data } = message;
    const packets = packetsFor(data.length);
    this.#outgoing.push({
      pgn,
      destinationAddress,
      data,
      packets,
      state: "waiting",
      nextPacket: 1,
      lastPacket: 0,
      highestSent: 0,
      repeats: 0,
      dueMs: nowMs,
    });
    this.#wake(destinationAddress, nowMs);
    return true;
  }

  /** @param frame any frame of the bus; what does not concern this end leads to nothing. */
  accept(frame: Pick<CanFrame, "id" | "data">, nowMs: number): void {
    const id = splitJ1939Id(frame.id);
    if (id.destinationAddress !== this.#ownAddress()) return;
    const read = readTransportFrame(frame);
    const outgoing = this.#outgoing.find(({ state, destinationAddress }) => state !== "waiting" && destinationAddress === id.sourceAddress);
    if (read === undefined || outgoing === undefined || !("pgn" in read) || read.pgn !== outgoing.pgn || outgoing.state === "announcing") return;
    if (read.kind === "clear-to-send") this.#clearToSend(outgoing, read, nowMs);
    else if (read.kind === "end-of-message" && outgoing.highestSent === outgoing.packets) this.#end(outgoing, { kind: "sent" }, nowMs);
    else if (read.kind === "abort") this.#end(outgoing, { kind: "aborted-by-receiver", abortReason: read.reason }, nowMs);
  }

  /** @returns the next frame that may go out now; `undefined` until `dueMs`. What is taken counts as sent. */
  take(nowMs: number): Omit<CanFrame, "atUs"> | undefined {
    const silent = this.#outgoing.filter(({ state, dueMs }) => state === "answer-awaited" && nowMs >= dueMs);
    for (const outgoing of silent) this.#giveUp(outgoing, "timed-out", nowMs);
    const reply = this.#replies.shift();
    if (reply !== undefined) return reply;
    const outgoing = this.#outgoing.find(({ state, dueMs }) => (state === "announcing" || state === "sending") && nowMs >= dueMs);
    if (outgoing === undefined) return undefined;
    return outgoing.state === "announcing" ? this.#announce(outgoing, nowMs) : this.#nextPacket(outgoing, nowMs);
  }

  /** @returns what became of messages since the last call. */
  takeOutcomes(): readonly SentOutcome[] {
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    return outcomes;
  }

  /** Gives all messages up without a word: the address was lost. */
  clear(): void {
    for (const { pgn, destinationAddress } of this.#outgoing) this.#outcomes.push({ pgn, destinationAddress, kind: "address-lost" });
    this.#outgoing.length = 0;
    this.#replies = [];
  }

  #announce(outgoing: Outgoing, nowMs: number): Omit<CanFrame, "atUs"> {
    const { pgn, data, destinationAddress } = outgoing;
    const ends = { sourceAddress: this.#ownAddress(), destinationAddress };
    if (destinationAddress === 0xff) {
      outgoing.state = "sending";
      outgoing.lastPacket = outgoing.packets;
      outgoing.dueMs = nowMs + transportTimes.broadcastSpacing;
      return broadcastFrame(ends, data.length, pgn);
    }
    outgoing.state = "answer-awaited";
    outgoing.dueMs = nowMs + transportTimes.afterLastPacket;
    return requestToSendFrame(ends, data.length, pgn);
  }

  #nextPacket(outgoing: Outgoing, nowMs: number): Omit<CanFrame, "atUs"> {
    const { destinationAddress, data, nextPacket, packets } = outgoing;
    const isBroadcast = destinationAddress === 0xff;
    outgoing.nextPacket++;
    outgoing.highestSent = Math.max(outgoing.highestSent, nextPacket);
    if (isBroadcast && nextPacket === packets) this.#end(outgoing, { kind: "sent" }, nowMs + transportTimes.broadcastSpacing);
    else if (isBroadcast) outgoing.dueMs = nowMs + transportTimes.broadcastSpacing;
    else if (nextPacket === outgoing.lastPacket) {
      outgoing.state = "answer-awaited";
      outgoing.dueMs = nowMs + transportTimes.afterLastPacket;
    }
    return packetFrame({ sourceAddress: this.#ownAddress(), destinationAddress }, data, nextPacket);
  }

  #clearToSend(outgoing: Outgoing, read: Extract<TransportFrame, { kind: "clear-to-send" }>, nowMs: number): void {
    if (read.packets === 0) {
      outgoing.state = "answer-awaited";
      outgoing.dueMs = nowMs + transportTimes.whileHeld;
      return;
    }
    if (read.nextPacket > outgoing.packets) return;
    if (read.nextPacket <= outgoing.highestSent && ++outgoing.repeats > j1939Limits.repeatsMax * outgoing.packets) {
      this.#giveUp(outgoing, "repeats-exceeded", nowMs);
      return;
    }
    outgoing.state = "sending";
    outgoing.nextPacket = read.nextPacket;
    outgoing.lastPacket = Math.min(outgoing.packets, read.nextPacket + read.packets - 1);
    outgoing.dueMs = nowMs;
  }

  #giveUp(outgoing: Outgoing, kind: "timed-out" | "repeats-exceeded", nowMs: number): void {
    const ends = { sourceAddress: this.#ownAddress(), destinationAddress: outgoing.destinationAddress };
    this.#replies.push(abortFrame(ends, kind === "timed-out" ? abortReasons.timeout : abortReasons.repeatsExceeded, outgoing.pgn));
    this.#end(outgoing, { kind }, nowMs);
  }

  #end(outgoing: Outgoing, outcome: Pick<SentOutcome, "kind" | "abortReason">, nextAtMs: number): void {
    this.#outgoing.splice(this.#outgoing.indexOf(outgoing), 1);
    this.#outcomes.push({ pgn: outgoing.pgn, destinationAddress: outgoing.destinationAddress, ...outcome });
    this.#wake(outgoing.destinationAddress, nextAtMs);
  }

  /** One message at a time to each destination, and one broadcast (SAE J1939-21, 5.10.2.5). */
  #wake(destination: number, atMs: number): void {
    const first = this.#outgoing.find(({ destinationAddress }) => destinationAddress === destination);
    if (first?.state !== "waiting") return;
    first.state = "announcing";
    first.dueMs = atMs;
  }
}
