/** Goes through a tenant's single segments, oldest numbers of each stream first, and merges those that have rested. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { telemetryLimits } from "./limits.ts";
import { mergeRun, type Merged, type MergeRunOptions, type SegmentRun } from "./merge-run.ts";
import { horizonOf, isSlotKept, retentionOf } from "./retention-horizon.ts";
import { isMergedSlot, mergedSlotOf } from "./slots.ts";

export interface MergeTurn extends Merged {
  /** There is more to look at: call again. */
  readonly hasMore: boolean;
}

export interface MergeRoundOptions extends MergeRunOptions {
  readonly database: Database;
  readonly tenant: TenantId;
}

interface CandidateRow {
  readonly source_id: SourceId;
  readonly epoch: string;
  readonly priority: number;
  readonly seq: string;
  readonly slot: number;
  readonly first_us: string;
  readonly last_us: string;
  readonly samples: number;
  readonly bytes: number;
}

interface Cursor {
  readonly source: string;
  readonly epoch: string;
  readonly priority: number;
  readonly seq: string;
  readonly slot: number;
}

interface GrowingRun extends SegmentRun {
  lastSeq: number;
  lastFirstUs: number;
  samples: number;
  bytes: number;
  readonly window: number;
}

const beginning: Cursor = { source: "00000000-0000-0000-0000-000000000000", epoch: "-1", priority: -1, seq: "-1", slot: -1 };

/** One pass. It may end at any moment: what is done is done, and the next round begins at the beginning. */
export class MergeRound {
  readonly #options: MergeRoundOptions;
  #after: Cursor = beginning;

  constructor(options: MergeRoundOptions) {
    this.#options = options;
  }

  /** @param slots those that have a partition, merged ones included. */
  async turn(slots: readonly number[], nowUs: number): Promise<MergeTurn> {
    const { database, tenant } = this.#options;
    const statements = database.of(tenant);
    // A sweep and a merge hold this row against each other.
    await statements.count(
      "merge-make",
      "insert into telemetry_retention (tenant_id) values ($1) on conflict on constraint telemetry_retention_key do nothing",
      [tenant],
    );
    const horizon = horizonOf(await retentionOf(statements), nowUs);
    const kept = slots.filter((slot) => !isMergedSlot(slot) && isSlotKept(slot, horizon));
    const { mergeWindowUs, mergeRestUs, segmentsPerMerge } = telemetryLimits;
    const beforeUs = Math.floor((nowUs - mergeRestUs) / mergeWindowUs) * mergeWindowUs;
    const rows = await statements.many<CandidateRow>(
      "",
      `select source_id, epoch, priority, seq, slot, first_us, last_us, samples, octet_length(body) as bytes from segment
       where tenant_id = $1 and slot = any($2::int[]) and kind = 1 and last_seq is null and first_us < $3 and octet_length(body) > 0
         and (source_id, epoch, priority, seq, slot) > ($4::uuid, $5, $6, $7, $8)
       order by source_id, epoch, priority, seq, slot
       limit $9`,
      [tenant, kept, beforeUs, this.#after.source, this.#after.epoch, this.#after.priority, this.#after.seq, this.#after.slot, segmentsPerMerge],
    );
    const hasMore = rows.length === segmentsPerMerge;
    const runs = runsOf(rows);
    // The last one may go on beyond the page; a page of one run is merged as it is.
    const whole = hasMore && runs.length > 1 ? runs.slice(0, -1) : runs;
    await this.#addPartitions(whole, slots);
    const merged = { segments: 0, blocks: 0, freedBytes: 0 };
    for (const run of whole) {
      // Before it is tried: the next turn leaves a run alone that cannot be read, and the next round comes back to it.
      this.#after = { source: run.source, epoch: String(run.epoch), priority: run.priority, seq: String(run.lastSeq), slot: run.slot };
      const { segments, blocks, freedBytes } = await mergeRun(database, this.#options, tenant, run);
      merged.segments += segments;
      merged.blocks += blocks;
      merged.freedBytes += freedBytes;
    }
    return { ...merged, hasMore };
  }

  async #addPartitions(runs: readonly SegmentRun[], existing: readonly number[]): Promise<void> {
    const missing = [...new Set(runs.map(({ slot }) => mergedSlotOf(slot)))].filter((slot) => !existing.includes(slot));
    for (let start = 0; start < missing.length; start += telemetryLimits.partitionsPerStatement) {
      await this.#options.database.directory.one("merge-partitions", "select drawbar.add_segment_partitions($1::int[]) as made", [
        missing.slice(start, start + telemetryLimits.partitionsPerStatement),
      ]);
    }
  }
}

function runsOf(rows: readonly CandidateRow[]): readonly SegmentRun[] {
  const runs: GrowingRun[] = [];
  for (const row of rows) {
    const { source_id: source, priority, slot, samples, bytes } = row;
    const [epoch, seq, firstUs] = [Number(row.epoch), Number(row.seq), Number(row.first_us)];
    const window = Math.floor(firstUs / telemetryLimits.mergeWindowUs);
    const last = runs.at(-1);
    if (last !== undefined && takes(last, { source, epoch, priority, slot, seq, window, firstUs, samples, bytes })) {
      last.lastSeq = seq;
      last.lastFirstUs = firstUs;
      last.samples += samples;
      last.bytes += bytes;
    } else {
      runs.push({ source, epoch, priority, slot, firstSeq: seq, lastSeq: seq, lastFirstUs: firstUs, samples, bytes, window });
    }
  }
  return runs;
}

interface Candidate extends Pick<GrowingRun, "source" | "epoch" | "priority" | "slot" | "window" | "samples" | "bytes"> {
  readonly seq: number;
  readonly firstUs: number;
}

function takes(run: GrowingRun, next: Candidate): boolean {
  const { mergedSamplesMax, mergedNumbersMax, mergedBytesMax } = telemetryLimits;
  const follows =
    run.source === next.source && run.epoch === next.epoch && run.priority === next.priority && run.slot === next.slot && run.lastSeq + 1 === next.seq;
  const isInTime = run.window === next.window && run.lastFirstUs <= next.firstUs;
  const hasRoom = run.samples + next.samples <= mergedSamplesMax && run.bytes + next.bytes <= mergedBytesMax && next.seq - run.firstSeq < mergedNumbersMax;
  return follows && isInTime && hasRoom;
}
