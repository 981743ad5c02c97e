/**
 * The event log in PostgreSQL: one numbered sequence a tenant. Positions are given in commit order by whoever drains the
 * outbox, one at a time a tenant, as the sequencer does for changes.
 */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database, TenantTransaction } from "../db/tenant-transaction.ts";
import { failEvents } from "./event-errors.ts";
import type { ConsumeOptions, Consumption, EventLog, GroupLag, LoggedEvent } from "./event-log.ts";
import { eventLimits } from "./limits.ts";
import { PostgresReading } from "./postgres-reading.ts";
import { Repeating } from "./repeating.ts";

export interface PostgresEventLogOptions {
  /** As drawbar_worker; drawbar_app may look at lags only. */
  readonly database: Database;
  readonly log: Logger;
}

export class PostgresEventLog implements EventLog {
  readonly driver = "postgres";
  readonly drainMax = eventLimits.drainMax;
  readonly #database: Database;
  readonly #log: Logger;
  readonly #consumptions = new Set<Consumption>();

  constructor(options: PostgresEventLogOptions) {
    this.#database = options.database;
    this.#log = options.log;
  }

  async start(): Promise<void> {
    await this.#database.directory.one("event-log-answers", "select 1 as one", []);
  }

  async append(events: readonly LoggedEvent[]): Promise<void> {
    for (const [tenant, own] of Map.groupBy(events, (event) => event.tenant)) {
      await this.#database.transaction(tenant, async (tx) => {
        const position = await lockHead(tx);
        await tx.count(
          "event-log-append",
          `with added as (
             insert into event_log (tenant_id, position, event_id, type, subject, occurred_at, body)
             select $1, $2::bigint + b.n, b.event_id, b.type, b.subject, b.occurred_at, b.body
             from unnest($3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::text[]) with ordinality
               as b (event_id, type, subject, occurred_at, body, n)
           )
           update event_head set position = $2::bigint + cardinality($3::uuid[]) where tenant_id = $1`,
          [
            tenant,
            position,
            own.map(({ id }) => id),
            own.map(({ type }) => type),
            own.map(({ subject }) => subject),
            own.map(({ occurredAt }) => occurredAt),
            own.map(({ body }) => body),
          ],
        );
      });
    }
  }

  /** In the transaction that empties the outbox: here no event comes twice. */
  async drain(tx: TenantTransaction, eventsMax: number): Promise<number> {
    const position = await lockHead(tx);
    const row = await tx.one<{ drained: string }>(
      "event-drain",
      `with taken as (
         delete from event_entry
         where tenant_id = $1 and entry_id in (select entry_id from event_entry where tenant_id = $1 order by entry_id limit $2)
         returning entry_id, event_id, type, subject, occurred_at, body
       ),
       numbered as (
         insert into event_log (tenant_id, position, event_id, type, subject, occurred_at, body)
         select $1, $3::bigint + row_number() over (order by t.entry_id), t.event_id, t.type, t.subject, t.occurred_at, t.body from taken t
         returning position
       ),
       moved as (
         update event_head set position = (select max(n.position) from numbered n)
         where tenant_id = $1 and exists (select from numbered)
       )
       select count(*) as drained from numbered`,
      [tx.tenantId, eventsMax, position],
    );
    return Number(row.drained);
  }

  async consume(options: ConsumeOptions): Promise<Consumption> {
    const reading = new PostgresReading({ database: this.#database, consume: options });
    const turns = new Repeating({
      turn: async (isStopped) => reading.turn(isStopped),
      failed: (error, pauseMs) => this.#log.warn({ error, group: options.group, pauseMs }, "events not handled; they come again"),
    });
    turns.start();
    const consumption = { stop: async () => turns.stop() };
    this.#consumptions.add(consumption);
    return consumption;
  }

  async lag(group: string, tenant: TenantId): Promise<GroupLag> {
    const row = await this.#database.of(tenant).one<{ behind: string; committed_at: Date | null }>(
      "event-lag",
      `select coalesce((select position from event_head where tenant_id = $1), 0)
         - coalesce((select position from event_offset where tenant_id = $1 and consumer_group = $2), 0) as behind,
         (select committed_at from event_offset where tenant_id = $1 and consumer_group = $2) as committed_at`,
      [tenant, group],
    );
    return { group, behind: Math.max(0, Number(row.behind)), committedAt: row.committed_at ?? undefined };
  }

  async rewind({ group, tenant, to }: Parameters<EventLog["rewind"]>[0]): Promise<void> {
    if (to !== "start" && !/^[1-9][0-9]{0,17}$/.test(to)) throw failEvents("EVENT_POSITION_MALFORMED", `"${to.slice(0, 100)}" is no position of this log`);
    await this.#database.of(tenant).count(
      "event-rewind",
      `insert into event_offset (tenant_id, consumer_group, position) values ($1, $2, $3)
       on conflict on constraint event_offset_key do update set position = excluded.position, committed_at = now()`,
      [tenant, group, to === "start" ? 0 : Number(to) - 1],
    );
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#consumptions].map(async (consumption) => consumption.stop()));
  }
}

/** @returns the position of the newest event; nobody else gives one until the transaction ends. */
async function lockHead(tx: TenantTransaction): Promise<string> {
  const lock = async () =>
    tx.oneOrNone<{ position: string }>("event-head-lock", "select position from event_head where tenant_id = $1 for update", [tx.tenantId]);
  const head = await lock();
  if (head !== undefined) return head.position;
  await tx.count("event-head-make", "insert into event_head (tenant_id, position) values ($1, 0) on conflict on constraint event_head_key do nothing", [
    tx.tenantId,
  ]);
  return (await lock())?.position ?? "0";
}
