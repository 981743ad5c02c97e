/** Rows of `journey`, and the trips that journeys are made of. */
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { parseVehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Journey, JudgedEstimate } from "./arrival-types.ts";
import { decodePath, encodePath } from "./journey-path.ts";
import type { JourneyTrip } from "./journeys.ts";
import { arrivalLimits, arrivalRules } from "./limits.ts";

export interface Progress {
  readonly depots: string;
  readonly throughUs: number;
}

interface JourneyRow {
  readonly vehicle_id: string;
  readonly started_us: string;
  readonly ended_us: string;
  readonly journey_no: string;
  readonly place_id: string | null;
  readonly start_longitude: number | null;
  readonly start_latitude: number | null;
  readonly path: Buffer | null;
  readonly judged: readonly JudgedEstimate[];
}

export interface KnownJourney extends Journey {
  readonly journeyNo: number;
}

/** The same of a journey's trips wherever it is asked. */
const tripsDigest = (of: string): string =>
  `(select md5(coalesce(string_agg(d.started_us || '-' || coalesce(d.ended_us, 0), ',' order by d.started_us), '')) from vehicle_leg d
    where d.tenant_id = $1 and d.vehicle_id = ${of}.vehicle_id and d.kind = 'trip' and d.started_us between ${of}.started_us and ${of}.ended_us)`;

export async function progressOf(tx: TenantTransaction): Promise<Progress | undefined> {
  const row = await tx.oneOrNone<{ depots: string; through_us: string }>(
    "journey-progress",
    "select depots, through_us from journey_progress where tenant_id = $1",
    [tx.tenantId],
  );
  return row === undefined ? undefined : { depots: row.depots, throughUs: Number(row.through_us) };
}

export async function saveProgress(tx: TenantTransaction, { depots, throughUs }: Progress): Promise<void> {
  await tx.count(
    "journey-progress-put",
    `insert into journey_progress (tenant_id, depots, through_us) values ($1, $2, $3)
     on conflict on constraint journey_progress_key do update set depots = excluded.depots, through_us = excluded.through_us`,
    [tx.tenantId, depots, throughUs],
  );
}

export async function removeAllJourneys(tx: TenantTransaction): Promise<void> {
  await tx.count("journeys-remove", "delete from journey where tenant_id = $1", [tx.tenantId]);
}

/** What tells nothing any more, and what late telemetry has changed the trips of. @returns how many are to be made again. */
export async function removeStaleJourneys(tx: TenantTransaction, nowUs: number): Promise<number> {
  await tx.count("journeys-old", "delete from journey where tenant_id = $1 and ended_us < $2", [tx.tenantId, nowUs - arrivalLimits.keptUs]);
  return tx.count("journeys-changed", `delete from journey j where j.tenant_id = $1 and j.ended_us >= $2 and j.trips <> ${tripsDigest("j")}`, [
    tx.tenantId,
    nowUs - arrivalLimits.lateUs,
  ]);
}

/** Of journeys beyond those that are read, the way is not kept. */
export async function thinPaths(tx: TenantTransaction, placeIds: readonly string[]): Promise<void> {
  await tx.count(
    "journey-paths-thin",
    `update journey j set path = null
     from unnest($2::uuid[]) as p (place_id)
     where j.tenant_id = $1 and j.place_id = p.place_id and j.path is not null and j.ended_us < (
       select n.ended_us from journey n where n.tenant_id = $1 and n.place_id = p.place_id and n.path is not null
       order by n.ended_us desc offset $3 limit 1)`,
    [tx.tenantId, placeIds, arrivalLimits.pathsPerDepotMax],
  );
}

/** The last trips before long stops that belong to no journey yet, oldest first. */
export async function endsOfJourneys(
  tx: TenantTransaction,
  { fromUs, nowUs }: { readonly fromUs: number; readonly nowUs: number },
): Promise<readonly { readonly vehicleId: VehicleId; readonly startUs: number; readonly endUs: number; readonly afterUs: number }[]> {
  const rows = await tx.many<{ vehicle_id: string; started_us: string; ended_us: string; after_us: string }>(
    "journey-ends",
    `select l.vehicle_id, l.started_us, l.ended_us,
       coalesce((select max(j.ended_us) from journey j where j.tenant_id = $1 and j.vehicle_id = l.vehicle_id and j.started_us < l.started_us), 0) as after_us
     from vehicle_leg l
     where l.tenant_id = $1 and l.kind = 'trip' and l.started_us >= $2 and l.ended_us < $3::bigint - $4::bigint
       and not exists (
         select from vehicle_leg n
         where n.tenant_id = $1 and n.vehicle_id = l.vehicle_id and n.kind = 'trip' and n.started_us > l.started_us and n.started_us <= l.ended_us + $4::bigint)
       and not exists (
         select from journey k where k.tenant_id = $1 and k.vehicle_id = l.vehicle_id and k.started_us <= l.started_us and k.ended_us >= l.started_us)
     order by l.started_us
     limit $5`,
    [tx.tenantId, fromUs, nowUs, arrivalRules.stopMaxUs, arrivalLimits.journeysPerTurn],
  );
  return rows.map((row) => ({
    vehicleId: parseVehicleId(row.vehicle_id),
    startUs: Number(row.started_us),
    endUs: Number(row.ended_us),
    afterUs: Number(row.after_us),
  }));
}

/** Trips that ended, of one vehicle, in order. */
export async function tripsBetween(tx: TenantTransaction, vehicleId: VehicleId, afterUs: number, throughUs: number): Promise<readonly JourneyTrip[]> {
  const rows = await tx.many<{
    started_us: string;
    ended_us: string;
    start_longitude: number | null;
    start_latitude: number | null;
    end_longitude: number | null;
    end_latitude: number | null;
  }>(
    "journey-trips",
    `select started_us, ended_us, start_longitude, start_latitude, end_longitude, end_latitude
     from vehicle_leg
     where tenant_id = $1 and vehicle_id = $2 and kind = 'trip' and started_us > $3 and started_us <= $4 and ended_us is not null
     order by started_us desc limit $5`,
    [tx.tenantId, vehicleId, afterUs, throughUs, arrivalLimits.tripsPerJourneyMax],
  );
  return rows.toReversed().map((row) => ({
    startUs: Number(row.started_us),
    endUs: Number(row.ended_us),
    startAt: row.start_longitude === null || row.start_latitude === null ? undefined : [row.start_longitude, row.start_latitude],
    endAt: row.end_longitude === null || row.end_latitude === null ? undefined : [row.end_longitude, row.end_latitude],
  }));
}

export async function saveJourney(tx: TenantTransaction, journey: Journey, endUs: number): Promise<void> {
  await tx.count(
    "journey-put",
    `insert into journey (tenant_id, vehicle_id, started_us, ended_us, trips, place_id, start_longitude, start_latitude, path, judged)
     select $1, n.vehicle_id, n.started_us, n.ended_us, ${tripsDigest("n")}, $5, $6, $7, $8, $9
     from (select $2::uuid as vehicle_id, $3::bigint as started_us, $4::bigint as ended_us) n
     on conflict on constraint journey_key do nothing`,
    [
      tx.tenantId,
      journey.vehicleId,
      journey.startUs,
      endUs,
      journey.depotPlaceId ?? null,
      journey.startAt?.[0] ?? null,
      journey.startAt?.[1] ?? null,
      journey.path === undefined ? null : Buffer.from(encodePath(journey.path)),
      JSON.stringify(journey.judged ?? []),
    ],
  );
}

export async function countJourneys(tx: TenantTransaction, throughNo: number): Promise<{ readonly known: number; readonly all: number }> {
  const row = await tx.one<{ known: string; all: string }>(
    "journeys-count",
    "select count(*) filter (where journey_no <= $2) as known, count(*) as all from journey where tenant_id = $1",
    [tx.tenantId, throughNo],
  );
  return { known: Number(row.known), all: Number(row.all) };
}

/** The newest ones that became known after another, in the order in which they did. */
export async function journeysAfter(tx: TenantTransaction, afterNo: number): Promise<readonly KnownJourney[]> {
  const rows = await tx.many<JourneyRow>(
    "journeys-after",
    `select vehicle_id, started_us, ended_us, journey_no, place_id, start_longitude, start_latitude, path, judged
     from journey where tenant_id = $1 and journey_no > $2
     order by journey_no desc limit $3`,
    [tx.tenantId, afterNo, arrivalLimits.journeysPerFleetMax],
  );
  return rows.toReversed().map((row) => ({
    journeyNo: Number(row.journey_no),
    vehicleId: row.vehicle_id,
    startUs: Number(row.started_us),
    endUs: Number(row.ended_us),
    startAt: row.start_longitude === null || row.start_latitude === null ? undefined : [row.start_longitude, row.start_latitude],
    depotPlaceId: row.place_id ?? undefined,
    path: row.path === null ? undefined : decodePath(row.path),
    judged: row.judged,
  }));
}
