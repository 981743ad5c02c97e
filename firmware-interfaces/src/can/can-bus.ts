import type { CanFrame } from "./can-frame.ts";

/** What a bus tells its reader besides frames. */
export type BusEvent =
  /** Everything that the bus (a recording) will ever say has been said. */
  | { readonly kind: "ended" }
  /** The interface went down or away; it may come back. */
  | { readonly kind: "down"; readonly why: string }
  | { readonly kind: "up" }
  /** Frames that the kernel or a bounded queue threw away since the last such event. */
  | { readonly kind: "dropped"; readonly frames: number }
  /** The controller's standing on its bus changed. Off the bus it hears and sends nothing until it is restarted. */
  | { readonly kind: "controller"; readonly state: ControllerState };

/** Fault confinement of ISO 11898-1, 12.1.4; `restarted` follows `bus-off` and is active again. */
export type ControllerState = "active" | "warning" | "passive" | "bus-off" | "restarted";

export interface BusReader {
  /** Frames in the order of arrival, as many as are at hand. The array is the reader's only until it returns. */
  onFrames(frames: readonly CanFrame[]): void;
  onEvent(event: BusEvent): void;
}

/**
 * One CAN channel. Listening is all that it can do: sending is another port (`CanSender`), so that a reader
 * cannot transmit by mistake.
 */
export interface CanBus {
  /** Name in signal sources, such as `can0`. */
  readonly name: string;
  /** Calls the reader from then on; idempotent. */
  start(reader: BusReader): void;
  /** After it resolves the reader is called no more. */
  stop(): Promise<void>;
}

export interface CanSender {
  /** @returns false when the transmit queue is full; the frame was not taken. */
  send(frame: Omit<CanFrame, "atUs">): boolean;
}
