/** Round after round over all tenants, until it is stopped. */
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { workerLimits } from "./limits.ts";

export interface TenantLoopOptions {
  readonly database: Database;
  readonly log: Logger;
  /** What is put off when a round fails, as the log says it. */
  readonly what: string;
  /** One that throws is put off. @returns milliseconds until the next round; 0 for at once. */
  readonly round: (tenants: readonly TenantId[]) => Promise<number>;
}

export class TenantLoop {
  readonly #options: TenantLoopOptions;
  #running: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #isStopped = false;

  constructor(options: TenantLoopOptions) {
    this.#options = options;
  }

  /** A round looks at it between tenants. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Waits for the round in progress. */
  stop(): Promise<void> {
    this.#stopping ??= (async () => {
      this.#isStopped = true;
      this.#wake?.();
      await this.#running;
    })();
    return this.#stopping;
  }

  /** Ends at once when the loop is stopped. */
  pause(forMs: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isStopped) return resolve();
      const timer = setTimeout(resolve, forMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #run(): Promise<void> {
    const { database, log, what, round } = this.#options;
    while (!this.#isStopped) {
      let pauseMs: number = workerLimits.failureMs;
      try {
        const rows = await database.directory.many<{ tenant_id: string }>("tenants", "select tenant_id from directory.tenants()", []);
        pauseMs = await round(rows.map(({ tenant_id }) => parseTenantId(tenant_id)));
      } catch (error) {
        log.warn({ error }, `${what} put off`);
      }
      if (pauseMs > 0) await this.pause(pauseMs);
    }
  }
}
