/** Lets simulated vehicles drive by the clock. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Timer, TimerHandle } from "../can/timer.ts";
import type { SimulatedVehicle } from "./simulated-vehicle.ts";

export interface VehicleRunnerOptions {
  readonly vehicles: readonly SimulatedVehicle[];
  readonly clock: Clock;
  readonly timer: Timer;
  /** Time between two steps; a shorter one is smoother and wakes the processor more often. */
  readonly tickMs?: number;
}

/** `start` and `stop` are idempotent; a stopped runner can be started again. */
export class VehicleRunner {
  readonly #options: VehicleRunnerOptions;
  #handle: TimerHandle | undefined;
  #lastMonoUs = 0;

  constructor(options: VehicleRunnerOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#handle !== undefined) return;
    this.#lastMonoUs = this.#options.clock.monoUs();
    this.#plan();
  }

  stop(): void {
    this.#handle?.cancel();
    this.#handle = undefined;
  }

  #plan(): void {
    this.#handle = this.#options.timer.after(this.#options.tickMs ?? 20, () => {
      this.#step();
      this.#plan();
    });
  }

  #step(): void {
    const { clock, vehicles } = this.#options;
    const nowMonoUs = clock.monoUs();
    const elapsedMs = (nowMonoUs - this.#lastMonoUs) / 1_000;
    this.#lastMonoUs = nowMonoUs;
    const wallUs = clock.wallUs();
    for (const vehicle of vehicles) vehicle.advance(elapsedMs, wallUs);
  }
}
