/** How frames of a bus get their time: as it is now, shifted to now, or kept as recorded. */
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import type { ClockQuality } from "@drawbar/proto/kernel/clock.ts";
import type { SampleTime } from "../segments/collector.ts";
import type { UnitClock } from "./unit-clock.ts";

export interface FrameTimes {
  /** What to add to the times of a batch of frames. */
  offsetUs(frames: readonly CanFrame[]): number;
}

export interface SampleTimes extends SampleTime, FrameTimes {}

/** Frames that a kernel or a simulator stamps with this machine's clock. */
export class LiveTimes implements SampleTimes {
  readonly #clock: UnitClock;
  #aheadUs = 0;

  constructor(clock: UnitClock) {
    this.#clock = clock;
    this.follow();
  }

  get quality(): ClockQuality {
    return this.#clock.quality;
  }

  offsetUs(_frames: readonly CanFrame[]): number {
    return this.#clock.offsetUs();
  }

  /** By the relation of both clocks as it was at the last `follow`. */
  monoUsAt(wallUs: number): number {
    return wallUs - this.#aheadUs;
  }

  /** Takes over how the clocks stand now. When one was set, what was stamped before must be sealed first. */
  follow(): void {
    this.#aheadUs = this.#clock.wallUs() - this.#clock.monoUs();
  }
}

/** A recording that stands in for a bus: its first frame is now. */
export class ShiftedTimes {
  readonly #clock: UnitClock;
  #shiftUs: number | undefined;

  constructor(clock: UnitClock) {
    this.#clock = clock;
  }

  offsetUs(frames: readonly CanFrame[]): number {
    this.#shiftUs ??= this.#clock.wallUs() - (frames[0]?.atUs ?? 0);
    return this.#shiftUs;
  }
}

/** A recording that is told about, not lived: times stay, and the monotonic clock is the recording's own. */
export class RecordedTimes implements SampleTimes {
  readonly quality: ClockQuality;
  readonly #firstUs: number;

  constructor(options: { readonly firstUs: number; readonly quality: ClockQuality }) {
    this.#firstUs = options.firstUs;
    this.quality = options.quality;
  }

  offsetUs(_frames: readonly CanFrame[]): number {
    return 0;
  }

  monoUsAt(wallUs: number): number {
    return Math.max(0, wallUs - this.#firstUs);
  }
}
