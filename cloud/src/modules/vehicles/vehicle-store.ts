import { parseSourceId, parseVehicleId, type CallSign, type SourceId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { sqlStateOf } from "../../db/database-errors.ts";
import { failDb } from "../../db/db-errors.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import { failVehicle } from "./vehicle-errors.ts";
import type { Attributes } from "../attributes/index.ts";
import { revocationSelect, toRevocation, type RevocationRow } from "../enrolment/index.ts";
import { joinDepotStay } from "../places/index.ts";
import type { VehicleListQuery } from "./vehicle-list.ts";
import type { VehicleLife } from "./vehicle-life.ts";
import { vehiclePage } from "./vehicle-page.ts";
import type { Depot, NewVehicle, Vehicle } from "./vehicle-types.ts";

/** A page of the fleet. */
export interface VehiclePage {
  readonly vehicles: readonly Vehicle[];
  /** Where it ended; absent on the last page. */
  readonly end?: Position;
}

/** What of a vehicle can be changed. */
export type VehicleChange = Partial<Pick<NewVehicle, "callSign" | "vin" | "description" | "tags">> & {
  /** `null`: out of its group. */
  readonly groupId?: string | null;
};

/** What registering led to. Something that is taken is an everyday answer to a person, not an exception. */
export type RegisterOutcome = { readonly kind: "registered" } | Taken;
export type ChangeOutcome = { readonly kind: "changed"; readonly before: NewVehicle } | { readonly kind: "unknown" } | Taken;

export interface Taken {
  readonly kind: "taken";
  readonly what: "call-sign" | "vin";
  readonly by: CallSign;
}

/** Who speaks under a source id. */
export interface SourceOwner {
  readonly kind: "unit" | "replay" | "depot";
  /** The vehicle that a unit sits in now, or that a recording is of. */
  readonly vehicleId?: VehicleId | undefined;
}

interface VehicleRow {
  readonly vehicle_id: string;
  readonly call_sign: CallSign;
  readonly vin: string | null;
  readonly description: string;
  readonly simulated: boolean;
  readonly life: VehicleLife;
  readonly life_since: Date;
  readonly group_id: string | null;
  readonly group_name: string | null;
  readonly tags: readonly string[];
  readonly attributes: Attributes;
  readonly registered_at_us: string;
  readonly unit_id: string | null;
  readonly device: string | null;
  readonly enrolled_at: Date | null;
  readonly depot_id: string | null;
  readonly depot_name: string | null;
  readonly stored_at_us: string | null; // bigint: pg hands it over as text
  readonly asleep_at_us: string | null;
  readonly ground_id: string | null;
  readonly ground_name: string | null;
  readonly ground_since_us: string | null;
}

/**
 * A vehicle, the unit in it now, and when that was heard; without a unit, or with one that was not heard since it sits
 * there, when its earlier ones were, as long as they sat in it. Recordings never count.
 */
const selectVehicle = `
  select v.vehicle_id, v.call_sign, v.vin, v.description, v.simulated,
    v.life, coalesce(v.life_since, v.registered_at) as life_since, v.group_id, g.name as group_name, v.tags, v.attributes,
    (extract(epoch from v.registered_at) * 1000000)::bigint as registered_at_us,
    u.unit_id, u.device, coalesce(u.enrolled_at, lower(a.during)) as enrolled_at,
    d.depot_id, d.name as depot_name, coalesce(case when not n.is_older then l.at_us end, e.at_us) as stored_at_us, s.at_us as asleep_at_us,
    w.place_id as ground_id, w.name as ground_name, w.since_us as ground_since_us
  from vehicle v
  left join vehicle_group g on g.tenant_id = $1 and g.group_id = v.group_id
  left join unit_assignment a on a.tenant_id = $1 and a.vehicle_id = v.vehicle_id and a.kind = 'unit' and upper_inf(a.during)
  left join unit u on u.tenant_id = $1 and u.unit_id = a.unit_id
  left join source_presence p on p.tenant_id = $1 and p.source_id = a.unit_id
  left join depot d on d.tenant_id = $1 and d.depot_id = p.through_id
  left join source_latest l on l.tenant_id = $1 and l.source_id = a.unit_id
  left join lateral (
    select l.at_us < (extract(epoch from lower(a.during)) * 1000000)::bigint is true as is_older
  ) n on true
  left join lateral (
    select z.at_us from source_sleep z where z.tenant_id = $1 and z.source_id = a.unit_id order by z.at_us desc limit 1
  ) s on true
  left join lateral (
    select max(least(y.at_us, (extract(epoch from upper(b.during)) * 1000000)::bigint)) as at_us
    from unit_assignment b join source_latest y on y.tenant_id = $1 and y.source_id = b.unit_id
    where b.tenant_id = $1 and b.vehicle_id = v.vehicle_id and b.kind = 'unit' and not upper_inf(b.during) and (a.unit_id is null or n.is_older)
      and y.at_us >= coalesce((extract(epoch from lower(b.during)) * 1000000)::bigint, 0)
  ) e on true${joinDepotStay}`;

/** Rows of `vehicle` and what hangs on it. Every statement names its tenant; row-level security is the second lock. */
export class VehicleStore {
  async find(tx: TenantTransaction, vehicleId: VehicleId): Promise<Vehicle | undefined> {
    const row = await tx.oneOrNone<VehicleRow>("vehicle-find", `${selectVehicle} where v.tenant_id = $1 and v.vehicle_id = $2`, [tx.tenantId, vehicleId]);
    return row === undefined ? undefined : toVehicle(row);
  }

  async findByCallSign(tx: TenantTransaction, callSign: CallSign): Promise<Vehicle | undefined> {
    const row = await tx.oneOrNone<VehicleRow>("vehicle-by-call-sign", `${selectVehicle} where v.tenant_id = $1 and v.call_sign = $2`, [tx.tenantId, callSign]);
    return row === undefined ? undefined : toVehicle(row);
  }

  /** @param query.limit 1 to 5,000. @param nowUs by the cloud's clock. */
  async page(tx: TenantTransaction, query: VehicleListQuery, nowUs: number): Promise<VehiclePage> {
    const { rows, ...end } = await readPage<VehicleRow>(tx, vehiclePage(selectVehicle, query, nowUs));
    return { vehicles: rows.map(toVehicle), ...end };
  }

  /** @param check sees the vehicle as it is, locked; throws to leave it so. */
  async change(tx: TenantTransaction, vehicleId: VehicleId, wish: VehicleChange, check: (vehicle: NewVehicle) => void): Promise<ChangeOutcome> {
    const row = await tx.oneOrNone<Pick<VehicleRow, "call_sign" | "vin" | "description" | "simulated" | "group_id" | "tags">>(
      "vehicle-lock",
      "select call_sign, vin, description, simulated, group_id, tags from vehicle where tenant_id = $1 and vehicle_id = $2 for update",
      [tx.tenantId, vehicleId],
    );
    if (row === undefined) return { kind: "unknown" };
    const before: NewVehicle = {
      vehicleId,
      callSign: row.call_sign,
      vin: row.vin ?? undefined,
      description: row.description,
      simulated: row.simulated,
      groupId: row.group_id ?? undefined,
      tags: row.tags,
    };
    check(before);
    const isNamed = wish.callSign !== undefined || wish.vin !== undefined;
    const holder =
      isNamed &&
      (await tx.oneOrNone<{ call_sign: CallSign }>(
        "vehicle-change-in-the-way",
        `select call_sign from vehicle
       where tenant_id = $1 and vehicle_id <> $4 and (call_sign = $2 or vin = $3)
       order by call_sign = $2 desc
       limit 1`,
        [tx.tenantId, wish.callSign ?? null, wish.vin ?? null, vehicleId],
      ));
    if (holder) return { kind: "taken", what: holder.call_sign === wish.callSign ? "call-sign" : "vin", by: holder.call_sign };
    try {
      await tx.count(
        "vehicle-change",
        `update vehicle
         set call_sign = coalesce($3, call_sign), vin = coalesce($4, vin), description = coalesce($5, description),
           tags = coalesce($6, tags), group_id = case when $7 then $8 else group_id end
         where tenant_id = $1 and vehicle_id = $2`,
        [
          tx.tenantId,
          vehicleId,
          wish.callSign ?? null,
          wish.vin ?? null,
          wish.description ?? null,
          wish.tags ?? null,
          wish.groupId !== undefined,
          wish.groupId ?? null,
        ],
      );
    } catch (error) {
      if (sqlStateOf(error) === "23503") throw noSuchGroup(wish.groupId);
      // Somebody took it between the look and the change.
      if (sqlStateOf(error) === "23505") throw failDb("DATABASE_CONFLICT", "another vehicle took the call sign or VIN at this moment", { cause: error });
      throw error;
    }
    return { kind: "changed", before };
  }

  async register(tx: TenantTransaction, vehicle: NewVehicle): Promise<RegisterOutcome> {
    const inserted = await tx
      .count(
        "vehicle-register",
        `insert into vehicle (tenant_id, vehicle_id, call_sign, vin, description, simulated, group_id, tags)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict do nothing`,
        [tx.tenantId, vehicle.vehicleId, vehicle.callSign, vehicle.vin ?? null, vehicle.description, vehicle.simulated, vehicle.groupId ?? null, vehicle.tags],
      )
      .catch((error: unknown) => {
        throw sqlStateOf(error) === "23503" ? noSuchGroup(vehicle.groupId) : error;
      });
    if (inserted === 1) return { kind: "registered" };
    const holder = await tx.oneOrNone<{ call_sign: CallSign }>(
      "vehicle-in-the-way",
      `select call_sign from vehicle
       where tenant_id = $1 and (call_sign = $2 or vin = $3)
       order by call_sign = $2 desc
       limit 1`,
      [tx.tenantId, vehicle.callSign, vehicle.vin ?? null],
    );
    const by = holder?.call_sign ?? vehicle.callSign; // whoever was in the way may be gone by now
    return { kind: "taken", what: by === vehicle.callSign ? "call-sign" : "vin", by };
  }

  /** Sources that spoke for these vehicles and for no other, units and recordings: what a unit said elsewhere is not theirs to take along. */
  async sourcesOf(tx: TenantTransaction, vehicleIds: readonly VehicleId[]): Promise<readonly SourceId[]> {
    const rows = await tx.many<{ unit_id: string }>(
      "vehicle-sources",
      `select distinct a.unit_id from unit_assignment a
       where a.tenant_id = $1 and a.vehicle_id = any($2::uuid[])
         and not exists (select from unit_assignment o where o.tenant_id = $1 and o.unit_id = a.unit_id and o.vehicle_id <> all($2::uuid[]))`,
      [tx.tenantId, vehicleIds],
    );
    return rows.map((row) => parseSourceId(row.unit_id));
  }

  async simulatedIds(tx: TenantTransaction): Promise<readonly VehicleId[]> {
    const rows = await tx.many<{ vehicle_id: string }>("vehicle-simulated", "select vehicle_id from vehicle where tenant_id = $1 and simulated", [tx.tenantId]);
    return rows.map((row) => parseVehicleId(row.vehicle_id));
  }

  /** @returns those that were there. Assignments go with them. */
  async remove(tx: TenantTransaction, vehicleIds: readonly VehicleId[]): Promise<readonly { readonly vehicleId: VehicleId; readonly callSign: string }[]> {
    const rows = await tx.many<{ vehicle_id: string; call_sign: string }>(
      "vehicle-remove",
      "delete from vehicle where tenant_id = $1 and vehicle_id = any($2::uuid[]) returning vehicle_id, call_sign",
      [tx.tenantId, vehicleIds],
    );
    return rows.map((row) => ({ vehicleId: parseVehicleId(row.vehicle_id), callSign: row.call_sign }));
  }

  async owner(tx: TenantTransaction, source: SourceId): Promise<SourceOwner | undefined> {
    const row = await tx.oneOrNone<{ kind: "unit" | "replay" | "depot"; vehicle_id: string | null }>(
      "source-owner",
      `select u.kind, a.vehicle_id
       from unit u left join unit_assignment a on a.tenant_id = $1 and a.unit_id = u.unit_id and upper_inf(a.during)
       where u.tenant_id = $1 and u.unit_id = $2
       union all
       select 'depot', null from depot d where d.tenant_id = $1 and d.depot_id = $2
       limit 1`,
      [tx.tenantId, source],
    );
    if (row === undefined) return undefined;
    return { kind: row.kind, vehicleId: row.vehicle_id === null ? undefined : parseVehicleId(row.vehicle_id) };
  }

  async hasRun(tx: TenantTransaction, vehicleId: VehicleId, runId: SourceId): Promise<boolean> {
    const rows = await tx.many("vehicle-has-run", "select from recording_run where tenant_id = $1 and run_id = $2 and vehicle_id = $3", [
      tx.tenantId,
      runId,
      vehicleId,
    ]);
    return rows.length === 1;
  }

  /** @param includeRevoked with those that a person took out of trust, after the others. */
  async depots(tx: TenantTransaction, { includeRevoked = false } = {}): Promise<readonly Depot[]> {
    const rows = await tx.many<RevocationRow & { depot_id: string; name: string; heard_at: Date | null; is_connected: boolean | null }>(
      "depots",
      `select d.depot_id, d.name, p.heard_at, d.revoked_at is null and p.heard_at > now() - interval '60 seconds' as is_connected, ${revocationSelect("d")}
       from depot d left join source_presence p on p.tenant_id = $1 and p.source_id = d.depot_id
       where d.tenant_id = $1 and (d.revoked_at is null or $2)
       order by d.revoked_at is not null, d.name, d.depot_id`,
      [tx.tenantId, includeRevoked],
    );
    return rows.map((row) => ({
      depotId: parseSourceId(row.depot_id),
      name: row.name,
      isConnected: row.is_connected ?? false,
      lastHeardAt: row.heard_at ?? undefined,
      revoked: toRevocation(row),
    }));
  }

  async counts(tx: TenantTransaction): Promise<{ readonly vehicles: number; readonly depots: number; readonly newestAtUs?: number | undefined }> {
    const row = await tx.one<{ vehicles: string; depots: string; newest_at_us: string | null }>(
      "fleet-counts",
      `select
         (select count(*) from vehicle where tenant_id = $1) as vehicles,
         (select count(*) from depot where tenant_id = $1 and revoked_at is null) as depots,
         (select max(l.at_us) from source_latest l join unit u on u.tenant_id = $1 and u.unit_id = l.source_id
          where l.tenant_id = $1 and u.kind = 'unit') as newest_at_us`,
      [tx.tenantId],
    );
    return { vehicles: Number(row.vehicles), depots: Number(row.depots), newestAtUs: row.newest_at_us === null ? undefined : Number(row.newest_at_us) };
  }
}

function toVehicle(row: VehicleRow): Vehicle {
  const { unit_id: unitId, device, enrolled_at: enrolledAt, depot_id: depotId, depot_name: name, ground_id: placeId, ground_name: placeName } = row;
  return {
    vehicleId: parseVehicleId(row.vehicle_id),
    callSign: row.call_sign,
    vin: row.vin ?? undefined,
    description: row.description,
    simulated: row.simulated,
    life: row.life,
    lifeSince: row.life_since,
    groupId: row.group_id ?? undefined,
    groupName: row.group_name ?? undefined,
    tags: row.tags,
    attributes: row.attributes,
    unit: unitId === null || device === null || enrolledAt === null ? undefined : { unitId: parseSourceId(unitId), device, enrolledAt },
    depot: depotId === null || name === null ? undefined : { depotId: parseSourceId(depotId), name },
    storedAtUs: row.stored_at_us === null ? undefined : Number(row.stored_at_us),
    asleepAtUs: row.asleep_at_us === null ? undefined : Number(row.asleep_at_us),
    ground: placeId === null || placeName === null ? undefined : { placeId, name: placeName, sinceUs: Number(row.ground_since_us) },
  };
}

function noSuchGroup(groupId: string | null | undefined): Error {
  return failVehicle("GROUP_OF_VEHICLE_UNKNOWN", `the fleet has no group ${groupId}`);
}
