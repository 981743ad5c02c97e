import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import type { Timer, TimerHandle } from "./timer.ts";

interface Waiting {
  readonly dueUs: number;
  readonly order: number;
  readonly run: () => void;
}

/** A timer that tests move by hand, together with its clock: what is due runs in order, and waits for nothing. */
export class ManualTimer implements Timer {
  readonly clock: ManualClock;
  #waiting: Waiting[] = [];
  #order = 0;

  constructor(clock: ManualClock = new ManualClock()) {
    this.clock = clock;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  after(delayMs: number, run: () => void): TimerHandle {
    const waiting = { dueUs: this.clock.monoUs() + delayMs * 1_000, order: this.#order++, run };
    this.#waiting.push(waiting);
    return {
      cancel: () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
      },
    };
  }

  /** Lets time pass; promises that a step resolves get their turn before the next. */
  async advance(elapsedMs: number): Promise<void> {
    const endUs = this.clock.monoUs() + elapsedMs * 1_000;
    for (;;) {
      await settle();
      const [next] = this.#waiting.filter(({ dueUs }) => dueUs <= endUs).sort((a, b) => a.dueUs - b.dueUs || a.order - b.order);
      if (next === undefined) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.clock.advanceMs(Math.max(0, (next.dueUs - this.clock.monoUs()) / 1_000));
      next.run();
    }
    this.clock.advanceMs((endUs - this.clock.monoUs()) / 1_000);
    await settle();
  }
}

/** A full turn of the event loop, so that streams get along, too. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
