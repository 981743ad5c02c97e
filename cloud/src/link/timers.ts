import type { Logger } from "@drawbar/runtime/logging/logger.ts";

/** Things that are done again and again; one that fails is done again the next time. */
export class Timers {
  readonly #log: Logger;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #soon = new Map<string, NodeJS.Timeout>();
  #isStopped = false;

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

  /** Once, after `delayMs`; asked for again before that, still once. */
  soon(what: string, delayMs: number, work: () => Promise<void>): void {
    if (this.#soon.has(what) || this.#isStopped) return;
    const timer = setTimeout(() => {
      this.#soon.delete(what);
      work().catch((error: unknown) => this.#log.warn({ error, what }, "put off"));
    }, delayMs);
    this.#soon.set(what, timer);
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    for (const timer of this.#soon.values()) clearTimeout(timer);
  }
}
