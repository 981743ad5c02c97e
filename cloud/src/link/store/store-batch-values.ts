/** A checked batch as the values of the statement in store-batch-statement.ts. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import { recordKinds, streamName, type Priority, type StreamKey } from "@drawbar/proto/link/records.ts";
import { packLatest } from "../../modules/telemetry/index.ts";
import { newestOf, type LatestChange } from "./latest-values.ts";
import { toMultirange } from "../../db/multirange.ts";
import { changesOf, type StorableRecord } from "./stream-changes.ts";

export interface DayChange {
  readonly source: SourceId;
  readonly day: number;
  readonly slot: number;
  readonly spanUs: number;
}

export interface BatchToStore {
  /** No number twice. */
  readonly records: readonly StorableRecord[];
  /** Of each record, as it is to lie in the database. */
  readonly bodies: readonly Uint8Array[];
  /** What the bodies of each source are sealed with; empty when they are not. */
  readonly keyIds: ReadonlyMap<SourceId, number>;
  readonly latest: readonly LatestChange[];
  /** Minutes that have new samples, each once. */
  readonly marks: readonly { readonly source: SourceId; readonly minute: number }[];
  /** Sorted by source, day, slot. */
  readonly days: readonly DayChange[];
  /** Receive day as YYMMDD. */
  readonly receivedOn: number;
}

/** A key that the statement does not look for. */
const notSealed = 0;

/** @returns values for `storeSegments` when the batch holds nothing else, otherwise for `storeRecords`, which takes more of them. */
export function valuesOf(tenant: TenantId, batch: BatchToStore): { readonly values: readonly unknown[]; readonly isPlain: boolean } {
  const { records, latest, marks, days } = batch;
  const { streams, epochs, entrusted, thinned, forked } = changesOf(records);
  const places = new Map<StreamKey, number>(streams.map(({ stream }, index) => [stream, index + 1]));
  const names = streams.map(({ stream }) => streamName(stream));
  const packed = latest.map(({ values }) => packLatest(values));
  const newest = latest.map(({ values }) => newestOf(values));
  const { bodies } = batch;
  const values: unknown[] = [
    tenant,
    list(latest.map(({ source }) => source)),
    list(latest.map(({ version }) => version)),
    list(newest.map((value) => value?.boot ?? 0)),
    list(newest.map((value) => value?.monoUs ?? 0)),
    list(newest.map((value) => value?.atUs ?? 0)),
    list(startsOf(packed)),
    list(packed.map((bytes) => bytes.length)),
    joined(packed),
    list(names.map(({ source }) => source)),
    list(names.map(({ epoch }) => epoch)),
    list(names.map(({ priority }) => priority)),
    list(streams.map(({ have }) => toMultirange(have))),
    list(streams.map(({ gaps }) => toMultirange(gaps))),
    list(streams.map(({ statedLast }) => statedLast)),
    list(streams.map(({ statedProduced }) => statedProduced)),
    list(streams.map(({ successorLast }) => successorLast ?? null)),
    list(streams.map(({ stream, hasSegments }) => (hasSegments ? (batch.keyIds.get(streamName(stream).source) ?? notSealed) : null))),
    list(records.map(({ record }) => places.get(record.stream))),
    batch.receivedOn,
    list(records.map(({ record }) => record.seq)),
    list(records.map(({ record }) => recordKinds[record.kind])),
    list(records.map((checked) => (checked.kind === "segment" ? checked.header.firstUs : 0))),
    list(records.map((checked) => (checked.kind === "segment" ? checked.header.lastUs : 0))),
    list(records.map(({ record }) => record.producedBefore)),
    list(records.map(({ record }) => record.produced)),
    list(records.map(({ record }) => record.samples)),
    list(records.map((checked) => (checked.kind === "segment" ? (checked.root?.seq ?? null) : null))),
    list(records.map((checked) => (checked.kind === "segment" ? (checked.root?.epoch ?? null) : null))),
    joined(records.map(({ record }) => record.checksum)),
    list(startsOf(bodies)),
    list(bodies.map((bytes) => bytes.length)),
    joined(bodies),
    list(days.map(({ source }) => source)),
    list(days.map(({ day }) => day)),
    list(days.map(({ slot }) => slot)),
    list(days.map(({ spanUs }) => spanUs)),
    list(marks.map(({ source }) => source)),
    list(marks.map(({ minute }) => minute)),
  ];
  const isPlain = records.every(({ record }) => record.kind === "segment");
  const summaries = summariesOf(records);
  if (isPlain) return { values: [...values, ...summaries], isPlain };
  const positions = new Map(records.map(({ record }, index) => [`${record.stream}#${record.seq}`, index + 1]));
  const entrustedNames = entrusted.map(({ stream }) => streamName(stream));
  values.push(
    list(epochs.map(({ source }) => source)),
    list(epochs.map(({ epoch }) => epoch)),
    list(epochs.map(({ successor }) => successor ?? null)),
    list(epochs.map(({ isClosed }) => isClosed)),
    list(epochs.map(({ isUnclean }) => isUnclean)),
    list(entrusted.map(({ depot }) => depot)),
    list(entrustedNames.map(({ source }) => source)),
    list(entrustedNames.map(({ epoch }) => epoch)),
    list(entrustedNames.map(({ priority }) => priority)),
    list(entrusted.map(({ ranges }) => toMultirange(ranges))),
    list(thinned.map(({ stream, seq }) => positions.get(`${stream}#${seq}`))),
    list(thinned.map(({ replaces }) => toMultirange(replaces))),
    list([...forked]),
  );
  return { values: [...values, ...summaries], isPlain };
}

/** What the batch brought of each source, for the event that tells of it. */
function summariesOf(records: readonly StorableRecord[]): readonly unknown[] {
  const sources = new Map<SourceId, { segments: number; samples: number; newestUs: number }>();
  for (const checked of records) {
    if (checked.kind !== "segment") continue;
    const { source, lastUs } = checked.header;
    const summary = sources.get(source) ?? { segments: 0, samples: 0, newestUs: lastUs };
    sources.set(source, {
      segments: summary.segments + 1,
      samples: summary.samples + checked.record.samples,
      newestUs: Math.max(summary.newestUs, lastUs),
    });
  }
  const rows = [...sources.values()];
  return [
    list([...sources.keys()]),
    list(rows.map(({ segments }) => segments)),
    list(rows.map(({ samples }) => samples)),
    list(rows.map(({ newestUs }) => new Date(newestUs / 1_000).toISOString())),
  ];
}

/** YYMMDD of a time by the cloud's clock, UTC. */
export function receiveDayOf(nowMs: number): number {
  const now = new Date(nowMs);
  return (now.getUTCFullYear() % 100) * 10_000 + (now.getUTCMonth() + 1) * 100 + now.getUTCDate();
}

/** The partition of a segment that is received that day: its retention class is its priority. */
export function slotOf(priority: Priority, receivedOn: number): number {
  return priority * 1_000_000 + receivedOn;
}

/** An array as PostgreSQL reads it. pg quotes and escapes each item; ours are numbers, ids, booleans and ranges. */
function list(items: readonly (string | number | boolean | null | undefined)[]): string {
  return `{${items.map((item) => (typeof item === "string" ? `"${item}"` : (item ?? "null"))).join(",")}}`;
}

/** PostgreSQL counts bytes from 1. */
function startsOf(parts: readonly Uint8Array[]): number[] {
  let next = 1;
  return parts.map(({ length }) => {
    const start = next;
    next += length;
    return start;
  });
}

function joined(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts);
}
