/** Rows of `vehicle_leg`, made to agree with what a fold found in a stretch of time. */
import { v5 as uuidV5 } from "uuid";
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { NewEvent } from "../../events/event-types.ts";
import type { Leg } from "./track-types.ts";

/** All legs of a vehicle that start between two times. */
export interface LegWindow {
  readonly vehicleId: VehicleId;
  readonly fromUs: number;
  /** Not including. */
  readonly untilUs: number;
  /** Time of the last observation, for the leg that lasts. */
  readonly seenUs: number;
  readonly legs: readonly Leg[];
}

interface LegRow {
  readonly vehicle_id: string;
  readonly kind: Leg["kind"];
  readonly started_us: string;
  readonly ended_us: string | null;
  readonly leg_id: string;
  readonly seen_us: string;
  readonly distance_m: number;
  readonly distance_from: string;
  readonly speed_max_kmh: number;
  readonly idle_us: string;
  readonly moving_us: string;
  readonly start_longitude: number | null;
  readonly start_latitude: number | null;
  readonly end_longitude: number | null;
  readonly end_latitude: number | null;
}

/** A leg's id follows from its vehicle and its start: it stays when the leg is made again. */
export function legIdOf(vehicleId: VehicleId, { kind, startUs }: Pick<Leg, "kind" | "startUs">): string {
  return uuidV5(`${kind} ${startUs}`, vehicleId);
}

/**
 * @param tx of a worker that nobody else works beside.
 * @returns what to tell.
 */
export async function saveLegs(tx: TenantTransaction, windows: readonly LegWindow[]): Promise<readonly NewEvent[]> {
  const rows = await tx.many<LegRow>(
    "legs-known",
    `select l.vehicle_id, l.kind, l.started_us, l.ended_us, l.leg_id, l.seen_us, l.distance_m, l.distance_from, l.speed_max_kmh, l.idle_us, l.moving_us,
       l.start_longitude, l.start_latitude, l.end_longitude, l.end_latitude
     from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as b (vehicle_id, from_us, until_us)
     join vehicle_leg l on l.tenant_id = $1 and l.vehicle_id = b.vehicle_id and l.started_us >= b.from_us and l.started_us < b.until_us`,
    [tx.tenantId, windows.map(({ vehicleId }) => vehicleId), windows.map(({ fromUs }) => fromUs), windows.map(({ untilUs }) => untilUs)],
  );
  const known = new Map(rows.map((row) => [row.leg_id, row]));
  const found = windows.flatMap(({ vehicleId, seenUs, legs }) =>
    legs.map((leg): FoundLeg => ({ ...leg, vehicleId, legId: legIdOf(vehicleId, leg), seenUs: leg.endUs ?? seenUs })),
  );
  const foundIds = new Set(found.map(({ legId }) => legId));
  const gone = rows.filter(({ leg_id }) => !foundIds.has(leg_id));
  const changed = found.filter((leg) => !isSame(known.get(leg.legId), leg));
  if (gone.length > 0) {
    await tx.count(
      "legs-gone",
      `delete from vehicle_leg l using unnest($2::uuid[], $3::bigint[], $4::text[]) as b (vehicle_id, started_us, kind)
       where l.tenant_id = $1 and l.vehicle_id = b.vehicle_id and l.started_us = b.started_us and l.kind = b.kind`,
      [tx.tenantId, gone.map(({ vehicle_id }) => vehicle_id), gone.map(({ started_us }) => started_us), gone.map(({ kind }) => kind)],
    );
  }
  await putLegs(tx, changed);
  return [
    ...gone
      .filter(({ kind }) => kind === "trip")
      .map(({ leg_id: tripId, vehicle_id: vehicleId }): NewEvent => {
        return { type: "trip.withdrawn", subject: vehicleId, body: { tripId, vehicleId } };
      }),
    ...changed.filter(({ kind }) => kind === "trip").flatMap((trip) => toldOf(trip, known.has(trip.legId))),
  ];
}

interface FoundLeg extends Leg {
  readonly vehicleId: VehicleId;
  readonly legId: string;
  readonly seenUs: number;
}

function isSame(row: LegRow | undefined, leg: FoundLeg): boolean {
  if (row === undefined) return false;
  const stored = [row.ended_us, row.seen_us, row.distance_m, row.distance_from, row.speed_max_kmh, row.idle_us, row.moving_us];
  const storedAt = [row.start_longitude, row.start_latitude, row.end_longitude, row.end_latitude];
  const made = [leg.endUs, leg.seenUs, leg.distanceM, leg.distanceFrom, leg.speedMaxKmh, leg.idleUs, leg.movingUs];
  const madeAt = [leg.startAt?.[0], leg.startAt?.[1], leg.endAt?.[0], leg.endAt?.[1]];
  // Bigints come as texts, and of both sides an absent one is empty.
  return [...stored, ...storedAt].map((value) => String(value ?? "")).join() === [...made, ...madeAt].map((value) => String(value ?? "")).join();
}

async function putLegs(tx: TenantTransaction, legs: readonly FoundLeg[]): Promise<void> {
  if (legs.length === 0) return;
  const column = <Value>(of: (leg: FoundLeg) => Value): Value[] => legs.map(of);
  await tx.count(
    "legs-put",
    `insert into vehicle_leg as l
       (tenant_id, vehicle_id, kind, started_us, ended_us, leg_id, seen_us, start_longitude, start_latitude, end_longitude, end_latitude,
        distance_m, distance_from, speed_max_kmh, idle_us, moving_us)
     select $1, * from unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::uuid[], $7::bigint[], $8::float8[], $9::float8[], $10::float8[],
       $11::float8[], $12::float8[], $13::text[], $14::float8[], $15::bigint[], $16::bigint[])
     on conflict on constraint vehicle_leg_key do update
       set ended_us = excluded.ended_us, seen_us = excluded.seen_us,
         start_longitude = excluded.start_longitude, start_latitude = excluded.start_latitude,
         end_longitude = excluded.end_longitude, end_latitude = excluded.end_latitude,
         distance_m = excluded.distance_m, distance_from = excluded.distance_from,
         speed_max_kmh = excluded.speed_max_kmh, idle_us = excluded.idle_us, moving_us = excluded.moving_us`,
    [
      tx.tenantId,
      column(({ vehicleId }) => vehicleId),
      column(({ kind }) => kind),
      column(({ startUs }) => startUs),
      column(({ endUs }) => endUs ?? null),
      column(({ legId }) => legId),
      column(({ seenUs }) => seenUs),
      column(({ startAt }) => startAt?.[0] ?? null),
      column(({ startAt }) => startAt?.[1] ?? null),
      column(({ endAt }) => endAt?.[0] ?? null),
      column(({ endAt }) => endAt?.[1] ?? null),
      column(({ distanceM }) => distanceM),
      column(({ distanceFrom }) => distanceFrom),
      column(({ speedMaxKmh }) => speedMaxKmh),
      column(({ idleUs }) => idleUs),
      column(({ movingUs }) => movingUs),
    ],
  );
}

function toldOf({ legId: tripId, vehicleId, startUs, endUs, distanceM, distanceFrom, idleUs }: FoundLeg, isKnown: boolean): NewEvent[] {
  const startedAt = timeOf(startUs);
  if (endUs === undefined) return isKnown ? [] : [{ type: "trip.started", subject: vehicleId, body: { tripId, vehicleId, startedAt } }];
  const body = { tripId, vehicleId, startedAt, endedAt: timeOf(endUs), distanceM: Math.round(distanceM), distanceFrom, idleS: Math.round(idleUs / 1e6) };
  return [{ type: "trip.ended", subject: vehicleId, body }];
}

function timeOf(us: number): string {
  return new Date(us / 1_000).toISOString();
}
