/** The worker's part: tells of documents that expire. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import type { NewEvent } from "../../events/event-types.ts";
import { daysBetween, parseDay, type Day } from "./days.ts";
import { documentLimits } from "./limits.ts";
import { expired, remindAt } from "./reminders.ts";

interface DueRow {
  readonly document_id: string;
  readonly vehicle_id: string | null;
  readonly driver_id: string | null;
  readonly kind: string;
  readonly expires_on: string;
  readonly remind_days: readonly number[];
  readonly told_days: number | null;
}

/**
 * Tells of what is due by today, each reminder once: that it was told is noted in the same transaction, and a row that
 * another worker looks at is left to it. For what was taken out of the fleet, and who left, nobody is told; should they
 * come back, what is due then is told then.
 *
 * @param today in UTC.
 * @returns how many were looked at; as many as `documentLimits.remindersPerTurn` when there may be more.
 */
export async function tellReminders(tx: TenantTransaction, today: Day): Promise<number> {
  const rows = await tx.many<DueRow>(
    "documents-due",
    `select d.document_id, d.vehicle_id, d.driver_id, d.kind, d.expires_on::text as expires_on, d.remind_days, d.told_days
     from document d
     left join vehicle v on v.tenant_id = $1 and v.vehicle_id = d.vehicle_id
     left join driver r on r.tenant_id = $1 and r.driver_id = d.driver_id
     where d.tenant_id = $1 and d.next_remind_on <= $2::date and v.life is distinct from 'decommissioned' and r.is_active is distinct from false
     order by d.next_remind_on, d.document_id
     limit $3
     for update of d skip locked`,
    [tx.tenantId, today, documentLimits.remindersPerTurn],
  );
  if (rows.length === 0) return 0;
  const told = rows.map((row) => ({
    row,
    reminded: remindAt(today, { expiresOn: parseDay(row.expires_on), remindDays: row.remind_days, toldDays: row.told_days ?? undefined }),
  }));
  await tx.count(
    "documents-told",
    `update document d set told_days = w.told_days, next_remind_on = w.next_remind_on
     from unnest($2::uuid[], $3::int[], $4::date[]) as w (document_id, told_days, next_remind_on)
     where d.tenant_id = $1 and d.document_id = w.document_id`,
    [
      tx.tenantId,
      rows.map(({ document_id }) => document_id),
      told.map(({ reminded }) => reminded.toldDays ?? null),
      told.map(({ reminded }) => reminded.nextOn ?? "infinity"),
    ],
  );
  await addEvents(
    tx,
    told.flatMap(({ row, reminded: { tell } }) => (tell === undefined ? [] : [eventOf(row, tell, today)])),
  );
  return rows.length;
}

function eventOf(row: DueRow, tell: number, today: Day): NewEvent {
  const { document_id: documentId, vehicle_id, driver_id, kind, expires_on: expiresOn } = row;
  const body = {
    documentId,
    ...(vehicle_id === null ? {} : { vehicleId: vehicle_id }),
    ...(driver_id === null ? {} : { driverId: driver_id }),
    kind,
    expiresOn,
    daysLeft: daysBetween(today, parseDay(expiresOn)),
  };
  const subject = vehicle_id ?? driver_id ?? documentId;
  return tell === expired ? { type: "document.expired", subject, body } : { type: "document.expiring", subject, body: { ...body, daysBefore: tell } };
}
