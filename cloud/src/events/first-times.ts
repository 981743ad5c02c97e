import type { TenantTransaction } from "../db/tenant-transaction.ts";

/**
 * Which of these events the consumer has not acted on yet, marked as acted on when the transaction commits. Act in the
 * same transaction: then an event that is delivered twice takes effect once.
 *
 * Marks are kept longer than the log keeps events, so that a replay finds them; give a replay that shall act again a
 * consumer of its own.
 *
 * @param tx of a worker.
 */
export async function firstTimes<Event extends { readonly id: string }>(
  tx: TenantTransaction,
  consumer: string,
  events: readonly Event[],
): Promise<readonly Event[]> {
  // In one order, so that two consumers with the same events never wait for each other in a ring.
  const rows = await tx.many<{ event_id: string }>(
    "event-first-times",
    `insert into event_handled (tenant_id, consumer, event_id)
     select distinct $1::uuid, $2::text, b.event_id from unnest($3::uuid[]) as b (event_id) order by b.event_id
     on conflict on constraint event_handled_key do nothing
     returning event_id`,
    [tx.tenantId, consumer, events.map(({ id }) => id)],
  );
  const fresh = new Set(rows.map(({ event_id }) => event_id));
  return events.filter(({ id }) => fresh.delete(id));
}
