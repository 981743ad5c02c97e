/** Raw samples back out, exactly as they were sealed: signal by signal, each in order of time, in bounded memory. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import type { KnownCatalogue } from "./catalogue-store.ts";
import { telemetryLimits } from "./limits.ts";
import type { Reading } from "./reading.ts";
import { SampleCollector, type Samples } from "./sample-collector.ts";
import { allTime, sourcesInScope, type ScopedSource } from "./scope-sources.ts";
import { segmentPages } from "./segment-pages.ts";
import type { StoredSegment } from "./segment-rows.ts";
import { signalsById, signalsNamed, type SignalRow } from "./signal-rows.ts";
import { failTelemetry } from "./telemetry-errors.ts";
import type { SampleBatch, SamplesQuery } from "./telemetry-types.ts";

/**
 * Reads the range once when everything fits into memory. Otherwise once to count, then once for each group of signals
 * that fits together; a signal that does not fit by itself is streamed.
 *
 * @throws DrawbarError `SIGNAL_UNKNOWN`.
 */
export async function* samplesOf(reading: Reading, query: SamplesQuery): AsyncGenerator<SampleBatch> {
  const { tx } = reading;
  const sources = await sourcesInScope(tx, query.scope, { fromUs: query.fromUs ?? allTime.fromUs, toUs: query.toUs ?? allTime.toUs });
  const wanted = query.signals.length === 0 ? undefined : await wantedSignals(tx, query.signals);
  const reader: Reader = { reading, sources };
  const all = await collectAll(reader, wanted);
  if (all !== undefined) {
    for (const signal of await inOrder(tx, all.keys())) yield* batchesOf(signal, all.get(signal.signalId)?.take());
    return;
  }
  const counts = await countSignals(reader, wanted);
  for (const group of groupsOf(await inOrder(tx, counts.keys()), counts)) yield* samplesOfGroup(reader, group);
}

interface Reader {
  readonly reading: Reading;
  readonly sources: readonly ScopedSource[];
}

interface SegmentInScope {
  readonly segment: StoredSegment;
  readonly known: KnownCatalogue;
  readonly scoped: ScopedSource;
}

async function wantedSignals(tx: TenantTransaction, names: readonly string[]): Promise<ReadonlySet<number>> {
  const rows = await signalsNamed(tx, names);
  const missing = names.filter((name) => !rows.some((row) => row.name === name || row.source === name));
  if (missing.length > 0)
    throw failTelemetry("SIGNAL_UNKNOWN", `no vehicle of the fleet has ever sent ${missing.map((name) => JSON.stringify(name)).join(", ")}`);
  return new Set(rows.map(({ signalId }) => signalId));
}

/** @returns `undefined` as soon as there is more than fits into memory. */
async function collectAll(reader: Reader, wanted: ReadonlySet<number> | undefined): Promise<ReadonlyMap<number, SampleCollector> | undefined> {
  const collectors = new Map<number, SampleCollector>();
  let size = 0;
  for await (const page of pagesOf(reader)) {
    for (const item of page) {
      size += item.segment.samples;
      if (size > telemetryLimits.samplesInMemoryMax) return undefined;
      for (const signalId of item.known.signalIds)
        if (wanted?.has(signalId) !== false && !collectors.has(signalId)) collectors.set(signalId, new SampleCollector());
      collect(collectors, item);
    }
  }
  return collectors;
}

async function inOrder(tx: TenantTransaction, signalIds: Iterable<number>): Promise<readonly SignalRow[]> {
  const signals = await signalsById(tx, [...signalIds]);
  return [...signals.values()].sort((left, right) => compare(left.name, right.name) || compare(left.source, right.source) || left.signalId - right.signalId);
}

/** Samples per signal, from the heads of columns; at the edges of the range some too many. */
async function countSignals(reader: Reader, wanted: ReadonlySet<number> | undefined): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  for await (const page of pagesOf(reader)) {
    for (const { segment, known } of page) {
      for (const { signal, count } of segment.content.summaries()) {
        const signalId = known.signalIds[signal];
        if (signalId !== undefined && wanted?.has(signalId) !== false) counts.set(signalId, (counts.get(signalId) ?? 0) + count);
      }
    }
  }
  return counts;
}

function* groupsOf(signals: readonly SignalRow[], counts: ReadonlyMap<number, number>): Generator<readonly SignalRow[]> {
  let group: SignalRow[] = [];
  let size = 0;
  for (const signal of signals) {
    const count = counts.get(signal.signalId) ?? 0;
    if (group.length > 0 && size + count > telemetryLimits.samplesInMemoryMax) {
      yield group;
      group = [];
      size = 0;
    }
    group.push(signal);
    size += count;
  }
  if (group.length > 0) yield group;
}

async function* samplesOfGroup(reader: Reader, group: readonly SignalRow[]): AsyncGenerator<SampleBatch> {
  const collectors = new Map(group.map(({ signalId }) => [signalId, new SampleCollector()]));
  const [only] = group.length === 1 ? group : [];
  for await (const page of pagesOf(reader)) {
    for (const item of page) collect(collectors, item);
    const collector = only === undefined ? undefined : collectors.get(only.signalId);
    // Later segments of a single source begin at or after the last one read: what lies before is complete.
    const last = page.at(-1);
    if (only === undefined || collector === undefined || last === undefined || reader.sources.length > 1) continue;
    if (collector.size > telemetryLimits.samplesInMemoryMax / 8) yield* batchesOf(only, collector.take(last.segment.firstUs));
  }
  for (const signal of group) yield* batchesOf(signal, collectors.get(signal.signalId)?.take());
}

function collect(collectors: ReadonlyMap<number, SampleCollector>, { segment, known, scoped }: SegmentInScope): void {
  const indexes = new Set<number>();
  for (const [index, signalId] of known.signalIds.entries()) if (collectors.has(signalId)) indexes.add(index);
  for (const column of segment.content.columns(indexes)) {
    const described = known.catalogue.signals[column.signal];
    const collector = collectors.get(known.signalIds[column.signal] ?? -1);
    if (described !== undefined) collector?.add(column, described, scoped.fromUs, scoped.toUs);
  }
}

function* batchesOf({ name, source, unit }: SignalRow, samples: Samples | undefined): Generator<SampleBatch> {
  if (samples === undefined) return;
  const { samplesPerBatch } = telemetryLimits;
  for (let start = 0; start < samples.timesUs.length; start += samplesPerBatch) {
    const end = start + samplesPerBatch;
    yield { signal: name, source, unit, timesUs: samples.timesUs.subarray(start, end), values: samples.values.slice(start, end) };
  }
}

async function* pagesOf({ reading, sources }: Reader): AsyncGenerator<readonly SegmentInScope[]> {
  for (const scoped of sources) {
    for await (const page of segmentPages(reading, scoped.source, scoped)) {
      const hashes = page.map(({ content }) => content.catalogue);
      const known = await reading.catalogues.find(reading.tx.tenantId, new Set<CatalogueHash>(hashes));
      yield page.map((segment, index) => ({ segment, scoped, known: at(known, hashes[index]) }));
    }
  }
}

function at(known: ReadonlyMap<CatalogueHash, KnownCatalogue>, hash: CatalogueHash | undefined): KnownCatalogue {
  const catalogue = hash === undefined ? undefined : known.get(hash);
  if (catalogue === undefined) throw failTelemetry("CATALOGUE_MISSING", `catalogue ${hash} is not stored`);
  return catalogue;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
