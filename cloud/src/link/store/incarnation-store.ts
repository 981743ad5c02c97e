/** Under which incarnation this database speaks (rules R1-R3), and its beat, which a witness outside compares. */
import type { Database } from "../../db/tenant-transaction.ts";

export interface DatabaseState {
  readonly incarnation: number;
  readonly beat: number;
  /** Differs between two database clusters. */
  readonly systemId: string;
  /** Grows when a cluster is recovered to a point in its past. */
  readonly timeline: number;
  /** Bytes of the log that are on the disk; falls back when an older copy is put in place. */
  readonly walPosition: number;
}

interface StateRow {
  readonly incarnation: string;
  readonly beat: string;
  readonly system_id: string;
  readonly timeline: number;
  readonly wal_position: string;
}

const state = `
  (select system_identifier::text from pg_control_system()) as system_id,
  (select timeline_id from pg_control_checkpoint()) as timeline,
  pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint::text as wal_position`;

export class IncarnationStore {
  readonly #database: Database;
  #isThere = false;

  constructor(options: { readonly database: Database }) {
    this.#database = options.database;
  }

  /** @param nowMs the first incarnation of a new database. */
  async read(nowMs: number): Promise<DatabaseState> {
    if (!this.#isThere) {
      await this.#database.directory.count(
        "incarnation-first",
        "insert into cloud_incarnation (incarnation) values ($1) on conflict on constraint cloud_incarnation_key do nothing",
        [Math.floor(nowMs)],
      );
      this.#isThere = true;
    }
    return toState(await this.#database.directory.one<StateRow>("incarnation-read", `select incarnation, beat, ${state} from cloud_incarnation`, []));
  }

  /** @returns the incarnation in force: a higher one stays. */
  async raise(incarnation: number): Promise<number> {
    const row = await this.#database.directory.one<{ incarnation: string }>(
      "incarnation-raise",
      `update cloud_incarnation
       set incarnation = greatest(incarnation, $1), raised_at = case when $1 > incarnation then now() else raised_at end
       returning incarnation`,
      [incarnation],
    );
    return Number(row.incarnation);
  }

  async beat(): Promise<DatabaseState> {
    return toState(
      await this.#database.directory.one<StateRow>(
        "incarnation-beat",
        `update cloud_incarnation set beat = beat + 1 returning incarnation, beat, ${state}`,
        [],
      ),
    );
  }
}

function toState(row: StateRow): DatabaseState {
  return {
    incarnation: Number(row.incarnation),
    beat: Number(row.beat),
    systemId: row.system_id,
    timeline: row.timeline,
    walPosition: Number(row.wal_position),
  };
}
