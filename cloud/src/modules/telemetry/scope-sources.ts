/** Which sources spoke for a vehicle, and when: a unit that was moved leaves its past where it was. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { TimeRange } from "./segment-rows.ts";
import type { SampleScope } from "./telemetry-types.ts";

/** A source during one assignment. */
export interface ScopedSource extends TimeRange {
  readonly source: SourceId;
  readonly kind: "unit" | "replay";
}

/** A row with `scopedColumns`. */
export interface AssignmentRow {
  readonly unit_id: SourceId;
  readonly kind: "unit" | "replay";
  readonly from_us: string | number | null;
  readonly to_us: string | number | null;
}

/** Of `unit_assignment a`, for `toScopedSource`. */
export const scopedColumns = `a.unit_id, a.kind,
       floor(extract(epoch from case when lower_inf(a.during) then null else lower(a.during) end) * 1000000)::bigint as from_us,
       floor(extract(epoch from case when upper_inf(a.during) then null else upper(a.during) end) * 1000000)::bigint as to_us`;

/** Every time that a sample can have. */
export const allTime: TimeRange = { fromUs: 0, toUs: Number.MAX_SAFE_INTEGER };

/** Assignments of the vehicle $2 of the tenant $1, of one recording when $3 names it. */
export const scopeQuery = `select ${scopedColumns}
   from unit_assignment a
   where a.tenant_id = $1 and a.vehicle_id = $2 and ($3::uuid is null or a.unit_id = $3)
   order by a.kind desc, lower(a.during) nulls first, a.unit_id`;

export function scopeValues(scope: SampleScope): readonly unknown[] {
  return [scope.vehicleId, scope.kind === "run" ? scope.runId : null];
}

/** Units first, then recordings; each with the part of `range` in which it sat in the vehicle. */
export async function sourcesInScope(tx: TenantTransaction, scope: SampleScope, range: TimeRange = allTime): Promise<readonly ScopedSource[]> {
  return inRange(await tx.many<AssignmentRow>("scope-sources", scopeQuery, [tx.tenantId, ...scopeValues(scope)]), range);
}

/** @param rows of `scopeQuery`. */
export function inRange(rows: readonly AssignmentRow[], range: TimeRange): readonly ScopedSource[] {
  return rows.flatMap((row) => {
    const source = toScopedSource(row);
    const fromUs = Math.max(range.fromUs, source.fromUs);
    const toUs = Math.min(range.toUs, source.toUs);
    return fromUs < toUs ? [{ ...source, fromUs, toUs }] : [];
  });
}

/** @returns the source with the whole of its assignment. */
export function toScopedSource({ unit_id: source, kind, from_us: fromUs, to_us: toUs }: AssignmentRow): ScopedSource {
  return { source, kind, fromUs: Number(fromUs ?? allTime.fromUs), toUs: Number(toUs ?? allTime.toUs) };
}
