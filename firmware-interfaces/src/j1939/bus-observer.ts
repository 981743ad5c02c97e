/** All that can be known of a J1939 bus by listening: messages, faults, who is there. */
import type { CanFrame } from "../can/can-frame.ts";
import { AddressTable, type AddressEvent } from "./address-table.ts";
import { readFaultMessage } from "./fault-message.ts";
import { FaultRegister, type Fault, type FaultEvent } from "./fault-register.ts";
import { readIdentity, type Identity } from "./identities.ts";
import type { J1939Message } from "./j1939-message.ts";
import { MessageReader } from "./message-reader.ts";
import type { LostTransfer } from "./transport-observer.ts";
import type { OldSpnConversion } from "./trouble-codes.ts";

export interface BusObservation {
  readonly message?: J1939Message;
  readonly lost: readonly LostTransfer[];
  /** What the message changed; a message that repeats what is known changes nothing. */
  readonly faults: readonly FaultEvent[];
  readonly identity?: Identity;
  readonly address?: AddressEvent;
}

const none: readonly never[] = [];
/** How often transfers are looked at that may have waited too long. */
const lookEveryMs = 200;

/** One per bus. Has nothing to send with. */
export class BusObserver {
  readonly addresses = new AddressTable();
  readonly #reader = new MessageReader();
  readonly #register = new FaultRegister();
  #lookedAtMs = 0;
  readonly #oldConversion: OldSpnConversion | undefined;
  /** Last payload of each identity, by group and source address: at most four times 254. */
  readonly #identities = new Map<number, Uint8Array>();

  /** @param oldConversion how units of this bus write SPNs whose conversion bit is 1, if somebody knows. */
  constructor(oldConversion?: OldSpnConversion) {
    this.#oldConversion = oldConversion;
  }

  /** All that is known to be wrong now. */
  get faults(): readonly Fault[] {
    return this.#register.faults;
  }

  /** @param nowMs monotonic milliseconds, or the recording's own time. */
  accept(frame: CanFrame, nowMs: number): BusObservation {
    const { message, lost: ended = none } = this.#reader.accept(frame, nowMs);
    const late = this.#late(nowMs);
    const lost = late.length === 0 ? ended : [...ended, ...late];
    if (message === undefined) return { lost, faults: none };
    const faultMessage = readFaultMessage(message, this.#oldConversion);
    const identity = this.#identity(message);
    const address = this.addresses.accept(message);
    return {
      message,
      lost,
      faults: faultMessage === undefined ? none : this.#register.accept(faultMessage),
      ...(identity === undefined ? {} : { identity }),
      ...(address === undefined ? {} : { address }),
    };
  }

  /** @returns transfers that have waited too long; for a bus that has fallen silent, or with `Infinity` at the end of a recording. */
  expire(nowMs: number): readonly LostTransfer[] {
    return this.#reader.expire(nowMs);
  }

  /** So that a transfer nobody goes on with is reported soon, and not when its pair of addresses is next heard. */
  #late(nowMs: number): readonly LostTransfer[] {
    // Also when time has gone back, which recordings do where they were joined.
    if (Math.abs(nowMs - this.#lookedAtMs) < lookEveryMs) return none;
    this.#lookedAtMs = nowMs;
    return this.#reader.expire(nowMs);
  }

  #identity(message: J1939Message): Identity | undefined {
    const { pgn, sourceAddress, data } = message;
    const identity = readIdentity(message);
    if (identity === undefined) return undefined;
    const key = pgn * 256 + sourceAddress;
    const known = this.#identities.get(key);
    if (known !== undefined && Buffer.compare(known, data) === 0) return undefined;
    this.#identities.set(key, data);
    return identity;
  }
}
