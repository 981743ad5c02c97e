import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { DiskRoom } from "./db/disk-room.ts";
import type { Database } from "./db/tenant-transaction.ts";

/** Between looks; a load balancer asks as often. */
const lookMs = 2_000;

export interface DatabaseWatchOptions {
  readonly database: Pick<Database, "directory">;
  /** What writers have found out about the server's disk: reading alone would never notice that it is full. */
  readonly room?: DiskRoom | undefined;
  readonly log: Logger;
}

/** Knows whether the database answers and has room, so that a probe need not wait for it. */
export class DatabaseWatch implements Part {
  readonly name = "database-watch";
  readonly #options: DatabaseWatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #why: string | undefined = "the database was not asked yet";
  #looking: Promise<void> | undefined;
  #saidFull = false;

  constructor(options: DatabaseWatchOptions) {
    this.#options = options;
  }

  /** Why the database cannot be used now; `undefined` when it answers and can be written to. */
  get trouble(): string | undefined {
    return this.#why ?? this.#options.room?.full;
  }

  async start(): Promise<void> {
    await this.look();
    this.#timer ??= setInterval(() => void this.look(), lookMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#looking;
  }

  /** Never rejects. One that still waits is shared. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { database, log } = this.#options;
    try {
      await database.directory.one("database-answers", "select 1 as answer", []);
      if (this.#why !== undefined) log.info("the database answers");
      this.#why = undefined;
    } catch (error) {
      if (this.#why === undefined) log.warn({ error }, "the database does not answer");
      this.#why = `the database does not answer (${error instanceof Error ? error.message : String(error)})`;
      return;
    }
    await this.#lookForRoom();
  }

  async #lookForRoom(): Promise<void> {
    const { database, room, log } = this.#options;
    if (room?.full === undefined) return;
    if (!this.#saidFull) log.error({ detail: room.full }, "the disk of the database is full");
    this.#saidFull = true;
    try {
      await database.directory.one("database-room", "select directory.has_disk_room() as has_room", []);
    } catch {
      return; // still full, or gone: the next look tells
    }
    room.found();
    this.#saidFull = false;
    log.warn("the disk of the database has room again");
  }
}
