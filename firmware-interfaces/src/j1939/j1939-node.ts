/**
 * A node of ours on a J1939 bus: it claims an address, sends and receives messages of any length, answers requests.
 * Only who is given a `CanSender` can have one. Pure but for that sender: the owner passes every frame and the time on.
 *
 * @see SAE J1939-21, J1939-81
 */
import type { CanSender } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { AddressClaim, type ClaimState, type ClaimStep } from "./address-claim.ts";
import { AddressTable, nullAddress, type AddressEvent } from "./address-table.ts";
import { j1939Fail } from "./j1939-errors.ts";
import { globalAddress, joinJ1939Id, splitJ1939Id } from "./j1939-id.ts";
import { pgns, type J1939Message } from "./j1939-message.ts";
import { j1939Limits } from "./limits.ts";
import { acknowledgementBytes, requestedGroup } from "./request-message.ts";
import { TransportObserver, type LostTransfer } from "./transport-observer.ts";
import { TransportReceiver, type ReceiverStep } from "./transport-receiver.ts";
import { TransportSender, type SentOutcome } from "./transport-sender.ts";

export interface J1939NodeOptions {
  readonly sender: CanSender;
  readonly name: bigint;
  /** 0 to 253. */
  readonly preferredAddress: number;
  /** 0 to below 1. */
  readonly random: () => number;
  /** @returns what to answer to a request for a group; `undefined` refuses it. */
  readonly answer?: (pgn: number) => Uint8Array | undefined;
}

export type NodeEvent =
  /** For us or for all; of transfers and single frames alike. */
  | { readonly kind: "messageReceived"; readonly message: J1939Message }
  | { readonly kind: "transferLost"; readonly lost: LostTransfer | NonNullable<ReceiverStep["lost"]> }
  /** What became of a message that went out as a transfer. */
  | { readonly kind: "transferEnded"; readonly outcome: SentOutcome }
  | { readonly kind: "claimChanged"; readonly state: ClaimState; readonly address: number }
  | { readonly kind: "addressesChanged"; readonly change: AddressEvent };

/** `no-address`: the claim is not settled, or lost. `busy`: the limit of messages in hand, or a full outbox. */
export type SendOutcome = "accepted" | "no-address" | "busy";

export class J1939Node {
  readonly addresses = new AddressTable();
  readonly #options: J1939NodeOptions;
  readonly #claim: AddressClaim;
  readonly #observer = new TransportObserver();
  readonly #receiver: TransportReceiver;
  readonly #transfers: TransportSender;
  readonly #outbox: Omit<CanFrame, "atUs">[] = [];

  constructor(options: J1939NodeOptions) {
    this.#options = options;
    this.#claim = new AddressClaim({ name: options.name, preferredAddress: options.preferredAddress, table: this.addresses, random: options.random });
    const ownAddress = (): number => this.#claim.address;
    this.#receiver = new TransportReceiver(ownAddress);
    this.#transfers = new TransportSender(ownAddress);
  }

  /** 0xFE without one. */
  get address(): number {
    return this.#claim.address;
  }

  start(nowMs: number): readonly NodeEvent[] {
    const events = this.#applyClaim(this.#claim.start(nowMs));
    return this.#endOf(nowMs, events);
  }

  /** @param frame any frame heard on the bus; not kept. */
  accept(frame: CanFrame, nowMs: number): readonly NodeEvent[] {
    const { flags } = frame;
    if (!frame.extended || flags?.remote === true || flags?.error === true) return [];
    const events: NodeEvent[] = [];
    const { pgn, sourceAddress, destinationAddress, priority } = splitJ1939Id(frame.id);
    if (destinationAddress === globalAddress) {
      const step = this.#observer.accept(frame, nowMs);
      if (step.kind === "completed") events.push({ kind: "messageReceived", message: step.message });
      else if (step.kind !== "not-transport") for (const lost of step.lost ?? []) events.push({ kind: "transferLost", lost });
      else this.#acceptMessage({ pgn, sourceAddress, destinationAddress, priority, transport: "single", data: frame.data }, nowMs, events);
    } else if (destinationAddress === this.address && this.address !== nullAddress) {
      if (pgn === pgns.transportControl || pgn === pgns.transportData) {
        this.#applyReceiver(this.#receiver.accept(frame, nowMs), events);
        this.#transfers.accept(frame, nowMs);
      } else this.#acceptMessage({ pgn, sourceAddress, destinationAddress, priority, transport: "single", data: frame.data }, nowMs, events);
    }
    return this.#endOf(nowMs, events);
  }

  /** Does what time demands; to be called when `dueMs` has come, and when the bus takes frames again. */
  advance(nowMs: number): readonly NodeEvent[] {
    const events = this.#applyClaim(this.#claim.expire(nowMs));
    for (const step of this.#receiver.expire(nowMs)) this.#applyReceiver(step, events);
    for (const lost of this.#observer.expire(nowMs)) events.push({ kind: "transferLost", lost });
    return this.#endOf(nowMs, events);
  }

  /** Monotonic milliseconds; `undefined` = nothing before the next frame. Frames that the bus refused are due at once. */
  get dueMs(): number | undefined {
    if (this.#outbox.length > 0) return 0;
    const dues = [this.#claim.dueMs, this.#receiver.dueMs, this.#transfers.dueMs].filter((due) => due !== undefined);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  /**
   * Sends a message; longer ones than 8 bytes as a transfer, of which an event tells the end.
   *
   * @param message `destinationAddress` 0xFF = all; `data` 0 to 1785 bytes, not to be changed until then.
   * @throws DrawbarError `J1939_MESSAGE_IMPOSSIBLE`.
   */
  send(message: Pick<J1939Message, "pgn" | "priority" | "destinationAddress" | "data">, nowMs: number): SendOutcome {
    assertPossible(message);
    if (this.address === nullAddress) return "no-address";
    if (message.data.length > 8) {
      if (!this.#transfers.open(message, nowMs)) return "busy";
      this.#flush(nowMs);
      return "accepted";
    }
    if (this.#outbox.length >= j1939Limits.outboxFramesMax) return "busy";
    this.#queue([{ id: joinJ1939Id({ ...message, sourceAddress: this.address }), extended: true, data: message.data }]);
    this.#flush(nowMs);
    return "accepted";
  }

  #acceptMessage(message: J1939Message, nowMs: number, events: NodeEvent[]): void {
    const change = this.addresses.accept(message);
    if (change !== undefined) events.push({ kind: "addressesChanged", change });
    events.push(...this.#applyClaim(this.#claim.accept(message, nowMs)));
    if (message.pgn === pgns.request) this.#answer(message, nowMs, events);
    else if (message.pgn !== pgns.addressClaimed) events.push({ kind: "messageReceived", message });
  }

  #answer(request: J1939Message, nowMs: number, events: NodeEvent[]): void {
    const pgn = requestedGroup(request.data);
    if (pgn === undefined) return;
    if (pgn === pgns.addressClaimed) {
      events.push(...this.#applyClaim(this.#claim.answerRequest(nowMs)));
      return;
    }
    if (this.address === nullAddress) return;
    const isForUs = request.destinationAddress !== globalAddress;
    const data = this.#options.answer?.(pgn);
    if (data !== undefined) {
      // An answer goes to who asked where it can be addressed, and to all where all were asked.
      this.send({ pgn, priority: 6, destinationAddress: isForUs ? request.sourceAddress : globalAddress, data }, nowMs);
    } else if (isForUs) {
      const refusal = acknowledgementBytes({ kind: "refused", pgn, address: request.sourceAddress });
      this.send({ pgn: pgns.acknowledgement, priority: 6, destinationAddress: globalAddress, data: refusal }, nowMs);
    }
  }

  #applyClaim(step: ClaimStep): NodeEvent[] {
    this.#queue(step.frames);
    if (step.changed === undefined) return [];
    if (step.changed !== "claimed") {
      this.#receiver.clear();
      this.#transfers.clear();
    }
    return [{ kind: "claimChanged", state: step.changed, address: this.address }];
  }

  #applyReceiver(step: ReceiverStep, events: NodeEvent[]): void {
    this.#queue(step.replies);
    if (step.message !== undefined) events.push({ kind: "messageReceived", message: step.message });
    if (step.lost !== undefined) events.push({ kind: "transferLost", lost: step.lost });
  }

  #queue(frames: readonly Omit<CanFrame, "atUs">[]): void {
    for (const frame of frames) if (this.#outbox.length < j1939Limits.outboxFramesMax) this.#outbox.push(frame);
  }

  #flush(nowMs: number): void {
    for (;;) {
      const next = this.#outbox.shift() ?? this.#transfers.take(nowMs);
      if (next === undefined) break;
      if (this.#options.sender.send(next)) continue;
      this.#outbox.unshift(next);
      break;
    }
  }

  #endOf(nowMs: number, events: NodeEvent[]): readonly NodeEvent[] {
    this.#flush(nowMs);
    for (const outcome of this.#transfers.takeOutcomes()) events.push({ kind: "transferEnded", outcome });
    return events;
  }
}

function assertPossible({ pgn, priority, destinationAddress, data }: Pick<J1939Message, "pgn" | "priority" | "destinationAddress" | "data">): void {
  if (!Number.isInteger(pgn) || pgn < 0 || pgn > 0x3_ffff) throw j1939Fail("J1939_MESSAGE_IMPOSSIBLE", `group ${pgn} is outside 0..262143`);
  if (!Number.isInteger(priority) || priority < 0 || priority > 7) throw j1939Fail("J1939_MESSAGE_IMPOSSIBLE", `priority ${priority} is outside 0..7`);
  if (!Number.isInteger(destinationAddress) || destinationAddress < 0 || destinationAddress > 0xff || destinationAddress === nullAddress)
    throw j1939Fail("J1939_MESSAGE_IMPOSSIBLE", `${destinationAddress} is no address to send to`);
  if (data.length > j1939Limits.transferBytesMax)
    throw j1939Fail("J1939_MESSAGE_IMPOSSIBLE", `${data.length} bytes are more than a transfer holds (${j1939Limits.transferBytesMax})`);
}
