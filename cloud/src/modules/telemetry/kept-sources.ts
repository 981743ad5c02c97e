/** Whose telemetry is kept under keys that can be dropped, and what was erased so far. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import type { Erasure } from "./erasure.ts";

/** A unit, or a recording's run, with the vehicle that it is in, or was in last. */
export interface KeptSource {
  readonly source: SourceId;
  readonly kind: "unit" | "replay";
  readonly device: string;
  readonly callSign?: string | undefined;
  /** First and last month of receipt that has a key, YYMM; `undefined` when there is none. */
  readonly months?: { readonly first: number; readonly last: number } | undefined;
}

export interface PastErasure extends Erasure {
  readonly erasedAt: Date;
  readonly callSign?: string | undefined;
}

const sourcesMax = 50;

const lastVehicle = (unit: string): string => `
left join lateral (
  select v.call_sign from unit_assignment a join vehicle v on v.tenant_id = $1 and v.vehicle_id = a.vehicle_id
  where a.tenant_id = $1 and a.unit_id = ${unit} order by a.during desc limit 1
) l on true`;

/** @param wanted a call-sign, or the id of a unit or run. @returns at most 50: of a call-sign everything that ever spoke for the vehicle. */
export async function findKeptSources(database: Database, tenant: TenantId, wanted: string): Promise<readonly KeptSource[]> {
  const rows = await database.of(tenant).many<{
    unit_id: SourceId;
    kind: KeptSource["kind"];
    device: string;
    call_sign: string | null;
    first_month: number | null;
    last_month: number | null;
  }>(
    "kept-sources",
    `select u.unit_id, u.kind, u.device, l.call_sign, k.first_month, k.last_month
     from unit u ${lastVehicle("u.unit_id")}
     cross join lateral (
       select min(month) as first_month, max(month) as last_month from sealing_key where tenant_id = $1 and source_id = u.unit_id
     ) k
     where u.tenant_id = $1 and u.unit_id in (
       select a.unit_id from vehicle v join unit_assignment a on a.tenant_id = $1 and a.vehicle_id = v.vehicle_id
       where v.tenant_id = $1 and v.call_sign = $2
       union all
       select $3::uuid where $3::uuid is not null
     )
     order by u.kind desc, k.last_month desc nulls last, u.unit_id limit ${sourcesMax}`,
    [tenant, wanted, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(wanted) ? wanted : null],
  );
  return rows.map(({ unit_id, kind, device, call_sign, first_month, last_month }) => ({
    source: unit_id,
    kind,
    device,
    callSign: call_sign ?? undefined,
    months: first_month === null || last_month === null ? undefined : { first: first_month, last: last_month },
  }));
}

interface ErasureRow {
  readonly erasure_id: string;
  readonly source_id: SourceId;
  readonly through_month: number;
  readonly keys: number;
  readonly erased_at: Date;
  readonly call_sign: string | null;
}

/** Newest first. @param after the last one of the page before. */
export async function pastErasures(
  database: Database,
  tenant: TenantId,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly PastErasure[]> {
  const { rows } = await readPage<ErasureRow>(database.of(tenant), {
    name: "past-erasures",
    select: `select e.erasure_id, e.source_id, e.through_month, e.keys, e.erased_at, l.call_sign from telemetry_erasure e ${lastVehicle("e.source_id")}`,
    where: () => ["e.tenant_id = $1"],
    order: [{ column: "e.erasure_id", type: "uuid", of: (row) => row.erasure_id }],
    isDescending: true,
    limit,
    position: after === undefined ? undefined : [after],
  });
  return rows.map((row) => ({
    erasureId: row.erasure_id,
    source: row.source_id,
    throughMonth: row.through_month,
    keys: row.keys,
    erasedAt: row.erased_at,
    callSign: row.call_sign ?? undefined,
  }));
}
