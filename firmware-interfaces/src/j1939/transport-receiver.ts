/**
 * The receiving end of conversations by RTS and CTS that are addressed to us: answers announcements, asks again for what
 * is missing, acknowledges. Pure: the frames to send are in each step, and `expire` is called when `dueMs` has come.
 *
 * @see SAE J1939-21, 5.10.3
 */
import type { CanFrame } from "../can/can-frame.ts";
import { splitJ1939Id } from "./j1939-id.ts";
import type { J1939Message } from "./j1939-message.ts";
import { j1939Limits, transportTimes } from "./limits.ts";
import { TransferAssembly } from "./transfer-assembly.ts";
import { abortFrame, abortReasons, clearToSendFrame, endOfMessageFrame, readTransportFrame, type TransportFrame } from "./transport-frames.ts";

export interface ReceiverStep {
  /** To be sent at once, in order. */
  readonly replies: readonly Omit<CanFrame, "atUs">[];
  readonly message?: J1939Message;
  /** A connection that ended without a message. */
  readonly lost?: { readonly pgn: number; readonly sourceAddress: number; readonly why: "timed-out" | "repeats-exceeded" | "aborted" };
}

interface Connection {
  readonly pgn: number;
  readonly priority: number;
  readonly sourceAddress: number;
  readonly assembly: TransferAssembly;
  readonly blockPacketsMax: number;
  blockFirst: number;
  blockLast: number;
  repeats: number;
  dueMs: number;
}

const nothing: ReceiverStep = { replies: [] };

export class TransportReceiver {
  /** By the sender's address: a pair of nodes has one conversation in each direction. */
  readonly #connections = new Map<number, Connection>();
  readonly #ownAddress: () => number;

  /** @param ownAddress asked at each frame: the address of a node may change. */
  constructor(ownAddress: () => number) {
    this.#ownAddress = ownAddress;
  }

  /** When `expire` is to be called next, monotonic milliseconds. */
  get dueMs(): number | undefined {
    let due: number | undefined;
    for (const connection of this.#connections.values()) due = Math.min(due ?? connection.dueMs, connection.dueMs);
    return due;
  }

  /** @param frame any frame of the bus; what does not concern this end leads to nothing. */
  accept(frame: Pick<CanFrame, "id" | "data">, nowMs: number): ReceiverStep {
    const id = splitJ1939Id(frame.id);
    if (id.destinationAddress !== this.#ownAddress()) return nothing;
    const read = readTransportFrame(frame);
    if (read === undefined) return nothing;
    if (read.kind === "request-to-send" && !read.isExtended) return this.#open(read, id.sourceAddress, id.priority, nowMs);
    const connection = this.#connections.get(id.sourceAddress);
    if (connection === undefined) return nothing;
    if (read.kind === "data" && !read.isExtended) return this.#acceptPacket(connection, read, nowMs);
    if (read.kind === "abort" && !read.isExtended && read.pgn === connection.pgn) return this.#end(connection, "aborted");
    return nothing;
  }

  /** Asks again for what a silent sender owes, and gives a connection up when that was in vain. */
  expire(nowMs: number): readonly ReceiverStep[] {
    return [...this.#connections.values()].filter(({ dueMs }) => nowMs >= dueMs).map((connection) => this.#askAgain(connection, nowMs, "timed-out"));
  }

  /** Forgets all conversations: the address was lost. */
  clear(): void {
    this.#connections.clear();
  }

  #open(read: Extract<TransportFrame, { kind: "request-to-send" }>, sourceAddress: number, priority: number, nowMs: number): ReceiverStep {
    const ends = { sourceAddress: this.#ownAddress(), destinationAddress: sourceAddress };
    // A second announcement replaces the first (SAE J1939-21, 5.10.3.2).
    this.#connections.delete(sourceAddress);
    if (read.bytes > j1939Limits.transferBytesMax) return { replies: [abortFrame(ends, abortReasons.tooLong, read.pgn)] };
    if (this.#connections.size >= j1939Limits.receivedTransfersMax) return { replies: [abortFrame(ends, abortReasons.resources, read.pgn)] };
    const connection: Connection = {
      pgn: read.pgn,
      priority,
      sourceAddress,
      assembly: new TransferAssembly(read.bytes),
      blockPacketsMax: Math.max(1, Math.min(read.blockPacketsMax, j1939Limits.blockPacketsMax)),
      blockFirst: 1,
      blockLast: 0,
      repeats: 0,
      dueMs: 0,
    };
    this.#connections.set(sourceAddress, connection);
    return this.#ask(connection, 1, connection.assembly.packets, nowMs);
  }

  #acceptPacket(connection: Connection, read: Extract<TransportFrame, { kind: "data" }>, nowMs: number): ReceiverStep {
    const { assembly, blockFirst, blockLast } = connection;
    const { sequence } = read;
    // Repeats of earlier blocks and packets nobody asked for change nothing.
    if (sequence < blockFirst || sequence > blockLast || !assembly.put(sequence, read.bytes)) return nothing;
    connection.dueMs = nowMs + transportTimes.betweenPackets;
    if (assembly.missing === 0) return this.#complete(connection);
    if (sequence < blockLast) return nothing;
    if (assembly.missingRun(blockFirst, blockLast) !== undefined) return this.#askAgain(connection, nowMs, "repeats-exceeded");
    connection.repeats = 0;
    const next = assembly.missingRun(1, assembly.packets);
    return next === undefined ? nothing : this.#ask(connection, next.first, next.packets, nowMs);
  }

  #complete(connection: Connection): ReceiverStep {
    const { pgn, priority, sourceAddress, assembly } = connection;
    this.#connections.delete(sourceAddress);
    const destinationAddress = this.#ownAddress();
    const message: J1939Message = { pgn, priority, sourceAddress, destinationAddress, transport: "cmdt", data: assembly.take() };
    return { replies: [endOfMessageFrame({ sourceAddress: destinationAddress, destinationAddress: sourceAddress }, assembly.bytes, pgn)], message };
  }

  #ask(connection: Connection, first: number, packets: number, nowMs: number): ReceiverStep {
    const count = Math.min(packets, connection.blockPacketsMax);
    connection.blockFirst = first;
    connection.blockLast = first + count - 1;
    connection.dueMs = nowMs + transportTimes.afterClearToSend;
    const ends = { sourceAddress: this.#ownAddress(), destinationAddress: connection.sourceAddress };
    return { replies: [clearToSendFrame(ends, count, first, connection.pgn)] };
  }

  #askAgain(connection: Connection, nowMs: number, why: "timed-out" | "repeats-exceeded"): ReceiverStep {
    const missing = connection.assembly.missingRun(1, connection.assembly.packets);
    if (missing !== undefined && connection.repeats < j1939Limits.repeatsMax) {
      connection.repeats++;
      return this.#ask(connection, missing.first, missing.packets, nowMs);
    }
    return this.#end(connection, why);
  }

  #end(connection: Connection, why: "timed-out" | "repeats-exceeded" | "aborted"): ReceiverStep {
    const { sourceAddress, pgn } = connection;
    this.#connections.delete(sourceAddress);
    const lost = { pgn, sourceAddress, why };
    if (why === "aborted") return { replies: [], lost };
    const reason = why === "timed-out" ? abortReasons.timeout : abortReasons.repeatsExceeded;
    return { replies: [abortFrame({ sourceAddress: this.#ownAddress(), destinationAddress: sourceAddress }, reason, pgn)], lost };
  }
}
