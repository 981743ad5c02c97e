/** The one time of a headquarters: the database's. Its processes run on several machines, and any of their clocks may jump. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "./tenant-transaction.ts";

export interface DatabaseClockOptions {
  readonly database: Pick<Database, "directory">;
  /** Of this machine: its monotonic time goes on between two looks, its wall time serves until the database has answered once. */
  readonly machine: Clock;
  readonly log: Logger;
}

/** Between looks. Two machines drift apart by some milliseconds meanwhile. */
const lookMs = 10_000;
/** While the database has not answered yet. */
const firstLookMs = 500;
/** An answer that took longer says too little about when it was true. */
const roundTripMsMax = 1_000;
/** The clock is put right when it is off by more; below, it would only tremble with the round trips. */
const toleranceMs = 20;

export class DatabaseClock implements Clock, Part {
  readonly name = "database-clock";
  readonly #options: DatabaseClockOptions;
  /** Microseconds from the machine's monotonic time to the database's wall time. */
  #offsetUs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: DatabaseClockOptions) {
    this.#options = options;
  }

  wallUs(): number {
    const { machine } = this.#options;
    return this.#offsetUs === undefined ? machine.wallUs() : machine.monoUs() + this.#offsetUs;
  }

  monoUs(): number {
    return this.#options.machine.monoUs();
  }

  /** Does not wait for a database that is away. */
  async start(): Promise<void> {
    await this.look();
    this.#plan();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  /** Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { database, machine, log } = this.#options;
    try {
      const askedUs = machine.monoUs();
      const { now_us } = await database.directory.one<{ now_us: string }>(
        "database-clock",
        "select floor(extract(epoch from clock_timestamp()) * 1000000)::bigint as now_us",
        [],
      );
      const answeredUs = machine.monoUs();
      if (answeredUs - askedUs > roundTripMsMax * 1_000 && this.#offsetUs !== undefined) return;
      const offsetUs = Number(now_us) - (askedUs + answeredUs) / 2;
      if (this.#offsetUs !== undefined && Math.abs(offsetUs - this.#offsetUs) < toleranceMs * 1_000 + (answeredUs - askedUs) / 2) return;
      const offMs = Math.round((machine.wallUs() - machine.monoUs() - offsetUs) / 1_000);
      if (Math.abs(offMs) > roundTripMsMax) log.warn({ offMs }, "this machine's clock is off from the database's, which is believed");
      this.#offsetUs = Math.round(offsetUs);
    } catch {
      // That the database does not answer is DatabaseWatch's to say; time goes on.
    }
  }

  #plan(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.look().then(() => this.#plan()), this.#offsetUs === undefined ? firstLookMs : lookMs);
    this.#timer.unref();
  }
}
