/** Sweeps all tenants for what is past its retention, then drops the partitions that nobody needs any more. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { sqlStateOf } from "../db/database-errors.ts";
import type { Database } from "../db/tenant-transaction.ts";
import { existingSlots, isHotSlot, sweepTenant, type RetentionDays, type Swept } from "../modules/telemetry/index.ts";
import { workerLimits } from "./limits.ts";

export interface RetentionJobOptions {
  /** As the role drawbar_worker. */
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Asked between turns: a long sweep must not hold up the end of the process. */
  readonly isStopped?: (() => boolean) | undefined;
}

export interface RetentionSweep {
  readonly segments: number;
  readonly samples: number;
  readonly partitions: number;
}

const dayMs = 86_400_000;
const slotDays = 1_000_000;
const lockNotAvailable = "55P03";

/**
 * A partition goes only after every tenant was swept in the same call: until then the accounts of its streams are not
 * written down. One that is busy stays for the next call.
 */
export async function sweepAll(options: RetentionJobOptions, tenants: readonly TenantId[]): Promise<RetentionSweep> {
  const { database, clock, log, isStopped = () => false } = options;
  const slots = await existingSlots(database);
  const longest = await longestRetention(database);
  let [segments, samples, isComplete] = [0, 0, true];
  for (const tenant of tenants) {
    let swept: Swept | undefined;
    for (let turn = 0; turn < workerLimits.turnsPerSweep && (turn === 0 || swept?.hasMore === true) && !isStopped(); turn += 1) {
      swept = await sweepTurn(options, tenant, { nowUs: clock.wallUs(), slots, longest });
      segments += swept?.segments ?? 0;
      samples += swept?.samples ?? 0;
      if (swept !== undefined && swept.segments + swept.removed + swept.days > 0) log.info({ tenant, ...swept }, "telemetry past its retention taken out");
    }
    if (swept === undefined || swept.hasMore) isComplete = false;
  }
  const partitions = isComplete && !isStopped() ? await dropPartitions(options, slots, longest) : 0;
  return { segments, samples, partitions };
}

/** A tenant whose sweep fails must not keep the others' data. */
async function sweepTurn({ database, log }: RetentionJobOptions, tenant: TenantId, turn: Parameters<typeof sweepTenant>[2]): Promise<Swept | undefined> {
  try {
    return await sweepTenant(database, tenant, turn);
  } catch (error) {
    log.warn({ error, tenant }, "sweep of a tenant put off");
    return undefined;
  }
}

async function dropPartitions({ database, clock, log }: RetentionJobOptions, slots: readonly number[], longest: RetentionDays): Promise<number> {
  const nowMs = clock.wallUs() / 1_000;
  let dropped = 0;
  for (const slot of slots) {
    const days = isHotSlot(slot) ? longest.hotDays : longest.coldDays;
    if (receivedMs(slot) >= nowMs - (days + 1 + workerLimits.dropGraceDays) * dayMs) continue;
    try {
      await database.directory.one("partition-drop", "select drawbar.drop_segment_partition($1) as dropped", [slot]);
    } catch (error) {
      const isBusy = sqlStateOf(error) === lockNotAvailable;
      log.warn({ slot, error: isBusy ? undefined : error }, isBusy ? "partitions are busy and stay until the next sweep" : "partition not dropped");
      // Whoever waits for the lock holds up all that come after: once is enough.
      if (isBusy) break;
      continue;
    }
    dropped += 1;
    log.info({ slot }, "partition dropped");
  }
  return dropped;
}

async function longestRetention(database: Database): Promise<RetentionDays> {
  const row = await database.directory.one<{ hot_days: number; cold_days: number }>("retention-longest", "select * from directory.longest_retention()", []);
  return { hotDays: row.hot_days, coldDays: row.cold_days };
}

/** Begin of the slot's receive day, UTC. */
function receivedMs(slot: number): number {
  const day = slot % slotDays;
  return Date.UTC(2_000 + Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100);
}
