/** Rows of `fault_episode`, made to agree with what a fold found. */
import { v5 as uuidV5 } from "uuid";
import type { VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { NewEvent } from "../../events/event-types.ts";
import { keyOf } from "./fault-fold.ts";
import type { Episode, FaultLevel } from "./fault-types.ts";
import { faultLimits, faultRules } from "./limits.ts";

type Told = "raised" | "cleared";

interface KnownRow {
  readonly episode_id: string;
  readonly told: Told;
}

/** An episode's id follows from its vehicle, control unit, code and onset: it stays when the episode is made again. */
export function episodeIdOf(vehicleId: VehicleId, episode: Pick<Episode, "controlUnit" | "code" | "onsetUs">): string {
  return uuidV5(keyOf(episode), vehicleId);
}

/** Whether a fault has been gone for so long that it is not the same one when it comes again. */
export function isCleared({ absentUs, heardUs }: Pick<Episode, "absentUs" | "heardUs">, nowUs: number): boolean {
  return absentUs !== undefined && Math.max(heardUs, nowUs) - absentUs > faultRules.mergeUs;
}

/**
 * @param tx of a worker that nobody else works beside.
 * @param episodes as the fold found them: every one that lasted beyond `afterUs`, or was changed after it.
 *   What it did not find after that time is not there.
 * @returns what to tell.
 */
export async function saveEpisodes(
  tx: TenantTransaction,
  vehicleId: VehicleId,
  saved: { readonly episodes: readonly Episode[]; readonly afterUs: number; readonly nowUs: number },
): Promise<readonly NewEvent[]> {
  const { afterUs, nowUs } = saved;
  const found = saved.episodes.map((episode) => ({ episode, episodeId: episodeIdOf(vehicleId, episode) }));
  const rows = await tx.many<KnownRow>(
    "fault-episodes-known",
    `select episode_id, told from fault_episode
     where tenant_id = $1 and vehicle_id = $2 and (episode_id = any($3::uuid[]) or seen_us > $4)`,
    [tx.tenantId, vehicleId, found.map(({ episodeId }) => episodeId), afterUs],
  );
  const known = new Map(rows.map((row) => [row.episode_id, row.told]));
  const foundIds = new Set(found.map(({ episodeId }) => episodeId));
  const gone = rows.filter(({ episode_id }) => !foundIds.has(episode_id)).map(({ episode_id }) => episode_id);
  if (gone.length > 0)
    await tx.count("fault-episodes-gone", "delete from fault_episode where tenant_id = $1 and episode_id = any($2::uuid[])", [tx.tenantId, gone]);
  const put = found.map((one): PutEpisode => ({ ...one, told: isCleared(one.episode, nowUs) ? "cleared" : "raised" }));
  await putEpisodes(tx, vehicleId, put);
  return [
    ...gone.map((episodeId): NewEvent => ({ type: "fault.withdrawn", subject: vehicleId, body: { episodeId, vehicleId } })),
    ...put.flatMap(({ episode, episodeId, told }): NewEvent[] => {
      const before = known.get(episodeId);
      const raised: NewEvent[] = before === undefined || (before === "cleared" && told === "raised") ? [raisedEvent(vehicleId, episodeId, episode)] : [];
      const cleared: NewEvent[] = told === "cleared" && before !== "cleared" ? [clearedEvent(vehicleId, episodeId, episode)] : [];
      return [...raised, ...cleared];
    }),
  ];
}

interface PutEpisode {
  readonly episode: Episode;
  readonly episodeId: string;
  readonly told: Told;
}

async function putEpisodes(tx: TenantTransaction, vehicleId: VehicleId, put: readonly PutEpisode[]): Promise<void> {
  if (put.length === 0) return;
  const column = <Value>(of: (episode: Episode) => Value): Value[] => put.map(({ episode }) => of(episode));
  await tx.count(
    "fault-episodes-put",
    `insert into fault_episode
       (tenant_id, vehicle_id, control_unit, code, onset_us, episode_id, level, seen_us, absent_us, heard_us, interruptions, occurrences, lists, lamps, frame, told)
     select $1, $2, b.control_unit, b.code, b.onset_us, b.episode_id, b.level, b.seen_us, b.absent_us, b.heard_us, b.interruptions, b.occurrences,
       string_to_array(b.lists, ','), string_to_array(b.lamps, ','), b.frame::jsonb, b.told
     from unnest($3::text[], $4::text[], $5::bigint[], $6::uuid[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[], $11::int[], $12::int[], $13::text[],
       $14::text[], $15::text[], $16::text[])
       as b (control_unit, code, onset_us, episode_id, level, seen_us, absent_us, heard_us, interruptions, occurrences, lists, lamps, frame, told)
     on conflict on constraint fault_episode_key do update
       set level = excluded.level, seen_us = excluded.seen_us, absent_us = excluded.absent_us, heard_us = excluded.heard_us,
         interruptions = excluded.interruptions, occurrences = excluded.occurrences, lists = excluded.lists, lamps = excluded.lamps,
         frame = excluded.frame, told = excluded.told`,
    [
      tx.tenantId,
      vehicleId,
      column(({ controlUnit }) => controlUnit),
      column(({ code }) => code),
      column(({ onsetUs }) => onsetUs),
      put.map(({ episodeId }) => episodeId),
      column(({ level }) => level),
      column(({ seenUs }) => seenUs),
      column(({ absentUs }) => absentUs ?? null),
      column(({ heardUs }) => heardUs),
      column(({ interruptions }) => interruptions),
      column(({ occurrences }) => (occurrences === undefined ? null : Math.min(occurrences, 2_147_483_647))),
      column(({ lists }) => lists.join(",")),
      column(({ lamps }) => lamps.join(",")),
      column(({ frame }) => (frame === undefined ? null : JSON.stringify(frame).replaceAll("\\u0000", ""))),
      put.map(({ told }) => told),
    ],
  );
}

/**
 * Tells of faults whose control unit has not said them for the merging time and says nothing more: nobody waits for the
 * vehicle to be started again.
 *
 * @returns how many.
 */
export async function tellCleared(tx: TenantTransaction, nowUs: number): Promise<readonly NewEvent[]> {
  const rows = await tx.many<{
    episode_id: string;
    vehicle_id: VehicleId;
    control_unit: string;
    code: string;
    level: FaultLevel;
    onset_us: string;
    absent_us: string;
  }>(
    "fault-episodes-cleared",
    `update fault_episode e set told = 'cleared'
     from (
       select episode_id from fault_episode
       where tenant_id = $1 and told = 'raised' and absent_us < $2
       order by absent_us limit $3
     ) b
     where e.tenant_id = $1 and e.episode_id = b.episode_id
     returning e.episode_id, e.vehicle_id, e.control_unit, e.code, e.level, e.onset_us, e.absent_us`,
    [tx.tenantId, nowUs - faultRules.mergeUs, faultLimits.clearedPerTurn],
  );
  return rows.map((row) =>
    clearedEvent(row.vehicle_id, row.episode_id, {
      controlUnit: row.control_unit,
      code: row.code,
      level: row.level,
      onsetUs: Number(row.onset_us),
      absentUs: Number(row.absent_us),
    }),
  );
}

type ToldEpisode = Pick<Episode, "absentUs" | "code" | "controlUnit" | "level" | "onsetUs">;

function raisedEvent(vehicleId: VehicleId, episodeId: string, { controlUnit, code, level, onsetUs }: ToldEpisode): NewEvent {
  return { type: "fault.raised", subject: vehicleId, body: { episodeId, vehicleId, controlUnit, code, level, onsetAt: timeOf(onsetUs) } };
}

function clearedEvent(vehicleId: VehicleId, episodeId: string, { controlUnit, code, level, onsetUs, absentUs = onsetUs }: ToldEpisode): NewEvent {
  const body = { episodeId, vehicleId, controlUnit, code, level, onsetAt: timeOf(onsetUs), clearedAt: timeOf(absentUs) };
  return { type: "fault.cleared", subject: vehicleId, body };
}

function timeOf(us: number): string {
  return new Date(us / 1_000).toISOString();
}
