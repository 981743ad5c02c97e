/** The outbox: an event is told in the transaction of what it tells of, so there is never one without the other. */
import type { TenantTransaction } from "../db/tenant-transaction.ts";
import { failEvents } from "./event-errors.ts";
import { isBodyOf, type NewEvent } from "./event-types.ts";
import { eventLimits } from "./limits.ts";

/**
 * Adds events to the transaction. Call it last, when the rows that they are about are locked: then events of one
 * subject come into the log in the order of what happened.
 *
 * @throws DrawbarError `EVENT_MALFORMED`.
 */
export async function addEvents(tx: TenantTransaction, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const bodies = events.map(({ type, body }) => {
    const text = JSON.stringify(body);
    if (!isBodyOf(type, body) || Buffer.byteLength(text) > eventLimits.bodyBytesMax)
      throw failEvents("EVENT_MALFORMED", `the event ${type} does not fit its schema, or is longer than ${eventLimits.bodyBytesMax} bytes`);
    return text;
  });
  await tx.later(
    "event-add",
    `insert into event_entry (tenant_id, type, subject, body)
     select $1, b.type, b.subject, b.body from unnest($2::text[], $3::text[], $4::text[]) with ordinality as b (type, subject, body, n)
     order by b.n`,
    [tx.tenantId, events.map(({ type }) => type), events.map(({ subject }) => subject), bodies],
  );
}
