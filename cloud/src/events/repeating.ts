import { eventLimits } from "./limits.ts";

export interface RepeatingOptions {
  /** @returns whether to go on at once. */
  readonly turn: (isStopped: () => boolean) => Promise<boolean>;
  readonly failed: (error: unknown, pauseMs: number) => void;
  readonly idleMs?: number | undefined;
}

/** Does something again and again: at once while there is work, after a pause when not, after a growing one when it fails. */
export class Repeating {
  readonly #options: RepeatingOptions;
  #running: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #isStopped = false;
  #isWoken = false;

  constructor(options: RepeatingOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends the pause, or leaves out the next one: there may be work now. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /** Waits for the turn in progress. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#isStopped) {
      let pauseMs: number = this.#options.idleMs ?? eventLimits.idleMs;
      this.#isWoken = false;
      try {
        const isMore = await this.#options.turn(() => this.#isStopped);
        failures = 0;
        if (isMore) continue;
      } catch (error) {
        pauseMs = Math.min(eventLimits.failureMs * 2 ** failures, eventLimits.failureMsMax);
        failures += 1;
        this.#options.failed(error, pauseMs);
      }
      await this.#pause(pauseMs);
    }
  }

  #pause(forMs: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isStopped || this.#isWoken) return resolve();
      const timer = setTimeout(resolve, forMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
