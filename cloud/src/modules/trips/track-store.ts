/** What the folding of tracks keeps between its turns: marks, heads, checkpoints. */
import { parseVehicleId, type SourceId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { trackLimits } from "./limits.ts";
import type { Checkpoint } from "./track-fold.ts";

/** New samples of a vehicle, in microseconds since 1970. */
export interface DirtyVehicle {
  readonly vehicleId: VehicleId;
  readonly fromUs: number;
  /** Including. */
  readonly toUs: number;
  /** Samples that were there may have gone: what was folded before does not tell that there were none. */
  readonly isMoved?: boolean;
}

export interface TrackHead {
  readonly vehicleId: VehicleId;
  readonly head: Checkpoint;
  /** A state from before the newest samples came. */
  readonly before: Checkpoint;
  /** Up to where late samples are in the checkpoints; nothing later knows of them. */
  readonly replayUs?: number | undefined;
  readonly replayToUs?: number | undefined;
  readonly isDriving: boolean;
}

interface HeadRow {
  readonly vehicle_id: string;
  readonly through_us: string;
  readonly state: string;
  readonly before_us: string;
  readonly before_state: string;
  readonly replay_us: string | null;
  readonly replay_to_us: string | null;
  readonly is_driving: boolean;
}

interface SpanRow {
  readonly source_id: SourceId;
  readonly first_us: string;
  readonly last_us: string;
}

/** Takes the oldest marks. They go before any segment is read: one that comes later stays, and what it stands for is read again. */
export async function takeMarks(tx: TenantTransaction): Promise<readonly SpanRow[]> {
  const rows = await tx.many<{ source_ids: SourceId[]; first_us: string[]; last_us: string[] }>(
    "track-marks-take",
    `delete from track_mark
     where tenant_id = $1 and mark_id = any(array(
       select o.mark_id
       from (
         select m.mark_id, sum(cardinality(m.source_ids)) over (order by m.mark_id) - cardinality(m.source_ids) as sources_before
         from (select mark_id, source_ids from track_mark where tenant_id = $1 order by mark_id limit $2) m
       ) o
       where o.sources_before < $2
     ))
     returning source_ids, first_us, last_us`,
    [tx.tenantId, trackLimits.marksPerTurn],
  );
  return rows.flatMap(({ source_ids: sources, first_us: firsts, last_us: lasts }) =>
    sources.map((source_id, index) => ({ source_id, first_us: firsts[index] ?? "0", last_us: lasts[index] ?? "0" })),
  );
}

export async function addMarks(
  tx: TenantTransaction,
  marks: readonly { readonly source: SourceId; readonly firstUs: number; readonly lastUs: number }[],
): Promise<void> {
  if (marks.length === 0) return;
  await tx.count("track-marks-add", "insert into track_mark (tenant_id, source_ids, first_us, last_us) values ($1, $2, $3, $4)", [
    tx.tenantId,
    marks.map(({ source }) => source),
    marks.map(({ firstUs }) => firstUs),
    marks.map(({ lastUs }) => lastUs),
  ]);
}

/** Vehicles that the marked sources sat in at the time; recordings that are played make no trips of a vehicle. */
export async function dirtyVehicles(tx: TenantTransaction, spans: readonly SpanRow[]): Promise<readonly DirtyVehicle[]> {
  const rows = await tx.many<{ vehicle_id: string; from_us: string; to_us: string }>(
    "track-dirty",
    `select a.vehicle_id, min(greatest(b.first_us, d.from_us)) as from_us, max(least(b.last_us, d.to_us - 1)) as to_us
     from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as b (source_id, first_us, last_us)
     join unit_assignment a on a.tenant_id = $1 and a.unit_id = b.source_id and a.kind = 'unit'
     cross join lateral (
       select case when lower_inf(a.during) then 0 else (extract(epoch from lower(a.during)) * 1000000)::bigint end as from_us,
         case when upper_inf(a.during) then ${Number.MAX_SAFE_INTEGER} else (extract(epoch from upper(a.during)) * 1000000)::bigint end as to_us
     ) d
     where b.first_us < d.to_us and b.last_us >= d.from_us
     group by a.vehicle_id`,
    [tx.tenantId, spans.map(({ source_id }) => source_id), spans.map(({ first_us }) => first_us), spans.map(({ last_us }) => last_us)],
  );
  return rows.map((row) => ({ vehicleId: parseVehicleId(row.vehicle_id), fromUs: Number(row.from_us), toUs: Number(row.to_us) }));
}

/** Vehicles whose trip has ended as it seems: for long nothing came of them. */
export async function silentDrivers(tx: TenantTransaction, silenceUs: number): Promise<readonly VehicleId[]> {
  const rows = await tx.many<{ vehicle_id: string }>(
    "track-silent",
    `select vehicle_id from track_head
     where tenant_id = $1 and is_driving and folded_at < now() - $2::double precision * interval '1 microsecond'
     order by vehicle_id limit $3`,
    [tx.tenantId, silenceUs, trackLimits.vehiclesPerTurn],
  );
  return rows.map((row) => parseVehicleId(row.vehicle_id));
}

export async function headsOf(tx: TenantTransaction, vehicles: readonly VehicleId[]): Promise<ReadonlyMap<VehicleId, TrackHead>> {
  const rows = await tx.many<HeadRow>(
    "track-heads",
    `select vehicle_id, through_us, state, before_us, before_state, replay_us, replay_to_us, is_driving
     from track_head where tenant_id = $1 and vehicle_id = any($2::uuid[])`,
    [tx.tenantId, vehicles],
  );
  return new Map(
    rows.map((row) => {
      const vehicleId = parseVehicleId(row.vehicle_id);
      const head: TrackHead = {
        vehicleId,
        head: { atUs: Number(row.through_us), state: row.state },
        before: { atUs: Number(row.before_us), state: row.before_state },
        replayUs: row.replay_us === null ? undefined : Number(row.replay_us),
        replayToUs: row.replay_to_us === null ? undefined : Number(row.replay_to_us),
        isDriving: row.is_driving,
      };
      return [vehicleId, head];
    }),
  );
}

/** For each vehicle the newest checkpoint before a time, and all after it. */
export async function checkpointsAround(
  tx: TenantTransaction,
  wanted: readonly { readonly vehicleId: VehicleId; readonly beforeUs: number }[],
): Promise<ReadonlyMap<VehicleId, readonly Checkpoint[]>> {
  const found = new Map<VehicleId, Checkpoint[]>();
  if (wanted.length === 0) return found;
  const rows = await tx.many<{ vehicle_id: string; at_us: string; state: string }>(
    "track-checkpoints",
    `select c.vehicle_id, c.at_us, c.state
     from unnest($2::uuid[], $3::bigint[]) as b (vehicle_id, before_us)
     join track_checkpoint c on c.tenant_id = $1 and c.vehicle_id = b.vehicle_id and c.at_us >= coalesce(
       (select max(n.at_us) from track_checkpoint n where n.tenant_id = $1 and n.vehicle_id = b.vehicle_id and n.at_us < b.before_us), 0)
     order by c.vehicle_id, c.at_us`,
    [tx.tenantId, wanted.map(({ vehicleId }) => vehicleId), wanted.map(({ beforeUs }) => beforeUs)],
  );
  for (const row of rows) {
    const vehicleId = parseVehicleId(row.vehicle_id);
    const checkpoint = { atUs: Number(row.at_us), state: row.state };
    const known = found.get(vehicleId);
    if (known === undefined) found.set(vehicleId, [checkpoint]);
    else known.push(checkpoint);
  }
  return found;
}

export async function saveHeads(tx: TenantTransaction, heads: readonly TrackHead[]): Promise<void> {
  const column = <Value>(of: (head: TrackHead) => Value): Value[] => heads.map(of);
  await tx.count(
    "track-heads-put",
    `insert into track_head (tenant_id, vehicle_id, through_us, state, before_us, before_state, replay_us, replay_to_us, is_driving, folded_at)
     select $1, b.*, now() from unnest($2::uuid[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::bigint[], $8::bigint[], $9::boolean[]) as b
     on conflict on constraint track_head_key do update
       set through_us = excluded.through_us, state = excluded.state, before_us = excluded.before_us, before_state = excluded.before_state,
         replay_us = excluded.replay_us, replay_to_us = excluded.replay_to_us, is_driving = excluded.is_driving, folded_at = excluded.folded_at`,
    [
      tx.tenantId,
      column(({ vehicleId }) => vehicleId),
      column(({ head }) => head.atUs),
      column(({ head }) => head.state),
      column(({ before }) => before.atUs),
      column(({ before }) => before.state),
      column(({ replayUs }) => replayUs ?? null),
      column(({ replayToUs }) => replayToUs ?? null),
      column(({ isDriving }) => isDriving),
    ],
  );
}

/** All checkpoints of a vehicle between two times. */
export interface CheckpointWindow {
  readonly vehicleId: VehicleId;
  /** Not including. */
  readonly afterUs: number;
  readonly throughUs: number;
  readonly checkpoints: readonly Checkpoint[];
}

/** @param keptUs before it no samples are left to fold again. */
export async function saveCheckpoints(tx: TenantTransaction, windows: readonly CheckpointWindow[], keptUs: number): Promise<void> {
  // Only late samples can have made older ones wrong; those that come in order leave nothing behind them.
  const vehicles = windows.map(({ vehicleId }) => vehicleId);
  await tx.count(
    "track-checkpoints-gone",
    `delete from track_checkpoint c using unnest($2::uuid[], $3::bigint[], $4::bigint[]) as b (vehicle_id, after_us, through_us)
     where c.tenant_id = $1 and c.vehicle_id = b.vehicle_id and c.at_us > b.after_us and c.at_us <= b.through_us`,
    [tx.tenantId, vehicles, windows.map(({ afterUs }) => afterUs), windows.map(({ throughUs }) => throughUs)],
  );
  const rows = windows.flatMap(({ vehicleId, checkpoints }) => checkpoints.map((checkpoint) => ({ vehicleId, ...checkpoint })));
  if (rows.length === 0) return;
  await tx.count(
    "track-checkpoints-add",
    "insert into track_checkpoint (tenant_id, vehicle_id, at_us, state) select $1, * from unnest($2::uuid[], $3::bigint[], $4::text[]) on conflict on constraint track_checkpoint_key do update set state = excluded.state",
    [tx.tenantId, rows.map(({ vehicleId }) => vehicleId), rows.map(({ atUs }) => atUs), rows.map(({ state }) => state)],
  );
  // Of older ones the first of each bucket of time stays.
  await tx.count(
    "track-checkpoints-thin",
    `delete from track_checkpoint c using unnest($2::uuid[], $3::bigint[]) as b (vehicle_id, dense_us)
     where c.tenant_id = $1 and c.vehicle_id = b.vehicle_id and (
       c.at_us < $4 or c.at_us < b.dense_us and exists (
         select from track_checkpoint e
         where e.tenant_id = $1 and e.vehicle_id = c.vehicle_id and e.at_us < c.at_us and e.at_us >= c.at_us - c.at_us % ${trackLimits.checkpointBucketUs}
       ))`,
    [
      tx.tenantId,
      windows.map(({ vehicleId }) => vehicleId),
      windows.map(({ checkpoints }) => (checkpoints.at(-1)?.atUs ?? 0) - trackLimits.checkpointDenseUs),
      keptUs - trackLimits.checkpointBucketUs,
    ],
  );
}
