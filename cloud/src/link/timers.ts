import type { Logger } from "@drawbar/runtime/logging/logger.ts";

/** Things that are done again and again; one that fails is done again the next time. */
export class Timers {
  readonly #log: Logger;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(options: { readonly log: Logger }) {
    this.#log = options.log;
  }

  /** The next time comes when the one before is done and the interval over. */
  every(what: string, intervalMs: number, work: () => Promise<void>): void {
    let isBusy = false;
    const timer = setInterval(() => {
      if (isBusy) return;
      isBusy = true;
      work()
        .catch((error: unknown) => this.#log.warn({ error, what }, "put off"))
        .finally(() => (isBusy = false));
    }, intervalMs);
    this.#timers.push(timer);
  }

  stop(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }
}
