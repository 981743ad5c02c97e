/** How a group of consumers reads the event log in PostgreSQL: page by page, the next one fetched while one is acted on. */
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../db/tenant-transaction.ts";
import type { ConsumeOptions, DeliveredEvent } from "./event-log.ts";
import { topicOf, typesOfTopics, type EventTopic } from "./event-types.ts";
import { eventLimits } from "./limits.ts";

export interface PostgresReadingOptions {
  /** As drawbar_worker. */
  readonly database: Database;
  readonly consume: ConsumeOptions;
}

interface EventRow {
  readonly position: string;
  readonly event_id: string;
  readonly type: string;
  readonly subject: string;
  readonly occurred_at: Date;
  readonly body: string;
}

interface PagesRead {
  readonly isMore: boolean;
  /** What the consumer threw; the pages before are committed. */
  readonly failure?: unknown;
}

export class PostgresReading {
  readonly #database: Database;
  readonly #consume: ConsumeOptions;
  readonly #wanted: ReadonlySet<string>;

  constructor({ database, consume }: PostgresReadingOptions) {
    this.#database = database;
    this.#consume = consume;
    this.#wanted = new Set<string>(typesOfTopics(consume.topics));
  }

  /** Some pages of each tenant, a few tenants at a time. @returns whether there may be more. @throws what a consumer threw last. */
  async turn(isStopped: () => boolean): Promise<boolean> {
    const tenants = await this.#database.directory.many<{ tenant_id: string }>("tenants", "select tenant_id from directory.tenants()", []);
    const waiting = tenants.values();
    let isMore = false;
    let failed: { readonly error: unknown } | undefined;
    const readOn = async (): Promise<void> => {
      for (const { tenant_id } of waiting) {
        if (isStopped()) return;
        try {
          const read = await this.#pages(parseTenantId(tenant_id), isStopped);
          isMore ||= read.isMore;
          if ("failure" in read) failed = { error: read.failure };
        } catch (error) {
          failed = { error }; // the others need not wait for this tenant
        }
      }
    };
    await Promise.all(Array.from({ length: eventLimits.tenantsAtOnce }, readOn));
    if (failed !== undefined) throw failed.error;
    return isMore && !isStopped();
  }

  async #pages(tenant: TenantId, isStopped: () => boolean): Promise<PagesRead> {
    const { group, handle } = this.#consume;
    if (!(await this.#isBehind(tenant))) return { isMore: false };
    return this.#database.transaction(tenant, async (tx) => {
      const from = await lockOffset(tx, group);
      if (from === undefined) return { isMore: false }; // another consumer of the group is at it
      const endsAt = performance.now() + eventLimits.turnMs;
      let read: PagesRead = { isMore: false };
      let position = from;
      let page = await pageAfter(tx, position);
      for (let count = 1; page.length > 0; count += 1) {
        const last = page.at(-1)?.position ?? position;
        const isFull = page.length === eventLimits.batchMax;
        const goesOn = isFull && count < eventLimits.pagesPerTurn && performance.now() < endsAt && !isStopped();
        const next = goesOn ? pageAfter(tx, last) : undefined;
        next?.catch(() => undefined); // it is awaited below, unless the consumer throws before
        try {
          const events = page.filter(({ type }) => this.#wanted.has(type)).flatMap((row) => toEvent(tenant, row));
          if (events.length > 0) await handle(tenant, events);
        } catch (failure) {
          read = { isMore: true, failure };
          break;
        }
        position = last;
        read = { isMore: isFull };
        page = (await next) ?? [];
      }
      if (position !== from) await commitOffset(tx, group, position);
      return read;
    });
  }

  /** Outside of a transaction: most tenants have nothing new. */
  async #isBehind(tenant: TenantId): Promise<boolean> {
    const row = await this.#database.of(tenant).one<{ is_behind: boolean }>(
      "event-is-behind",
      `select coalesce((select position from event_head where tenant_id = $1), 0)
         > coalesce((select position from event_offset where tenant_id = $1 and consumer_group = $2), 0) as is_behind`,
      [tenant, this.#consume.group],
    );
    return row.is_behind;
  }
}

/**
 * Takes the tenant's events for this consumer until the transaction ends. That it ends is not waited for by the disk:
 * after a power cut the last pages come again, which consumers are made for, and a page costs no fsync.
 *
 * @returns `undefined` when another consumer of the group has it.
 */
async function lockOffset(tx: TenantTransaction, group: string): Promise<string | undefined> {
  const lock = async () =>
    tx.oneOrNone<{ position: string }>(
      "event-offset-lock",
      `select position, set_config('synchronous_commit', 'off', true) from event_offset
       where tenant_id = $1 and consumer_group = $2 for update skip locked`,
      [tx.tenantId, group],
    );
  const held = await lock();
  if (held !== undefined) return held.position;
  const made = await tx.count(
    "event-offset-make",
    `insert into event_offset (tenant_id, consumer_group, position)
     select $1, $2, 0 where not exists (select from event_offset where tenant_id = $1 and consumer_group = $2)
     on conflict on constraint event_offset_key do nothing`,
    [tx.tenantId, group],
  );
  return made === 0 ? undefined : (await lock())?.position;
}

async function commitOffset(tx: TenantTransaction, group: string, position: string): Promise<void> {
  await tx.count("event-commit", "update event_offset set position = $3, committed_at = now() where tenant_id = $1 and consumer_group = $2", [
    tx.tenantId,
    group,
    position,
  ]);
}

function pageAfter(tx: TenantTransaction, position: string): Promise<readonly EventRow[]> {
  return tx.many<EventRow>(
    "event-log-after",
    `select position, event_id, type, subject, occurred_at, body from event_log
     where tenant_id = $1 and position > $2
     order by position limit $3`,
    [tx.tenantId, position, eventLimits.batchMax],
  );
}

function toEvent(tenant: TenantId, row: EventRow): readonly DeliveredEvent[] {
  const topic: EventTopic | undefined = topicOf(row.type);
  if (topic === undefined) return [];
  return [{ tenant, id: row.event_id, type: row.type, subject: row.subject, occurredAt: row.occurred_at, body: row.body, topic, position: row.position }];
}
