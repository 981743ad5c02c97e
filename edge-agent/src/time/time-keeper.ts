/** The unit's time: its clock, how it maps to the monotonic one, and what is remembered of it over a restart. */
import path from "node:path";
import type { Clock, ClockQuality } from "@drawbar/proto/kernel/clock.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { LiveTimes } from "./sample-times.ts";
import { loadTrustedTime, saveTrustedTime } from "./trusted-time-file.ts";
import { UnitClock } from "./unit-clock.ts";

export interface TimeKeeperOptions {
  readonly clock: Clock;
  readonly quality: Exclude<ClockQuality, "unset">;
  /** The trusted time is kept beside it. */
  readonly outboxFile: string;
  /** When the certificate was signed: by a clock that is trusted. */
  readonly notBeforeMs: number;
  readonly log: Logger;
}

const savePeriodUs = 60_000_000;

export class TimeKeeper {
  readonly clock: UnitClock;
  readonly liveTimes: LiveTimes;
  readonly #file: string;
  readonly #log: Logger;
  #savedMonoUs: number;
  #steps = 0;

  constructor(options: TimeKeeperOptions) {
    const { clock, outboxFile, log, notBeforeMs, quality } = options;
    this.#file = path.join(path.dirname(outboxFile), `${path.basename(outboxFile)}.time`);
    this.#log = log;
    this.clock = new UnitClock({ clock, trustedUs: Math.max(loadTrustedTime(this.#file), notBeforeMs * 1_000), quality });
    this.liveTimes = new LiveTimes(this.clock);
    this.#savedMonoUs = this.clock.monoUs();
  }

  /** How often the clock was set. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * Follows the machine's clock. Call it before each batch of frames, and now and then without.
   *
   * @param onStep seals what is open, before times map otherwise: a segment has one relation of wall and monotonic time.
   */
  follow(onStep: () => void): void {
    const stepUs = this.clock.takeStepUs();
    if (stepUs !== 0) {
      this.#steps += 1;
      onStep();
      this.#log.warn({ stepMs: Math.round(stepUs / 1_000), quality: this.clock.quality }, "clock was set");
    }
    this.liveTimes.follow();
  }

  /** Saves the trusted time once a minute. */
  tick(): void {
    if (this.clock.monoUs() - this.#savedMonoUs >= savePeriodUs) void this.save();
  }

  /** Never rejects: a full disk costs the time of the last minutes, and nothing else. */
  async save(): Promise<void> {
    this.#savedMonoUs = this.clock.monoUs();
    try {
      await saveTrustedTime(this.#file, this.clock.trustedUs);
    } catch (error) {
      this.#log.warn({ error }, "trusted time could not be saved");
    }
  }
}
