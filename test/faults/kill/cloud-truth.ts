/** What the cloud's database holds, read past the API as its superuser: the judge must not share the code that it judges. */
import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

export interface InstallationFile {
  readonly tenantId: string;
  readonly ports: { readonly postgres: number; readonly depotLink: number; readonly cloudOperations: number; readonly depotOperations: number };
  readonly database: { readonly admin: string };
}

export function installationOf(data: string): InstallationFile {
  return JSON.parse(readFileSync(path.join(data, "installation.json"), "utf8")) as InstallationFile; // written by "drawbar up"
}

export interface StoredSegment {
  readonly checksum: string;
  readonly samples: number;
  readonly copies: number;
}

export class CloudTruth {
  readonly #database: pg.Client;

  private constructor(database: pg.Client) {
    this.#database = database;
  }

  static async connect(data: string): Promise<CloudTruth> {
    const { ports, database } = installationOf(data);
    const client = new pg.Client({
      connectionString: `postgres://postgres:${encodeURIComponent(database.admin)}@127.0.0.1:${ports.postgres}/postgres?sslmode=disable`,
    });
    client.on("error", () => {}); // the statement in flight reports it
    await client.connect();
    return new CloudTruth(client);
  }

  /**
   * Every segment by `source/epoch/priority#seq`. Of those that lie merged in one row the first one has the samples of all;
   * the checksums of each are the end of the column `members`.
   */
  async segments(): Promise<ReadonlyMap<string, StoredSegment>> {
    const { rows } = await this.#database.query<{ name: string; checksum: string; samples: string; copies: string }>(
      `select source_id || '/' || epoch || '/' || priority || '#' || seq as name, min(encode(checksum, 'hex')) as checksum, sum(samples) as samples, count(*) as copies
       from (
         select source_id, epoch, priority, seq, checksum, samples from drawbar.segment where last_seq is null
         union all
         select source_id, epoch, priority, seq + i, substring(members from (octet_length(members) - (last_seq - seq + 1 - i) * 16 + 1)::int for 16),
           case when i = 0 then samples else 0 end
         from drawbar.segment, generate_series(0, last_seq - seq) i where last_seq is not null
       ) each_segment
       group by source_id, epoch, priority, seq`,
    );
    return new Map(rows.map(({ name, checksum, samples, copies }) => [name, { checksum, samples: Number(samples), copies: Number(copies) }]));
  }

  async sources(): Promise<readonly string[]> {
    const { rows } = await this.#database.query<{ source_id: string }>(
      "select unit_id as source_id from drawbar.unit union all select depot_id from drawbar.depot",
    );
    return rows.map((row) => row.source_id);
  }

  /** How many vehicles there are of each call sign. */
  async vehicles(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.#database.query<{ call_sign: string; copies: string }>(
      "select call_sign, count(*) as copies from drawbar.vehicle group by call_sign",
    );
    return new Map(rows.map(({ call_sign, copies }) => [call_sign, Number(copies)]));
  }

  /** How many deliveries to endpoints there are of each vehicle's registration. */
  async deliveries(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.#database.query<{ call_sign: string; copies: string }>(
      `select body::jsonb #>> '{data,callSign}' as call_sign, count(*) as copies from drawbar.webhook_delivery
       where type = 'vehicle.registered' group by 1`,
    );
    return new Map(rows.map(({ call_sign, copies }) => [call_sign, Number(copies)]));
  }

  /** Events that are committed and not in the log yet. */
  async waitingEvents(): Promise<number> {
    const { rows } = await this.#database.query<{ waiting: string }>("select count(*) as waiting from drawbar.event_entry");
    return Number(rows[0]?.waiting ?? 0);
  }

  /** The server begins a new file of its log, as it does when one is full. */
  async switchLog(): Promise<void> {
    await this.#database.query("select pg_switch_wal()");
  }

  async close(): Promise<void> {
    await this.#database.end();
  }
}
