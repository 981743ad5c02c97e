/** Vehicles that are on their way now, as an estimate needs to know them. */
import { parseVehicleId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { metresBetween, type Coordinate } from "../places/index.ts";
import type { Reading } from "../telemetry/index.ts";
import { readFixesOfEach } from "../trips/index.ts";
import type { Situation } from "./arrival-types.ts";
import type { Fix } from "./journey-path.ts";
import { courseBetween } from "./course.ts";
import type { DepotGround, DepotGrounds } from "./depot-grounds.ts";
import { arrivalLimits, arrivalRules } from "./limits.ts";

/** Why there is nothing to estimate. */
export type NotUnderway =
  | { readonly kind: "never-driven" }
  | { readonly kind: "silent"; readonly heardUs: number }
  | { readonly kind: "no-position"; readonly heardUs: number }
  | { readonly kind: "in-depot"; readonly ground: DepotGround; readonly heardUs: number }
  | { readonly kind: "parked"; readonly sinceUs: number; readonly heardUs: number };

export type Underway = NotUnderway | { readonly kind: "underway"; readonly situation: Situation };

export interface UnderwayVehicle {
  readonly vehicleId: VehicleId;
  readonly callSign: string;
  readonly underway: Underway;
}

interface LegRow {
  readonly vehicle_id: string;
  readonly call_sign: string;
  readonly kind: "trip" | "stop";
  readonly started_us: string;
  readonly ended_us: string | null;
  readonly seen_us: string;
  readonly start_longitude: number | null;
  readonly start_latitude: number | null;
  readonly end_longitude: number | null;
  readonly end_latitude: number | null;
}

export interface UnderwayLeg {
  /** Microseconds since 1970 of its start. */
  readonly atUs: number;
  readonly kind: "trip" | "stop";
  readonly endUs?: number | undefined;
  readonly endAt?: Coordinate | undefined;
  readonly startAt?: Coordinate | undefined;
  readonly seenUs: number;
}

/** Those of the fleet that were heard lately, and of each the legs of its last two days, newest first. */
const legsOfVehicles = `
  select v.vehicle_id, v.call_sign, l.kind, l.started_us, l.ended_us, l.seen_us, l.start_longitude, l.start_latitude, l.end_longitude, l.end_latitude
  from vehicle v
  cross join lateral (
    select * from vehicle_leg n
    where n.tenant_id = $1 and n.vehicle_id = v.vehicle_id and n.started_us >= $3
    order by n.started_us desc limit $4
  ) l
  where v.tenant_id = $1 and v.vehicle_id = any($2::uuid[])
  order by v.vehicle_id, l.started_us desc`;

export async function heardLately(tx: TenantTransaction, sinceUs: number): Promise<readonly VehicleId[]> {
  const rows = await tx.many<{ vehicle_id: string }>(
    "arrivals-heard",
    `select vehicle_id from track_head where tenant_id = $1 and through_us >= $2 order by is_driving desc, through_us desc limit $3`,
    [tx.tenantId, sinceUs, arrivalLimits.underwayMax + 1],
  );
  return rows.map((row) => parseVehicleId(row.vehicle_id));
}

/** @returns one for each vehicle that has driven in the last two days. */
export async function underwayOf(
  tx: TenantTransaction,
  reading: Reading,
  grounds: DepotGrounds,
  vehicles: readonly VehicleId[],
  nowUs: number,
): Promise<readonly UnderwayVehicle[]> {
  const rows = await tx.many<LegRow>("arrivals-legs", legsOfVehicles, [
    tx.tenantId,
    vehicles,
    nowUs - arrivalLimits.journeyMaxUs,
    arrivalLimits.tripsPerJourneyMax,
  ]);
  const ofVehicle = Map.groupBy(rows, ({ vehicle_id }) => parseVehicleId(vehicle_id));
  const known = [...ofVehicle].map(([vehicleId, own]) => ({ vehicleId, callSign: own[0]?.call_sign ?? "", legs: own.map(toLeg) }));
  const fixes = await readFixesOfEach(
    reading,
    known.map(({ vehicleId, legs }) => {
      const seenUs = legs[0]?.seenUs ?? 0;
      const isWanted = legs[0]?.kind === "trip" && nowUs - seenUs <= arrivalLimits.silentUs;
      return { vehicleId, fromUs: isWanted ? seenUs - arrivalLimits.positionSpanUs : seenUs + 1, untilUs: seenUs + 1 };
    }),
    arrivalLimits.positionSegmentsMax,
  );
  return known.map(({ vehicleId, callSign, legs }, index) => ({
    vehicleId,
    callSign,
    underway: underwayBy(vehicleId, legs, fixes[index] ?? [], grounds, nowUs),
  }));
}

/** @param legs newest first. @param fixes of the last minutes of a trip. */
export function underwayBy(vehicleId: string, legs: readonly UnderwayLeg[], fixes: readonly Fix[], grounds: DepotGrounds, nowUs: number): Underway {
  const [newest] = legs;
  if (newest === undefined) return { kind: "never-driven" };
  const heardUs = newest.seenUs;
  if (nowUs - heardUs > arrivalLimits.silentUs) return { kind: "silent", heardUs };
  const isStanding = newest.kind === "stop" || newest.endUs !== undefined;
  const sinceUs = newest.kind === "stop" ? newest.atUs : (newest.endUs ?? newest.atUs);
  const last = fixes.at(-1);
  const at = isStanding ? (newest.kind === "stop" ? newest.startAt : newest.endAt) : last?.at;
  if (at === undefined) return { kind: "no-position", heardUs };
  const ground = grounds.at(at);
  if (ground !== undefined) return { kind: "in-depot", ground, heardUs };
  if (isStanding && heardUs - sinceUs > arrivalRules.stopMaxUs) return { kind: "parked", sinceUs, heardUs };
  const start = journeyStart(legs, grounds);
  if (start?.startAt === undefined) return isStanding ? { kind: "parked", sinceUs, heardUs } : { kind: "no-position", heardUs };
  const base = { vehicleId, at, journeyStartUs: start.atUs, journeyStartAt: start.startAt };
  if (isStanding) return { kind: "underway", situation: { ...base, atUs: heardUs, standsSinceUs: sinceUs } };
  const before = fixes.findLast((fix) => metresBetween(fix.at, at) >= arrivalRules.standM);
  const courseDeg = before === undefined ? undefined : courseBetween(before.at, at);
  const trip = newest.startAt === undefined ? undefined : { atUs: newest.atUs, at: newest.startAt };
  return { kind: "underway", situation: { ...base, atUs: last?.atUs ?? heardUs, courseDeg, trip } };
}

/** The first trip since a long stop or a depot. */
function journeyStart(legs: readonly UnderwayLeg[], grounds: DepotGrounds): UnderwayLeg | undefined {
  let start: UnderwayLeg | undefined;
  for (const leg of legs) {
    if (leg.kind !== "trip") continue;
    if (start !== undefined) {
      const isLong = leg.endUs === undefined || start.atUs - leg.endUs > arrivalRules.stopMaxUs;
      if (isLong || (leg.endAt !== undefined && grounds.at(leg.endAt) !== undefined)) break;
    }
    start = leg;
  }
  return start;
}

function toLeg(row: LegRow): UnderwayLeg {
  const place = (longitude: number | null, latitude: number | null): Coordinate | undefined =>
    longitude === null || latitude === null ? undefined : [longitude, latitude];
  const startAt = place(row.start_longitude, row.start_latitude);
  return {
    kind: row.kind,
    atUs: Number(row.started_us),
    startAt,
    endUs: row.ended_us === null ? undefined : Number(row.ended_us),
    endAt: place(row.end_longitude, row.end_latitude),
    seenUs: Number(row.seen_us),
  };
}
