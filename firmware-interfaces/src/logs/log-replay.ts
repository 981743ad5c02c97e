/**
 * Plays a recording as if it happened now: one `CanBus` per recorded interface, paced as recorded, faster, or as
 * fast as the readers bear. Recorded times are kept; a recording with relative times starts when the replay does.
 */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { BusReader, CanBus } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import type { Timer, TimerHandle } from "../can/timer.ts";
import { logLimits } from "./limits.ts";
import type { LogEntry } from "./log-entry.ts";
import { logFail } from "./log-errors.ts";
import { ProblemTally } from "./log-problems.ts";
import type { OpenLog } from "./log-reader.ts";
import type { LogSurvey } from "./log-survey.ts";

/** Times the recorded pace: 1 = as recorded, 10 = ten times as fast; `max` does not wait. */
export type ReplaySpeed = number | "max";

export interface LogReplayOptions {
  readonly log: OpenLog;
  /** Of the same recording; names the buses and the span. */
  readonly survey: LogSurvey;
  readonly speed: ReplaySpeed;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Awaited before each batch: how a reader that stores what it hears holds the replay back. */
  readonly whenReady?: () => Promise<void> | void;
  /** Told after each batch. */
  readonly onProgress?: (progress: ReplayProgress) => void;
}

export interface ReplayProgress {
  readonly frames: number;
  readonly framesTotal: number;
  /** Recorded time that has been played, and all of it. */
  readonly playedUs: number;
  readonly totalUs: number;
}

export interface ReplaySummary {
  /** Frames given to the buses, heard or not. */
  readonly frames: number;
  readonly problems: ProblemTally;
  /** Whether `stop` came before the end. */
  readonly isComplete: boolean;
}

/** @throws DrawbarError `LOG_SPEED_INVALID` unless `text` is a number above 0 or `max`. */
export function parseReplaySpeed(text: string): ReplaySpeed {
  if (text === "max") return "max";
  const speed = Number(text);
  if (text.trim() !== "" && speed > 0 && Number.isFinite(speed)) return speed;
  throw logFail("LOG_SPEED_INVALID", `${JSON.stringify(text)} is no speed; give a number above 0, such as 1 or 10, or max`);
}

/** One run over one recording. */
export class LogReplay {
  /** One per recorded interface. Start readers on them before `run`; what nobody started is passed over. */
  readonly buses: readonly CanBus[];
  readonly #options: LogReplayOptions;
  readonly #busOf: ReadonlyMap<string, ReplayBus>;
  readonly #problems = new ProblemTally(logLimits.problemsKeptMax);
  #frames = 0;
  #playedUs = 0;
  #isStopped = false;
  #wait: { readonly handle: TimerHandle; readonly wake: () => void } | undefined;

  constructor(options: LogReplayOptions) {
    this.#options = options;
    const buses = options.survey.buses.map(({ name }) => new ReplayBus(name));
    this.buses = buses;
    this.#busOf = new Map(buses.map((bus) => [bus.name, bus]));
  }

  /**
   * Plays to the end and tells each bus that it has ended. Call once.
   *
   * @returns after the last frame was handed over, or soon after `stop`.
   */
  async run(): Promise<ReplaySummary> {
    const { log, survey, clock, speed } = this.#options;
    const shiftUs = survey.times === "absolute" ? 0 : clock.wallUs() - survey.firstUs;
    const startMonoUs = clock.monoUs();
    const dueUs = (entry: LogEntry): number => (speed === "max" ? 0 : startMonoUs + (entry.frame.atUs - survey.firstUs) / speed);
    for await (const batch of log.batches) {
      if (this.#isStopped) break;
      for (const problem of batch.problems) this.#problems.add(problem);
      await this.#play(batch.entries, dueUs, shiftUs);
    }
    for (const bus of this.#busOf.values()) bus.end();
    return { frames: this.#frames, problems: this.#problems, isComplete: !this.#isStopped };
  }

  /** Ends the run after the batch at hand; idempotent. */
  stop(): void {
    this.#isStopped = true;
    this.#wait?.handle.cancel();
    this.#wait?.wake();
  }

  async #play(entries: readonly LogEntry[], dueUs: (entry: LogEntry) => number, shiftUs: number): Promise<void> {
    let next = 0;
    while (next < entries.length && !this.#isStopped) {
      await this.#options.whenReady?.();
      const nowUs = this.#options.clock.monoUs();
      let end = next;
      while (end < entries.length && end - next < logLimits.replayBatchFramesMax && dueUs(entries[end] as LogEntry) <= nowUs) end++; // end < length
      if (end === next) {
        // Whole milliseconds, rounded up: a timer that fires early would only make another round.
        await this.#sleep(Math.ceil((dueUs(entries[next] as LogEntry) - nowUs) / 1_000)); // next < length
        continue;
      }
      this.#deliver(entries.slice(next, end), shiftUs);
      next = end;
      this.#report();
      // Let the readers' own work run between batches, also when nothing has to be waited for.
      if (this.#options.speed === "max") await this.#sleep(0);
    }
  }

  #deliver(entries: readonly LogEntry[], shiftUs: number): void {
    const framesOf = new Map<ReplayBus, CanFrame[]>();
    for (const { bus: name, frame } of entries) {
      const bus = this.#busOf.get(name);
      if (bus === undefined || !bus.isHeard) continue;
      const frames = framesOf.get(bus);
      const shifted = shiftUs === 0 ? frame : { ...frame, atUs: frame.atUs + shiftUs };
      if (frames === undefined) framesOf.set(bus, [shifted]);
      else frames.push(shifted);
    }
    for (const [bus, frames] of framesOf) bus.deliver(frames);
    this.#frames += entries.length;
    this.#playedUs = Math.max(this.#playedUs, (entries.at(-1)?.frame.atUs ?? 0) - this.#options.survey.firstUs);
  }

  #report(): void {
    const { survey, onProgress } = this.#options;
    onProgress?.({ frames: this.#frames, framesTotal: survey.frames, playedUs: this.#playedUs, totalUs: survey.lastUs - survey.firstUs });
  }

  #sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wait = undefined;
        resolve();
      };
      this.#wait = { handle: this.#options.timer.after(delayMs, wake), wake };
    });
  }
}

class ReplayBus implements CanBus {
  readonly name: string;
  #reader: BusReader | undefined;

  constructor(name: string) {
    this.name = name;
  }

  get isHeard(): boolean {
    return this.#reader !== undefined;
  }

  start(reader: BusReader): void {
    this.#reader ??= reader;
  }

  stop(): Promise<void> {
    this.#reader = undefined;
    return Promise.resolve();
  }

  deliver(frames: readonly CanFrame[]): void {
    this.#reader?.onFrames(frames);
  }

  end(): void {
    this.#reader?.onEvent({ kind: "ended" });
  }
}
