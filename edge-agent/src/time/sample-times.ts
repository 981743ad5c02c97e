/** How frames of a bus get their time: as it is now, shifted to now, or kept as recorded. */
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import type { ClockQuality } from "@drawbar/proto/kernel/clock.ts";
import type { SampleTime } from "../segments/collector.ts";
import type { UnitClock } from "./unit-clock.ts";

export interface SampleTimes extends SampleTime {
  /** What to add to the times of a batch of frames. */
  offsetUs(frames: readonly CanFrame[]): number;
}

/** Frames that a kernel or a simulator stamps with this machine's clock. */
export class LiveTimes implements SampleTimes {
  readonly #clock: UnitClock;

  constructor(clock: UnitClock) {
    this.#clock = clock;
  }

  get quality(): ClockQuality {
    return this.#clock.quality;
  }

  offsetUs(_frames: readonly CanFrame[]): number {
    return this.#clock.offsetUs();
  }

  monoUsAt(wallUs: number): number {
    return wallUs - this.#clock.wallUs() + this.#clock.monoUs();
  }
}

/** A recording that stands in for a bus: its first frame is now. One per bus. */
export class ShiftedTimes extends LiveTimes {
  readonly #now: () => number;
  #shiftUs: number | undefined;

  constructor(clock: UnitClock) {
    super(clock);
    this.#now = () => clock.wallUs();
  }

  override offsetUs(frames: readonly CanFrame[]): number {
    this.#shiftUs ??= this.#now() - (frames[0]?.atUs ?? 0);
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
