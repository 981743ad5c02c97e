/** Fault episodes as lists. */
import type { FaultFrame, FaultLamp, ObdList } from "@drawbar/proto/faults/fault-report.ts";
import { parseVehicleId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Position } from "../../http/lists/cursor.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import type { Episode, FaultLevel } from "./fault-types.ts";
import { isActive } from "./worst-level.ts";

export interface StoredEpisode extends Episode {
  readonly episodeId: string;
  readonly vehicleId: VehicleId;
  readonly callSign: string;
  readonly hasFrame: boolean;
}

export interface EpisodeQuery {
  /** The whole fleet when absent. */
  readonly vehicleId?: VehicleId | undefined;
  readonly state?: "active" | "cleared" | undefined;
  readonly level?: FaultLevel | undefined;
  readonly code?: string | undefined;
  /** Those that begin in between. */
  readonly fromUs?: number | undefined;
  readonly toUs?: number | undefined;
  readonly isDescending: boolean;
  readonly limit: number;
  readonly position?: Position | undefined;
}

/** The worst fault that a vehicle has, and how many it has. */
export interface VehicleLevel {
  readonly vehicleId: VehicleId;
  readonly level: FaultLevel;
  readonly episodeId: string;
  readonly code: string;
  readonly onsetUs: number;
  readonly faults: number;
}

interface EpisodeRow {
  readonly episode_id: string;
  readonly vehicle_id: string;
  readonly call_sign: string;
  readonly control_unit: string;
  readonly code: string;
  readonly onset_us: string;
  readonly level: FaultLevel;
  readonly seen_us: string;
  readonly absent_us: string | null;
  readonly heard_us: string;
  readonly interruptions: number;
  readonly occurrences: number | null;
  readonly lists: ObdList[];
  readonly lamps: FaultLamp[];
  readonly has_frame: boolean;
  readonly frame?: FaultFrame | null;
}

const columns = `e.episode_id, e.vehicle_id, v.call_sign, e.control_unit, e.code, e.onset_us, e.level, e.seen_us, e.absent_us, e.heard_us, e.interruptions,
  e.occurrences, e.lists, e.lamps, e.frame is not null as has_frame`;
const source = "fault_episode e join vehicle v on v.tenant_id = $1 and v.vehicle_id = e.vehicle_id";

export async function pageOfEpisodes(
  tx: TenantTransaction,
  query: EpisodeQuery,
  nowUs: number,
): Promise<{ readonly episodes: readonly StoredEpisode[]; readonly end?: Position }> {
  const { vehicleId, state, level, code, fromUs, toUs, isDescending, limit, position } = query;
  const { rows, ...end } = await readPage<EpisodeRow>(tx, {
    name: "faults",
    select: `select ${columns} from ${source}`,
    where: (bind) => [
      "e.tenant_id = $1",
      vehicleId && `e.vehicle_id = ${bind(vehicleId)}`,
      state && `${state === "active" ? "" : "not "}${isActive(bind(nowUs))}`,
      level && `e.level = ${bind(level)}`,
      code && `e.code = ${bind(code)}`,
      fromUs === undefined ? undefined : `e.onset_us >= ${bind(fromUs)}`,
      toUs === undefined ? undefined : `e.onset_us < ${bind(toUs)}`,
    ],
    order: [
      { column: "e.onset_us", type: "bigint", of: (row) => row.onset_us },
      { column: "e.episode_id", type: "uuid", of: (row) => row.episode_id },
    ],
    isDescending,
    limit,
    position,
  });
  return { episodes: rows.map(toEpisode), ...end };
}

export async function findEpisode(tx: TenantTransaction, episodeId: string): Promise<StoredEpisode | undefined> {
  const row = await tx.oneOrNone<EpisodeRow>("fault-find", `select ${columns}, e.frame from ${source} where e.tenant_id = $1 and e.episode_id = $2`, [
    tx.tenantId,
    episodeId,
  ]);
  return row === undefined ? undefined : toEpisode(row);
}

/** Vehicles that have a fault now, each with the worst one: of those of a level the newest. */
export async function vehicleLevels(
  tx: TenantTransaction,
  { limit, position, isDescending }: Pick<EpisodeQuery, "isDescending" | "limit" | "position">,
  nowUs: number,
): Promise<{ readonly levels: readonly VehicleLevel[]; readonly end?: Position }> {
  const [direction, comparison] = isDescending ? (["desc", "<"] as const) : (["asc", ">"] as const);
  const rows = await tx.many<LevelRow>(
    `fault-levels-${direction}${position === undefined ? "-first" : ""}`,
    `select distinct on (e.vehicle_id) e.vehicle_id, e.level, e.episode_id, e.code, e.onset_us, count(*) over (partition by e.vehicle_id)::int as faults
     from fault_episode e
     where e.tenant_id = $1 and ${isActive("$3")} ${position === undefined ? "" : `and e.vehicle_id ${comparison} $4::uuid`}
     order by e.vehicle_id ${direction}, case e.level when 'stop-now' then 0 when 'workshop' then 1 else 2 end, e.onset_us desc, e.episode_id
     limit $2`,
    [tx.tenantId, limit + 1, nowUs, ...(position ?? [])],
  );
  const levels = rows.slice(0, limit).map(({ vehicle_id, level, episode_id: episodeId, code, onset_us, faults }): VehicleLevel => {
    return { vehicleId: parseVehicleId(vehicle_id), level, episodeId, code, onsetUs: Number(onset_us), faults };
  });
  const last = levels.at(-1);
  return rows.length > limit && last !== undefined ? { levels, end: [last.vehicleId] } : { levels };
}

interface LevelRow {
  readonly vehicle_id: string;
  readonly level: FaultLevel;
  readonly episode_id: string;
  readonly code: string;
  readonly onset_us: string;
  readonly faults: number;
}

function toEpisode(row: EpisodeRow): StoredEpisode {
  return {
    episodeId: row.episode_id,
    vehicleId: parseVehicleId(row.vehicle_id),
    callSign: row.call_sign,
    controlUnit: row.control_unit,
    code: row.code,
    onsetUs: Number(row.onset_us),
    level: row.level,
    seenUs: Number(row.seen_us),
    absentUs: row.absent_us === null ? undefined : Number(row.absent_us),
    heardUs: Number(row.heard_us),
    interruptions: row.interruptions,
    occurrences: row.occurrences ?? undefined,
    lists: row.lists,
    lamps: row.lamps,
    hasFrame: row.has_frame,
    ...(row.frame === undefined || row.frame === null ? {} : { frame: row.frame }),
  };
}
