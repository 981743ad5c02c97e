/** Reading the trail: newest first, by what people look for. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";

export interface AuditFilter {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly outcome?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

export interface AuditEntry {
  readonly position: string;
  readonly entryId: string;
  readonly recordedAt: Date;
  readonly actorKind: string;
  readonly actorId: string | undefined;
  readonly actorName: string | undefined;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | undefined;
  readonly outcome: string;
  readonly address: string | undefined;
  readonly requestId: string | undefined;
  readonly details: string | undefined;
}

interface Row {
  readonly position: string;
  readonly entry_id: string;
  readonly recorded_at: Date;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string | null;
  readonly outcome: string;
  readonly address: string | null;
  readonly request_id: string | null;
  readonly details: string | null;
}

/** @param options.before a position; absent for the newest. @returns up to `limit` entries, newest first. */
export async function readEntries(
  tx: TenantTransaction,
  filter: AuditFilter,
  options: { readonly before?: string | undefined; readonly limit: number },
): Promise<readonly AuditEntry[]> {
  const values: unknown[] = [tx.tenantId];
  const conditions: string[] = ["e.tenant_id = $1"];
  const where = (condition: (place: string) => string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  where((place) => `e.position < ${place}::bigint`, options.before);
  where((place) => `e.actor_id = ${place}`, filter.actorId);
  where((place) => `e.action = ${place}`, filter.action);
  where((place) => `e.subject_kind = ${place}`, filter.subjectKind);
  where((place) => `e.subject_id = ${place}`, filter.subjectId);
  where((place) => `e.outcome = ${place}`, filter.outcome);
  where((place) => `e.recorded_at >= ${place}`, filter.from);
  where((place) => `e.recorded_at < ${place}`, filter.to);
  values.push(options.limit);
  // Unnamed: which index serves depends on the filters. Names are joined when read, so that an entry never keeps one.
  const rows = await tx.many<Row>(
    "",
    `with found as (
       select * from audit_entry e where ${conditions.join(" and ")} order by e.position desc limit $${values.length}
     )
     select f.position, f.entry_id, f.recorded_at, f.actor_kind, f.actor_id, coalesce(o.email, t.name) as actor_name, f.action, f.subject_kind,
       f.subject_id, f.outcome, f.address, f.request_id, f.details
     from found f
     left join directory.operators_of($1) o on f.actor_kind = 'account' and o.account_id::text = f.actor_id
     left join api_token t on t.tenant_id = $1 and f.actor_kind = 'token' and t.token_id::text = f.actor_id
     order by f.position desc`,
    values,
  );
  return rows.map(toEntry);
}

function toEntry(row: Row): AuditEntry {
  return {
    position: row.position,
    entryId: row.entry_id,
    recordedAt: row.recorded_at,
    actorKind: row.actor_kind,
    actorId: row.actor_id ?? undefined,
    actorName: row.actor_name ?? undefined,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id ?? undefined,
    outcome: row.outcome,
    address: row.address ?? undefined,
    requestId: row.request_id ?? undefined,
    details: row.details ?? undefined,
  };
}
