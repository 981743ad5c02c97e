/** Drives a schedule over a client: asks, hands over what came, waits. The thin part; decisions are in poll-schedule.ts. */
import type { TimerHandle, Timer } from "../can/timer.ts";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { ObdClient, ObdReading } from "./obd-client.ts";
import { readPid } from "./pid-definition.ts";
import { pidDefinition } from "./pids.ts";
import type { PollResult, PollSchedule, VehicleActivity } from "./poll-schedule.ts";

export interface ObdPollerOptions {
  readonly client: Pick<ObdClient, "currentData" | "discover" | "supportedPids">;
  readonly schedule: PollSchedule;
  readonly timer: Timer;
  readonly clock: Clock;
  /** Answers of one request. `atUs` is wall time, half way between question and answer. */
  readonly onReadings: (readings: readonly ObdReading[], atUs: number) => void;
  readonly onActivity?: (activity: VehicleActivity) => void;
  /** Something else that is asked of a vehicle that answers, between two requests. */
  readonly between?: BetweenRequests | undefined;
}

export interface BetweenRequests {
  readonly everyMs: number;
  /** Must not reject. */
  readonly run: () => Promise<void>;
}

const engineSpeedPid = 0x0c;
const vehicleSpeedPid = 0x0d;
/** After an adapter failed there is no use in asking at once. */
const failedPauseMs = 1_000;

/** `start` and `stop` are idempotent; after `stop` has resolved nothing is asked and nothing is handed over. */
export class ObdPoller {
  readonly #options: ObdPollerOptions;
  #isRunning = false;
  #running: Promise<void> | undefined;
  #wait: { readonly handle: TimerHandle | undefined; readonly done: () => void } | undefined;
  #reported: VehicleActivity | undefined;
  #mustDiscover = true;
  #betweenDueMs = Number.NEGATIVE_INFINITY;

  constructor(options: ObdPollerOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#endWait();
    await this.#running;
  }

  /** A frame was heard that is no answer to us. */
  heardTraffic(): void {
    this.#options.schedule.heardTraffic(this.#nowMs());
    this.#wakeUp();
  }

  measuredVolts(volts: number): void {
    this.#options.schedule.measuredVolts(volts, this.#nowMs());
    this.#wakeUp();
  }

  #wakeUp(): void {
    if (this.#reported === "asleep" && this.#options.schedule.activity !== "asleep") this.#endWait();
  }

  async #run(): Promise<void> {
    const { schedule } = this.#options;
    while (this.#isRunning) {
      const step = schedule.next(this.#nowMs());
      this.#report();
      if (step.kind === "ask") await this.#ask(step.pids);
      else await this.#pause(step.kind === "wait" ? step.ms : undefined);
    }
  }

  async #ask(pids: readonly number[]): Promise<void> {
    const { client, clock, onReadings, schedule } = this.#options;
    if (this.#mustDiscover) {
      const found = await client.discover();
      if (!this.#isRunning) return;
      this.#mustDiscover = found.kind !== "answered";
      if (found.kind !== "answered") {
        schedule.settled(pids, found, this.#nowMs());
        if (found.kind === "failed") await this.#pause(failedPauseMs);
        return;
      }
      schedule.restrictTo(client.supportedPids);
      return;
    }
    const askedUs = clock.wallUs();
    const askedMonoUs = clock.monoUs();
    const outcome = await client.currentData(pids);
    if (!this.#isRunning) return;
    const atUs = askedUs + Math.round((clock.monoUs() - askedMonoUs) / 2);
    if (outcome.kind === "answered" && outcome.readings.length > 0) onReadings(outcome.readings, atUs);
    schedule.settled(pids, resultOf(outcome), this.#nowMs());
    if (outcome.kind === "failed") await this.#pause(failedPauseMs);
    if (outcome.kind === "answered") await this.#runBetween();
  }

  async #runBetween(): Promise<void> {
    const { between } = this.#options;
    if (between === undefined || this.#nowMs() < this.#betweenDueMs) return;
    this.#betweenDueMs = this.#nowMs() + between.everyMs;
    await between.run();
  }

  /** @param ms without it until somebody ends the wait. */
  #pause(ms: number | undefined): Promise<void> {
    if (!this.#isRunning) return Promise.resolve();
    return new Promise((resolve) => {
      const handle = ms === undefined ? undefined : this.#options.timer.after(ms, () => this.#endWait());
      this.#wait = { handle, done: resolve };
    });
  }

  #endWait(): void {
    const wait = this.#wait;
    this.#wait = undefined;
    wait?.handle?.cancel();
    wait?.done();
  }

  #report(): void {
    const { activity } = this.#options.schedule;
    if (activity === this.#reported) return;
    this.#reported = activity;
    // Whoever sat in the workshop meanwhile may have changed the control unit.
    if (activity === "asleep") this.#mustDiscover = true;
    this.#options.onActivity?.(activity);
  }

  #nowMs(): number {
    return this.#options.clock.monoUs() / 1_000;
  }
}

function resultOf(outcome: Awaited<ReturnType<ObdClient["currentData"]>>): PollResult {
  if (outcome.kind !== "answered") return { kind: outcome.kind };
  const { missing, readings } = outcome;
  return { kind: "answered", missing, engineRpm: largest(readings, engineSpeedPid), speedKmh: largest(readings, vehicleSpeedPid) };
}

/** Several control units may answer; one that runs is enough. */
function largest(readings: readonly ObdReading[], pid: number): number | undefined {
  const definition = pidDefinition(pid);
  if (definition === undefined) return undefined;
  const values = readings.filter((reading) => reading.pid === pid).flatMap(({ data }) => readPid(definition, data).map(({ value }) => value));
  return values.length === 0 ? undefined : Math.max(...values);
}
