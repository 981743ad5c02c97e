/** What the database and the disk say about themselves, asked now and then so that nobody who wants to know waits for it. */
import { statfs } from "node:fs/promises";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Database } from "../db/tenant-transaction.ts";

export interface FiguresNow {
  readonly bytes: number;
  readonly serverVersion: string;
  /** The server's log is handed to somebody who keeps it. */
  readonly isArchiving: boolean;
  /** The newest attempt to archive a file of the log failed. */
  readonly isArchiveFailing: boolean;
  readonly archivedAt: Date | undefined;
  readonly disk: { readonly freeBytes: number; readonly bytes: number } | undefined;
}

interface Row {
  readonly bytes: string;
  readonly version: string;
  readonly is_archiving: boolean;
  readonly archived_at: Date | null;
  readonly is_failing: boolean;
}

const everyMs = 15_000;

export class DatabaseFigures implements Part {
  readonly name = "database-figures";
  readonly #database: Database;
  readonly #folder: string;
  #newest: FiguresNow | undefined;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> | undefined;

  /** @param options.folder on the disk whose room matters to this process. */
  constructor(options: { readonly database: Database; readonly folder: string }) {
    this.#database = options.database;
    this.#folder = options.folder;
  }

  /** `undefined` until the database has answered once. */
  get newest(): FiguresNow | undefined {
    return this.#newest;
  }

  start(): void {
    void this.#ask();
    this.#timer ??= setInterval(() => void this.#ask(), everyMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#asking;
  }

  /** Never rejects: that the database does not answer is DatabaseWatch's to say. */
  #ask(): Promise<void> {
    this.#asking ??= this.#keep().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #keep(): Promise<void> {
    try {
      this.#newest = await this.#read();
    } catch {
      // the newest figures stay
    }
  }

  async #read(): Promise<FiguresNow> {
    const [row, disk] = await Promise.all([
      this.#database.directory.one<Row>(
        "database-figures",
        // An embedded server always runs its command, which keeps nothing until a folder for backups is named; then it has a timeout, too.
        `select pg_database_size(current_database()) as bytes, current_setting('server_version') as version,
                current_setting('archive_mode') <> 'off'
                  and not (current_setting('archive_timeout') = '0' and current_setting('archive_command') like 'test ! -L %') as is_archiving,
                last_archived_time as archived_at, coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) as is_failing
         from pg_stat_archiver`,
        [],
      ),
      statfs(this.#folder).catch(() => undefined), // a folder that is made later
    ]);
    return {
      bytes: Number(row.bytes),
      serverVersion: row.version,
      isArchiving: row.is_archiving,
      isArchiveFailing: row.is_failing,
      archivedAt: row.is_archiving ? (row.archived_at ?? undefined) : undefined,
      disk: disk === undefined ? undefined : { freeBytes: disk.bavail * disk.bsize, bytes: disk.blocks * disk.bsize },
    };
  }
}
