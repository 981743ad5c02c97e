/** How files change vehicles that are there: many by one statement, and their lives by steps that may follow. */
import { v7 as uuidV7 } from "uuid";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { addEvents } from "../../events/event-outbox.ts";
import type { Attributes } from "../attributes/index.ts";
import type { ChangesOfKind, Finding, HeldChange, PlannedChange, Standing } from "../imports/index.ts";
import { ownColumnValues } from "./vehicle-columns.ts";
import { tagsOf, writtenColumns, writtenRows } from "./vehicle-import-rows.ts";
import { lifeSteps, mayFollow, type VehicleLife } from "./vehicle-life.ts";

/** Vehicles that are there, for imports. */
export const vehicleChanges: ChangesOfKind = { audited: { action: "vehicle.changed", subject: "vehicle" }, find, hold, faults, write };

interface VehicleRecord {
  readonly vehicle_id: string;
  readonly call_sign: string;
  readonly vin: string | null;
  readonly description: string;
  readonly life: VehicleLife;
  readonly group_id: string | null;
  readonly tags: readonly string[];
  readonly attributes: Attributes;
}

const selectVehicle = "select vehicle_id, call_sign, vin, description, life, group_id, tags, attributes from vehicle";

const keys: Readonly<Record<string, string>> = { callSign: "call_sign", vin: "vin" };

async function find(tx: TenantTransaction, key: string, values: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const column = keys[key];
  if (column === undefined || values.length === 0) return new Map();
  const found = await tx.many<VehicleRecord>(`vehicle-import-by-${column}`, `${selectVehicle} where tenant_id = $1 and ${column} = any($2::text[])`, [
    tx.tenantId,
    values,
  ]);
  return new Map(found.map(toStanding).map((thing) => [thing.values[key] ?? "", thing]));
}

/** In the order of ids, so that two who hold many do not wait for each other. */
async function hold(tx: TenantTransaction, thingIds: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const found = await tx.many<VehicleRecord>(
    "vehicle-import-hold",
    `${selectVehicle} where tenant_id = $1 and vehicle_id = any($2::uuid[]) order by vehicle_id for no key update`,
    [tx.tenantId, thingIds],
  );
  return new Map(found.map(toStanding).map((thing) => [thing.thingId, thing]));
}

function toStanding({ vehicle_id, call_sign, vin, description, life, group_id, tags, attributes }: VehicleRecord): Standing {
  const values = {
    callSign: call_sign,
    life,
    ...(vin === null ? {} : { vin }),
    ...(description === "" ? {} : { description }),
    ...(group_id === null ? {} : { groupId: group_id }),
    ...(tags.length === 0 ? {} : { tags: JSON.stringify(tags.toSorted()) }),
    ...ownColumnValues(attributes),
  };
  return { thingId: vehicle_id, name: call_sign, values };
}

async function faults(tx: TenantTransaction, changes: readonly PlannedChange[], isBack: boolean): Promise<readonly Finding[]> {
  const refused = changes.flatMap(({ row, name, before, after }): readonly Finding[] => {
    const step = lifeSteps.find((life) => life === after["life"]);
    if (isBack || !after["life"] || (step !== undefined && mayFollow(before["life"] as VehicleLife, step))) return []; // as the column reads it
    const message = `"${name}" is ${before["life"] ?? ""}; ${after["life"]} does not follow that.`;
    return [{ row, field: "life", value: after["life"], severity: "error", code: "LIFE_STEP_REFUSED", message }];
  });
  return [...refused, ...(await taken(tx, changes)), ...(isBack ? await withoutGroup(tx, changes) : [])];
}

async function taken(tx: TenantTransaction, changes: readonly PlannedChange[]): Promise<readonly Finding[]> {
  const wished = (key: string) => changes.flatMap(({ row, thingId, after }) => (after[key] == null ? [] : [{ row, thingId, key, value: after[key] }]));
  const [callSigns, vins] = [wished("callSign"), wished("vin")];
  if (callSigns.length + vins.length === 0) return [];
  const holders = await tx.many<Pick<VehicleRecord, "vehicle_id" | "call_sign" | "vin">>(
    "vehicle-import-held-by",
    `select vehicle_id, call_sign, vin from vehicle where tenant_id = $1 and call_sign = any($2::text[])
     union
     select vehicle_id, call_sign, vin from vehicle where tenant_id = $1 and vin = any($3::text[])`,
    [tx.tenantId, callSigns.map(({ value }) => value), vins.map(({ value }) => value)],
  );
  const byCallSign = new Map(holders.map((holder) => [holder.call_sign, holder]));
  const byVin = new Map(holders.map((holder) => [holder.vin, holder]));
  return [...callSigns, ...vins].flatMap(({ row, thingId, key, value }): readonly Finding[] => {
    const holder = key === "vin" ? byVin.get(value) : byCallSign.get(value);
    if (holder === undefined || holder.vehicle_id === thingId) return [];
    const message = `The vehicle "${holder.call_sign}" has this ${key === "vin" ? "VIN" : "call sign"} already.`;
    return [{ row, field: key, value, severity: "error", code: "TAKEN_IN_FLEET", message }];
  });
}

async function withoutGroup(tx: TenantTransaction, changes: readonly PlannedChange[]): Promise<readonly Finding[]> {
  const wished = changes.flatMap(({ row, after: { groupId } }) => (groupId == null ? [] : [{ row, groupId }]));
  if (wished.length === 0) return [];
  const groups = await tx.many<{ group_id: string }>(
    "vehicle-import-groups-there",
    "select group_id from vehicle_group where tenant_id = $1 and group_id = any($2::uuid[])",
    [tx.tenantId, [...new Set(wished.map(({ groupId }) => groupId))]],
  );
  const there = new Set(groups.map(({ group_id }) => group_id));
  return wished.flatMap(({ row, groupId }): readonly Finding[] =>
    there.has(groupId) ? [] : [{ row, field: "groupId", value: "", severity: "error", code: "GROUP_GONE", message: "The group that it was in is gone." }],
  );
}

async function write(tx: TenantTransaction, changes: readonly HeldChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.count(
    "vehicle-import-change",
    `update vehicle v set call_sign = w.call_sign, vin = w.vin, description = w.description, life = w.life,
       life_since = case when v.life = w.life then v.life_since else now() end,
       group_id = w.group_id, tags = ${tagsOf("w.tags")}, attributes = w.attributes::jsonb
     from ${writtenRows}
     where v.tenant_id = $1 and v.vehicle_id = w.vehicle_id`,
    [tx.tenantId, ...writtenColumns(changes.map(({ row, thingId, next }) => ({ row, thingId, written: next })))],
  );
  const steps = changes.filter(({ before, after }) => after["life"] !== undefined && after["life"] !== before["life"]);
  if (steps.length === 0) return;
  await tx.count(
    "vehicle-import-life",
    `insert into vehicle_life_step (tenant_id, vehicle_id, step_id, before, after, note)
     select $1, s.*, 'import' from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) as s`,
    [
      tx.tenantId,
      steps.map(({ thingId }) => thingId),
      steps.map(() => uuidV7()),
      steps.map(({ before }) => before["life"]),
      steps.map(({ after }) => after["life"]),
    ],
  );
  const { at } = await tx.one<{ at: Date }>("vehicle-import-now", "select now() as at", []);
  await addEvents(
    tx,
    steps.map(({ thingId: vehicleId, before, after, next }) => {
      const body = { vehicleId, callSign: next["callSign"] ?? "", from: before["life"] ?? "", to: after["life"] ?? "", at: at.toISOString() };
      return { type: "vehicle.lifeChanged", subject: vehicleId, body } as const;
    }),
  );
}
