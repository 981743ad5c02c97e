/** Trips and stops as lists. */
import { parseVehicleId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import type { Coordinate } from "../places/index.ts";
import type { DistanceFrom, Leg } from "./track-types.ts";

export interface StoredLeg extends Leg {
  readonly legId: string;
  readonly vehicleId: VehicleId;
  readonly callSign: string;
  /** Of the last observation in it, microseconds since 1970. */
  readonly seenUs: number;
  /** Who was assigned to the vehicle when it began. */
  readonly driver?: { readonly driverId: string; readonly name: string } | undefined;
  /** How the vehicle stood after a trip. */
  readonly stopAfter?: { readonly durationUs: number; readonly lasts: boolean } | undefined;
}

export interface LegQuery {
  readonly kind: Leg["kind"];
  /** The whole fleet when absent. */
  readonly vehicleId?: VehicleId | undefined;
  readonly isDescending: boolean;
  readonly limit: number;
  /** Only legs at whose start this driver was assigned. */
  readonly driverId?: string | undefined;
  /** Those that start in between. */
  readonly fromUs?: number | undefined;
  readonly toUs?: number | undefined;
  readonly position?: Position | undefined;
}

interface LegRow {
  readonly leg_id: string;
  readonly vehicle_id: string;
  readonly call_sign: string;
  readonly kind: Leg["kind"];
  readonly started_us: string;
  readonly ended_us: string | null;
  readonly seen_us: string;
  readonly start_longitude: number | null;
  readonly start_latitude: number | null;
  readonly end_longitude: number | null;
  readonly end_latitude: number | null;
  readonly distance_m: number;
  readonly distance_from: DistanceFrom;
  readonly speed_max_kmh: number;
  readonly idle_us: string;
  readonly moving_us: string;
  readonly driver_id: string | null;
  readonly driver_name: string | null;
  readonly stop_started_us: string | null;
  readonly stop_ended_us: string | null;
  readonly stop_seen_us: string | null;
}

const selectLeg = `
  select l.leg_id, l.vehicle_id, v.call_sign, l.kind, l.started_us, l.ended_us, l.seen_us, l.start_longitude, l.start_latitude,
    l.end_longitude, l.end_latitude, l.distance_m, l.distance_from, l.speed_max_kmh, l.idle_us, l.moving_us,
    a.driver_id, d.name as driver_name, s.started_us as stop_started_us, s.ended_us as stop_ended_us, s.seen_us as stop_seen_us
  from vehicle_leg l
  join vehicle v on v.tenant_id = $1 and v.vehicle_id = l.vehicle_id
  left join driver_assignment a on a.tenant_id = $1 and a.vehicle_id = l.vehicle_id
    and a.during @> (timestamptz 'epoch' + l.started_us * interval '1 microsecond')
  left join driver d on d.tenant_id = $1 and d.driver_id = a.driver_id
  left join vehicle_leg s on s.tenant_id = $1 and s.vehicle_id = l.vehicle_id and s.started_us = l.ended_us and s.kind = 'stop'`;

export async function pageOfLegs(tx: TenantTransaction, query: LegQuery): Promise<{ readonly legs: readonly StoredLeg[]; readonly end?: Position }> {
  const { kind, vehicleId, driverId, fromUs, toUs, isDescending, limit, position } = query;
  const { rows, ...end } = await readPage<LegRow>(tx, {
    name: "legs",
    select: selectLeg,
    where: (bind) => [
      "l.tenant_id = $1",
      // In the text, as each has an index of its own.
      `l.kind = '${kind}'`,
      vehicleId && `l.vehicle_id = ${bind(vehicleId)}`,
      driverId && `a.driver_id = ${bind(driverId)}`,
      fromUs === undefined ? undefined : `l.started_us >= ${bind(fromUs)}`,
      toUs === undefined ? undefined : `l.started_us < ${bind(toUs)}`,
    ],
    order: [
      { column: "l.started_us", type: "bigint", of: (row) => row.started_us },
      { column: "l.leg_id", type: "uuid", of: (row) => row.leg_id },
    ],
    isDescending,
    limit,
    position,
  });
  return { legs: rows.map(toStoredLeg), ...end };
}

export async function findTrip(tx: TenantTransaction, vehicleId: VehicleId, tripId: string): Promise<StoredLeg | undefined> {
  const row = await tx.oneOrNone<LegRow>("trip-find", `${selectLeg} where l.tenant_id = $1 and l.vehicle_id = $2 and l.kind = 'trip' and l.leg_id = $3`, [
    tx.tenantId,
    vehicleId,
    tripId,
  ]);
  return row === undefined ? undefined : toStoredLeg(row);
}

function toStoredLeg(row: LegRow): StoredLeg {
  return {
    legId: row.leg_id,
    vehicleId: parseVehicleId(row.vehicle_id),
    callSign: row.call_sign,
    kind: row.kind,
    startUs: Number(row.started_us),
    endUs: row.ended_us === null ? undefined : Number(row.ended_us),
    seenUs: Number(row.seen_us),
    startAt: coordinateOf(row.start_longitude, row.start_latitude),
    endAt: coordinateOf(row.end_longitude, row.end_latitude),
    distanceM: row.distance_m,
    distanceFrom: row.distance_from,
    speedMaxKmh: row.speed_max_kmh,
    idleUs: Number(row.idle_us),
    movingUs: Number(row.moving_us),
    ...(row.driver_id === null || row.driver_name === null ? {} : { driver: { driverId: row.driver_id, name: row.driver_name } }),
    ...(row.stop_started_us === null ? {} : { stopAfter: stopOf(Number(row.stop_started_us), row) }),
  };
}

function stopOf(startedUs: number, { stop_ended_us, stop_seen_us }: LegRow): StoredLeg["stopAfter"] {
  const untilUs = Number(stop_ended_us ?? stop_seen_us ?? startedUs);
  return { durationUs: Math.max(0, untilUs - startedUs), lasts: stop_ended_us === null };
}

function coordinateOf(longitude: number | null, latitude: number | null): Coordinate | undefined {
  return longitude === null || latitude === null ? undefined : [longitude, latitude];
}
