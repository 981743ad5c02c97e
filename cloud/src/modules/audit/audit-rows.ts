/** Rows of the trail as they come from the database; the hash covers exactly these columns. */
import type { ChainedColumns } from "./audit-chain.ts";

export interface ChainedRow {
  readonly entry_id: string;
  readonly recorded_us: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string | null;
  readonly outcome: string;
  readonly address: string | null;
  readonly request_id: string | null;
  readonly details: string | null;
}

/** `extract` gives numeric, so no microsecond is lost on the way. */
export const chainedColumns = `entry_id, (extract(epoch from recorded_at) * 1000000)::bigint::text as recorded_us,
  actor_kind, actor_id, action, subject_kind, subject_id, outcome, address, request_id, details`;

export function toChained(row: ChainedRow): ChainedColumns {
  return {
    entryId: row.entry_id,
    recordedUs: row.recorded_us,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    outcome: row.outcome,
    address: row.address,
    requestId: row.request_id,
    details: row.details,
  };
}
