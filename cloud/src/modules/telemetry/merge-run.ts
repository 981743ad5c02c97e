/** Takes the rows of some segments of a stream out and puts merged ones in, in one transaction. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Epoch, Priority } from "@drawbar/proto/link/records.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { mergeSegments, type MergedSegments, type OriginalSegment } from "./merge-segments.ts";
import { openBodies, type SegmentOpener } from "./segment-keys.ts";
import { keyIdOf } from "./segment-sealing.ts";
import { mergedSlotOf } from "./slots.ts";

/** Numbers of a stream that follow each other in one slot. */
export interface SegmentRun {
  readonly source: SourceId;
  readonly epoch: number;
  readonly priority: number;
  readonly slot: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** What a merge has done. */
export interface Merged {
  /** Segments that lie merged now. */
  readonly segments: number;
  readonly blocks: number;
  /** Bytes of bodies that were saved. */
  readonly freedBytes: number;
}

interface OriginalRow {
  readonly seq: string;
  readonly first_us: string;
  readonly last_us: string;
  readonly samples: number;
  readonly produced: number;
  readonly produced_before: string;
  readonly checksum: Buffer;
  readonly body: Buffer;
}

/** Originals that are sealed with one key, or not at all. */
interface Stretch {
  readonly keyId: number | undefined;
  readonly originals: OriginalSegment[];
}

export interface MergeRunOptions {
  readonly opener: SegmentOpener | undefined;
  /** Called in the same transaction with what was saved. */
  readonly release: (tx: TenantTransaction, bytes: number) => Promise<void>;
}

/** Nothing is done to a stream that somebody stores to, sweeps or merges at this moment: it comes again. */
export function mergeRun(database: Database, { opener, release }: MergeRunOptions, tenant: TenantId, run: SegmentRun): Promise<Merged> {
  return database.transaction(tenant, async (tx) => {
    const merged = { segments: 0, blocks: 0, freedBytes: 0 };
    if (!(await hold(tx, run))) return merged;
    for (const { keyId, originals } of await readStretches(tx, opener, run)) {
      const stream = { source: run.source, epoch: run.epoch as Epoch, priority: run.priority as Priority }; // they were when it was stored
      for (const block of mergeSegments(stream, originals)) {
        const freedBytes = await exchange(tx, opener, run, keyId, block);
        if (freedBytes === undefined) continue;
        merged.segments += block.originals.length;
        merged.blocks += 1;
        merged.freedBytes += freedBytes;
      }
    }
    if (merged.freedBytes !== 0) await release(tx, merged.freedBytes);
    return merged;
  });
}

/** A sweep that counts what has expired must not see segments move from one slot to another. */
async function hold(tx: TenantTransaction, { source, epoch, priority, slot }: SegmentRun): Promise<boolean> {
  const held = await tx.oneOrNone(
    "merge-hold",
    `select 1 from stream_range r
     join telemetry_retention t on t.tenant_id = $1
     where r.tenant_id = $1 and r.source_id = $2 and r.epoch = $3 and r.priority = $4
     for update of r skip locked
     for share of t skip locked`,
    [tx.tenantId, source, epoch, priority],
  );
  if (held === undefined) return false;
  const expired = await tx.many("merge-expired", "select 1 from telemetry_expiry where tenant_id = $1 and slot = any($2::int[])", [
    tx.tenantId,
    [slot, mergedSlotOf(slot)],
  ]);
  return expired.length === 0;
}

async function readStretches(tx: TenantTransaction, opener: SegmentOpener | undefined, run: SegmentRun): Promise<readonly Stretch[]> {
  const { source, epoch, priority } = run;
  // Unnamed: its plan depends on the slot (docs/decisions/0011-segments-in-list-partitions.md).
  const rows = await tx.many<OriginalRow>(
    "",
    `select seq, first_us, last_us, samples, produced, produced_before, checksum, body from segment
     where tenant_id = $1 and source_id = $2 and epoch = $3 and priority = $4 and slot = $5 and seq between $6 and $7
       and kind = 1 and last_seq is null
     order by seq`,
    [tx.tenantId, source, epoch, priority, run.slot, run.firstSeq, run.lastSeq],
  );
  // A process without the master key has no part in what is sealed.
  if (opener === undefined && rows.some(({ body }) => keyIdOf(body) !== undefined)) return [];
  const bodies = await openBodies(
    tx,
    opener,
    rows.map(({ seq, body }) => ({ source, epoch, priority, seq: Number(seq), body })),
  );
  const stretches: Stretch[] = [];
  for (const [index, row] of rows.entries()) {
    const body = bodies[index];
    if (body === undefined) continue; // erased: it goes with its partition
    const original = toOriginal(row, body);
    const keyId = keyIdOf(row.body);
    const last = stretches.at(-1);
    const before = last?.originals.at(-1);
    const follows = before !== undefined && before.seq + 1 === original.seq && before.producedBefore + before.produced === original.producedBefore;
    if (last !== undefined && last.keyId === keyId && follows) last.originals.push(original);
    else stretches.push({ keyId, originals: [original] });
  }
  return stretches;
}

/** Sealed with the key of its originals: whoever drops that one has erased them in either form. @returns bytes saved. */
async function exchange(
  tx: TenantTransaction,
  opener: SegmentOpener | undefined,
  { source, epoch, priority, slot }: SegmentRun,
  keyId: number | undefined,
  { originals, firstUs, lastUs, body, members }: MergedSegments,
): Promise<number | undefined> {
  const [first, last] = [originals[0], originals.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const name = { source, epoch, priority, seq: first.seq, lastSeq: last.seq };
  const stored = keyId === undefined ? body : await opener?.sealLike(tx, keyId, name, body);
  if (stored === undefined) return undefined; // erased meanwhile
  const total = (of: (original: OriginalSegment) => number): number => originals.reduce((sum, original) => sum + of(original), 0);
  const row = await tx.oneOrNone<{ bytes: string }>(
    "",
    `with gone as (
       delete from segment
       where tenant_id = $1 and source_id = $2 and epoch = $3 and priority = $4 and slot = $5 and seq between $6 and $7
         and kind = 1 and last_seq is null
       returning octet_length(body) as bytes
     ),
     counted as (
       select count(*) as segments, sum(g.bytes) as bytes from gone g
     ),
     put as (
       insert into segment
         (tenant_id, source_id, epoch, seq, first_us, last_us, produced_before, slot, samples, produced, priority, kind, checksum, body, last_seq, members)
       select $1, $2, $3, $6, $9, $10, $11, $8, $12, $13, $4, 1, '', $14::bytea, $7, $15::bytea from counted c where c.segments = $16
       returning 1
     )
     select c.bytes from counted c where exists (select from put)`,
    [
      tx.tenantId,
      source,
      epoch,
      priority,
      slot,
      first.seq,
      last.seq,
      mergedSlotOf(slot),
      firstUs,
      lastUs,
      first.producedBefore,
      total(({ samples }) => samples),
      total(({ produced }) => produced),
      Buffer.from(stored),
      Buffer.from(members),
      originals.length,
    ],
  );
  if (row === undefined) throw new Error(`segments of ${source} changed while their stream was held`);
  return Number(row.bytes) - stored.length;
}

function toOriginal({ seq, first_us, last_us, samples, produced, produced_before, checksum }: OriginalRow, body: Uint8Array): OriginalSegment {
  return {
    seq: Number(seq),
    firstUs: Number(first_us),
    lastUs: Number(last_us),
    samples,
    produced,
    producedBefore: Number(produced_before),
    checksum,
    body,
  };
}
