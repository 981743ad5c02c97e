/** A checked batch as the values of the statement in store-batch-statement.ts. */
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import { recordKinds, streamName, type LinkRecord, type StreamKey } from "@drawbar/proto/link/records.ts";
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
  readonly latest: readonly LatestChange[];
  /** Minutes that have new samples, each once. */
  readonly marks: readonly { readonly source: SourceId; readonly minute: number }[];
  /** Sorted by source, day, slot. */
  readonly days: readonly DayChange[];
  /** Receive day as YYMMDD. */
  readonly receivedOn: number;
}

/** @returns values for `storeSegments` when the batch holds nothing else, otherwise for `storeRecords`, which takes more of them. */
export function valuesOf(tenant: TenantId, batch: BatchToStore): { readonly values: readonly unknown[]; readonly isPlain: boolean } {
  const { records, latest, marks, days } = batch;
  const { streams, epochs, entrusted, thinned, forked } = changesOf(records);
  const places = new Map<StreamKey, number>(streams.map(({ stream }, index) => [stream, index + 1]));
  const names = streams.map(({ stream }) => streamName(stream));
  const packed = latest.map(({ values }) => packLatest(values));
  const newest = latest.map(({ values }) => newestOf(values));
  const bodies = records.map(({ record }) => record.bytes);
  const values = [
    tenant,
    latest.map(({ source }) => source),
    latest.map(({ version }) => version),
    newest.map((value) => value?.boot ?? 0),
    newest.map((value) => value?.monoUs ?? 0),
    newest.map((value) => value?.atUs ?? 0),
    startsOf(packed),
    packed.map((bytes) => bytes.length),
    joined(packed),
    names.map(({ source }) => source),
    names.map(({ epoch }) => epoch),
    names.map(({ priority }) => priority),
    streams.map(({ have }) => toMultirange(have)),
    streams.map(({ gaps }) => toMultirange(gaps)),
    streams.map(({ statedLast }) => statedLast),
    streams.map(({ statedProduced }) => statedProduced),
    streams.map(({ successorLast }) => successorLast ?? null),
    streams.map(({ hasSegments }) => hasSegments),
    records.map(({ record }) => places.get(record.stream)),
    batch.receivedOn,
    records.map(({ record }) => record.seq),
    records.map(({ record }) => recordKinds[record.kind]),
    records.map((checked) => (checked.kind === "segment" ? checked.header.firstUs : 0)),
    records.map((checked) => (checked.kind === "segment" ? checked.header.lastUs : 0)),
    records.map(({ record }) => record.producedBefore),
    records.map(({ record }) => record.produced),
    records.map(({ record }) => record.samples),
    records.map((checked) => (checked.kind === "segment" ? (checked.root?.seq ?? null) : null)),
    records.map((checked) => (checked.kind === "segment" ? (checked.root?.epoch ?? null) : null)),
    joined(records.map(({ record }) => record.checksum)),
    startsOf(bodies),
    bodies.map((bytes) => bytes.length),
    joined(bodies),
    days.map(({ source }) => source),
    days.map(({ day }) => day),
    days.map(({ slot }) => slot),
    days.map(({ spanUs }) => spanUs),
    marks.map(({ source }) => source),
    marks.map(({ minute }) => minute),
  ];
  const isPlain = records.every(({ record }) => record.kind === "segment");
  if (isPlain) return { values, isPlain };
  const positions = new Map(records.map(({ record }, index) => [`${record.stream}#${record.seq}`, index + 1]));
  const entrustedNames = entrusted.map(({ stream }) => streamName(stream));
  values.push(
    epochs.map(({ source }) => source),
    epochs.map(({ epoch }) => epoch),
    epochs.map(({ successor }) => successor ?? null),
    epochs.map(({ isClosed }) => isClosed),
    epochs.map(({ isUnclean }) => isUnclean),
    entrusted.map(({ depot }) => depot),
    entrustedNames.map(({ source }) => source),
    entrustedNames.map(({ epoch }) => epoch),
    entrustedNames.map(({ priority }) => priority),
    entrusted.map(({ ranges }) => toMultirange(ranges)),
    thinned.map(({ stream, seq }) => positions.get(`${stream}#${seq}`)),
    thinned.map(({ replaces }) => toMultirange(replaces)),
    [...forked],
  );
  return { values, isPlain };
}

/** YYMMDD of a time by the cloud's clock, UTC. */
export function receiveDayOf(nowMs: number): number {
  const now = new Date(nowMs);
  return (now.getUTCFullYear() % 100) * 10_000 + (now.getUTCMonth() + 1) * 100 + now.getUTCDate();
}

/** The partition of a record that is received that day: its retention class is its priority. */
export function slotOf(record: LinkRecord, receivedOn: number): number {
  return streamName(record.stream).priority * 1_000_000 + receivedOn;
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
