import type { CanFrame } from "../can/can-frame.ts";
import { splitJ1939Id } from "./j1939-id.ts";
import type { J1939Message } from "./j1939-message.ts";
import { TransportObserver, type LostTransfer } from "./transport-observer.ts";

export interface MessageReading {
  readonly message?: J1939Message;
  /** Transfers that this frame, or the time until it, ended without a message. */
  readonly lost?: readonly LostTransfer[];
}

const nothing: MessageReading = {};

/** Frames of one bus to messages, whichever number of frames carries one. Listens only. */
export class MessageReader {
  readonly #observer = new TransportObserver();

  /**
   * @param frame not kept; a message of a single frame shares its bytes.
   * @param nowMs monotonic milliseconds, or the recording's own time.
   */
  accept(frame: CanFrame, nowMs: number): MessageReading {
    const { flags } = frame;
    if (!frame.extended || (flags !== undefined && (flags.remote === true || flags.error === true))) return nothing;
    const step = this.#observer.accept(frame, nowMs);
    if (step.kind === "not-transport") {
      const { pgn, sourceAddress, destinationAddress, priority } = splitJ1939Id(frame.id);
      return { message: { pgn, sourceAddress, destinationAddress, priority, transport: "single", data: frame.data } };
    }
    if (step.kind === "completed") return { message: step.message };
    return step.lost === undefined ? nothing : { lost: step.lost };
  }

  /** @returns transfers that have waited too long; at the end of a recording ask with `Infinity`. */
  expire(nowMs: number): readonly LostTransfer[] {
    return this.#observer.expire(nowMs);
  }
}
