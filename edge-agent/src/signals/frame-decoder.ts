import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";

/** Turns frames of one bus into samples of the unit's signals, which it hands to the sink that it was made with. */
export interface FrameDecoder {
  /** @returns whether it knows this frame; a known frame may still carry no valid value. */
  decode(frame: CanFrame): boolean;
}

/** Takes samples; `Collector` is one. Indices are those of the signal table, -1 for a signal that found no place in it. */
export interface SampleSink {
  number(signal: number, raw: number): void;
  other(signal: number, value: bigint | string): void;
}
