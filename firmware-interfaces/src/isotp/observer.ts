/**
 * ISO-TP messages of others, put together by listening alone: nothing here has a frame to send.
 */
import type { CanFrame } from "../can/can-frame.ts";
import { addressKey, type IsoTpAddress } from "./addresses.ts";
import { diagnosticAddressBytes } from "./diagnostic-ids.ts";
import { isoTpLimits } from "./limits.ts";
import { parsePdu } from "./pdu.ts";
import { IsoTpReceiver, type AbortedReason, type Reception } from "./receiver.ts";

/** What was heard, with the address that its frames carry. */
export type Observation =
  | { readonly kind: "message"; readonly address: IsoTpAddress; readonly payload: Uint8Array }
  /** A transfer ended early: `replaced` by the same sender's next message, `displaced` because too many were open at once. */
  | { readonly kind: "broken"; readonly address: IsoTpAddress; readonly reason: AbortedReason | "replaced" | "displaced" };

export interface ObserverOptions {
  /**
   * Which frames are ISO-TP, and how many address bytes (extended, mixed addressing) they begin with. By default the
   * identifiers of OBD and of normal fixed and mixed addressing with 29 bits.
   */
  readonly addressBytesOf?: (frame: CanFrame) => 0 | 1 | undefined;
}

interface Transfer {
  readonly address: IsoTpAddress;
  readonly receiver: IsoTpReceiver;
}

export class IsoTpObserver {
  readonly #addressBytesOf: (frame: CanFrame) => 0 | 1 | undefined;
  /** Transfers in progress, the one that was heard longest ago first. */
  readonly #transfers = new Map<number, Transfer>();

  constructor(options: ObserverOptions = {}) {
    this.#addressBytesOf = options.addressBytesOf ?? diagnosticAddressBytes;
  }

  /** Transfers in progress. */
  get transfers(): number {
    return this.#transfers.size;
  }

  /**
   * @param frame any frame of the bus; not kept.
   * @param nowMs monotonic milliseconds, or the recording's time.
   * @returns what ended with this frame; mostly nothing.
   */
  accept(frame: CanFrame, nowMs: number): readonly Observation[] {
    const { id, extended, flags, data } = frame;
    if (flags?.remote === true || flags?.error === true) return [];
    const addressBytes = this.#addressBytesOf(frame);
    const addressByte = data[0];
    if (addressBytes === undefined || addressByte === undefined) return [];
    const address: IsoTpAddress = addressBytes === 0 ? { id, extended } : { id, extended, addressByte };
    const key = addressKey(address);
    const receiver = this.#transfers.get(key)?.receiver ?? new IsoTpReceiver({ silenceMs: isoTpLimits.observedSilenceMs });
    const reception = receiver.accept(parsePdu(data, addressBytes), nowMs);
    if (reception.kind === "ignored") return [];
    const observations = observationsOf(reception, address);
    this.#transfers.delete(key);
    if (receiver.expiresAtMs === undefined) return observations;
    const displaced = this.#makeRoom();
    this.#transfers.set(key, { address, receiver });
    return displaced === undefined ? observations : [...observations, displaced];
  }

  /** Gives up transfers that have fallen silent. Worth a call every second or so. */
  expire(nowMs: number): readonly Observation[] {
    const observations: Observation[] = [];
    for (const [key, { address, receiver }] of this.#transfers) {
      const reception = receiver.expire(nowMs);
      if (reception === undefined) continue;
      this.#transfers.delete(key);
      observations.push(...observationsOf(reception, address));
    }
    return observations;
  }

  #makeRoom(): Observation | undefined {
    if (this.#transfers.size < isoTpLimits.observedTransfersMax) return undefined;
    for (const [key, { address }] of this.#transfers) {
      this.#transfers.delete(key);
      return { kind: "broken", address, reason: "displaced" };
    }
    return undefined;
  }
}

function observationsOf(reception: Reception, address: IsoTpAddress): Observation[] {
  if (reception.kind === "ignored") return [];
  const observations: Observation[] = reception.replaced === true ? [{ kind: "broken", address, reason: "replaced" }] : [];
  if (reception.kind === "completed") observations.push({ kind: "message", address, payload: reception.payload });
  if (reception.kind === "aborted") observations.push({ kind: "broken", address, reason: reception.reason });
  return observations;
}
