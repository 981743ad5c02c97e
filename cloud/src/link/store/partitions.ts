/** The partitions that segments go into: one per retention class and receive day, made days ahead. */
import { priorities } from "@drawbar/proto/link/records.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { storeLimits } from "./limits.ts";
import { receiveDayOf } from "./store-batch-values.ts";

const dayMs = 86_400_000;

/**
 * Makes what is missing from yesterday to `daysAhead`, without waiting for writers or making them wait.
 *
 * @returns how many were made.
 */
export async function ensurePartitions(database: Database, nowMs: number): Promise<number> {
  const slots: number[] = [];
  for (let day = -1; day <= storeLimits.daysAhead; day += 1) {
    for (const priority of priorities) slots.push(priority * 1_000_000 + receiveDayOf(nowMs + day * dayMs));
  }
  const { made } = await database.directory.one<{ made: number }>("partitions-ensure", "select drawbar.add_segment_partitions($1::int[]) as made", [slots]);
  return made;
}
