/** Vehicles as files bring them: how many are made and taken back at once. */
import { v7 as uuidV7 } from "uuid";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import type { Finding, ImportKind, ImportRow, MadeThing } from "../imports/index.ts";
import type { Quotas } from "../tenants/index.ts";
import { vehicleColumns } from "./vehicle-columns.ts";
import { vehicleChanges } from "./vehicle-import-changes.ts";
import { isAsWritten, tagsOf, writtenColumns, writtenRows } from "./vehicle-import-rows.ts";

export function vehicleImport({ quotas }: { readonly quotas: Pick<Quotas, "checkMany"> }): ImportKind {
  return { columnsOf: vehicleColumns, findTaken, make, checkQuota: async (tx) => quotas.checkMany(tx, "vehicles"), takeBack, changes: vehicleChanges };
}

interface Holder {
  readonly call_sign: string;
  readonly vin: string | null;
}

async function findTaken(tx: TenantTransaction, rows: readonly ImportRow[]): Promise<readonly Finding[]> {
  if (rows.length === 0) return [];
  const holders = await tx.many<Holder>(
    "vehicle-import-taken",
    `select call_sign, vin from vehicle where tenant_id = $1 and call_sign = any($2::text[])
     union
     select call_sign, vin from vehicle where tenant_id = $1 and vin = any($3::text[])`,
    [tx.tenantId, rows.map(({ values }) => values["callSign"]), rows.flatMap(({ values }) => values["vin"] ?? [])],
  );
  const callSigns = new Set(holders.map(({ call_sign }) => call_sign));
  const byVin = new Map(holders.map(({ call_sign, vin }) => [vin, call_sign]));
  return rows.flatMap(({ row, values }): readonly Finding[] => {
    const { callSign = "", vin } = values;
    const base = { row, severity: "error", code: "TAKEN_IN_FLEET" } as const;
    if (callSigns.has(callSign)) return [{ ...base, field: "callSign", value: callSign, message: `The fleet has a vehicle "${callSign}" already.` }];
    const holder = vin === undefined ? undefined : byVin.get(vin);
    return vin === undefined || holder === undefined ? [] : [{ ...base, field: "vin", value: vin, message: `The vehicle "${holder}" has this VIN already.` }];
  });
}

async function make(tx: TenantTransaction, rows: readonly ImportRow[]): ReturnType<ImportKind["make"]> {
  if (rows.length === 0) return { made: [], findings: [] };
  const wanted: readonly MadeThing[] = rows.map(({ row, values }) => ({ row, thingId: uuidV7(), written: values }));
  const rowsMade = await tx.many<{ vehicle_id: string }>(
    "vehicle-import-make",
    `insert into vehicle (tenant_id, vehicle_id, call_sign, vin, description, life, group_id, tags, attributes)
     select $1, w.vehicle_id, w.call_sign, w.vin, w.description, w.life, w.group_id, ${tagsOf("w.tags")}, w.attributes::jsonb
     from ${writtenRows}
     order by w.call_sign
     on conflict do nothing
     returning vehicle_id`,
    [tx.tenantId, ...writtenColumns(wanted)],
  );
  const ids = new Set(rowsMade.map(({ vehicle_id }) => vehicle_id));
  const made = wanted.filter(({ thingId }) => ids.has(thingId));
  await addEvents(
    tx,
    made.map(({ thingId, written }) => {
      const { callSign = "" } = written;
      return { type: "vehicle.registered", subject: thingId, body: { vehicleId: thingId, callSign, simulated: false } } as const;
    }),
  );
  const left = wanted.filter(({ thingId }) => !ids.has(thingId));
  return {
    made,
    findings: await findTaken(
      tx,
      left.map(({ row, written }) => ({ row, values: written })),
    ),
  };
}

async function takeBack(tx: TenantTransaction, made: readonly MadeThing[]): Promise<readonly Finding[]> {
  const inUse = await inUseClauses(tx);
  // Unnamed: its text depends on the tables there are.
  const removed = await tx.many<{ vehicle_id: string; call_sign: string }>(
    "",
    `delete from vehicle v using ${writtenRows}
     where v.tenant_id = $1 and v.vehicle_id = w.vehicle_id and ${isAsWritten} and not v.simulated ${inUse}
     returning v.vehicle_id, v.call_sign`,
    [tx.tenantId, ...writtenColumns(made)],
  );
  await addEvents(
    tx,
    removed.map(({ vehicle_id: vehicleId, call_sign: callSign }) => ({ type: "vehicle.removed", subject: vehicleId, body: { vehicleId, callSign } }) as const),
  );
  const gone = new Set(removed.map(({ vehicle_id }) => vehicle_id));
  const rest = made.filter(({ thingId }) => !gone.has(thingId));
  if (rest.length === 0) return [];
  const there = await tx.many<{ vehicle_id: string; call_sign: string; is_same: boolean }>(
    "vehicle-import-left",
    `select v.vehicle_id, v.call_sign, ${isAsWritten} as is_same
     from vehicle v join ${writtenRows} on v.vehicle_id = w.vehicle_id
     where v.tenant_id = $1`,
    [tx.tenantId, ...writtenColumns(rest)],
  );
  const now = new Map(there.map((vehicle) => [vehicle.vehicle_id, vehicle]));
  return rest.flatMap(({ row, thingId }): readonly Finding[] => {
    const vehicle = now.get(thingId);
    if (vehicle === undefined) return []; // somebody has removed it already
    const base = { row, field: "", severity: "kept", value: vehicle.call_sign } as const;
    return vehicle.is_same
      ? [{ ...base, code: "IN_USE", message: "Kept: a unit, a recording or something else belongs to it by now." }]
      : [{ ...base, code: "CHANGED_SINCE", message: "Kept: somebody has changed it since." }];
  });
}

/**
 * Whatever refers to a vehicle would go with it, so a vehicle with any of it stays: the tables are asked for, not listed.
 * Steps of its life are no use of it: where it stands is looked at itself, and one that is as registered is untouched.
 */
async function inUseClauses(tx: TenantTransaction): Promise<string> {
  const tables = await tx.many<{ name: string; column: string }>(
    "vehicle-import-references",
    `select k.conrelid::regclass::text as name, quote_ident(a.attname) as column
     from pg_constraint k
     join pg_attribute t on t.attrelid = k.confrelid and t.attname = 'vehicle_id'
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[array_position(k.confkey, t.attnum)]
     where k.contype = 'f' and k.confrelid = 'vehicle'::regclass and k.conparentid = 0 and k.conrelid <> 'vehicle_life_step'::regclass`,
    [],
  );
  return tables.map(({ name, column }) => `and not exists (select from ${name} r where r.tenant_id = $1 and r.${column} = v.vehicle_id)`).join("\n       ");
}
