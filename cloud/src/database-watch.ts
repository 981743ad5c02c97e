import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "./db/tenant-transaction.ts";

/** Between looks; a load balancer asks as often. */
const lookMs = 2_000;

/** Knows whether the database answers, so that a probe need not wait for it. */
export class DatabaseWatch implements Part {
  readonly name = "database-watch";
  readonly #database: Database;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;
  #why: string | undefined = "the database was not asked yet";
  #isLooking = false;

  constructor(options: { readonly database: Database; readonly log: Logger }) {
    this.#database = options.database;
    this.#log = options.log;
  }

  /** Why the database cannot be used now; `undefined` when it answers. */
  get trouble(): string | undefined {
    return this.#why;
  }

  async start(): Promise<void> {
    await this.#look();
    this.#timer ??= setInterval(() => void this.#look(), lookMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    if (this.#isLooking) return; // the one before still waits
    this.#isLooking = true;
    try {
      await this.#database.directory.one("database-answers", "select 1 as answer", []);
      if (this.#why !== undefined) this.#log.info("the database answers");
      this.#why = undefined;
    } catch (error) {
      if (this.#why === undefined) this.#log.warn({ error }, "the database does not answer");
      this.#why = `the database does not answer (${error instanceof Error ? error.message : String(error)})`;
    } finally {
      this.#isLooking = false;
    }
  }
}
