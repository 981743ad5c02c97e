/** A stretch of signals for a chart: each sample where they are few, otherwise buckets of samples or of minutes. */
import { decodeSegmentColumns, readSegmentHeader } from "@drawbar/proto/segment/decode-segment.ts";
import { columnValues } from "@drawbar/proto/segment/column-values.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { CatalogueStore } from "./catalogue-store.ts";
import { boundGaps, gapsOf, type Silence } from "./gaps.ts";
import { telemetryLimits } from "./limits.ts";
import { minutesInRange } from "./minutes-in-range.ts";
import { minuteUs } from "./rollup.ts";
import { lowerBound } from "./sample-collector.ts";
import { sourcesInScope, type ScopedSource } from "./scope-sources.ts";
import { hasSegmentFrom, lastSampleBefore, placeOf, segmentPages, segmentRows, type TimeRange } from "./segment-rows.ts";
import { SeriesBuilder } from "./series-builder.ts";
import { signalsNamed } from "./signal-rows.ts";
import { failTelemetry } from "./telemetry-errors.ts";
import type { History, HistoryGap, HistoryQuery } from "./telemetry-types.ts";

/** @throws DrawbarError `SIGNAL_UNKNOWN`. */
export async function historyOf(tx: TenantTransaction, catalogues: CatalogueStore, query: HistoryQuery, nowUs: number): Promise<History> {
  const range = { fromUs: query.fromUs, toUs: Math.max(query.toUs, query.fromUs + 1) };
  const signals = (await signalsNamed(tx, query.sources)).filter(({ source }) => query.sources.includes(source));
  const missing = query.sources.find((wanted) => !signals.some(({ source }) => source === wanted));
  if (missing !== undefined) throw failTelemetry("SIGNAL_UNKNOWN", `no vehicle of the fleet has ever sent ${JSON.stringify(missing)}`);
  const sources = await sourcesInScope(tx, query.scope, range);
  const isShort = await hasFewSegments(tx, sources);
  const builder = new SeriesBuilder({ signals, range, points: query.points, isFromMinutes: !isShort });
  const gaps: HistoryGap[] = [];
  for (const scoped of sources) {
    const silences = isShort ? await addSamples(tx, catalogues, scoped, builder) : await addMinutes(tx, catalogues, scoped, builder);
    gaps.push(...(await gapsOf(tx, scoped, await withEdges(tx, scoped, silences, nowUs))));
  }
  return { ...builder.build(), gaps: boundGaps(gaps) };
}

/** Presence of a source in a stretch: the first and last moment at which it said anything, and what lies between. */
interface Silences {
  readonly firstUs?: number | undefined;
  readonly lastUs?: number | undefined;
  readonly between: readonly TimeRange[];
}

async function hasFewSegments(tx: TenantTransaction, sources: readonly ScopedSource[]): Promise<boolean> {
  let left: number = telemetryLimits.historySegmentsMax;
  for (const scoped of sources) {
    left -= (await segmentRows(tx, scoped.source, scoped, await placeOf(tx, scoped.source, scoped), left + 1)).length;
    if (left < 0) return false;
  }
  return true;
}

async function addSamples(tx: TenantTransaction, catalogues: CatalogueStore, scoped: ScopedSource, builder: SeriesBuilder): Promise<Silences> {
  const heard = new Heard();
  for await (const page of segmentPages(tx, scoped.source, scoped)) {
    const known = await catalogues.find(tx.tenantId, new Set(page.map(({ body }) => readSegmentHeader(body).catalogue)));
    for (const { body, firstUs, lastUs } of page) {
      heard.during(Math.max(firstUs, scoped.fromUs), Math.min(lastUs, scoped.toUs));
      const catalogue = known.get(readSegmentHeader(body).catalogue);
      if (catalogue === undefined) throw failTelemetry("CATALOGUE_MISSING", `a segment of ${scoped.source} names a catalogue that is not stored`);
      const indexes = new Set<number>();
      for (const [index, signalId] of catalogue.signalIds.entries()) if (builder.wants(signalId)) indexes.add(index);
      for (const column of decodeSegmentColumns(body, indexes).columns) {
        const described = catalogue.catalogue.signals[column.signal];
        const signalId = catalogue.signalIds[column.signal];
        if (described === undefined || signalId === undefined) continue;
        const [start, end] = [lowerBound(column.times, scoped.fromUs), lowerBound(column.times, scoped.toUs)];
        if (start < end)
          builder.addSamples(
            signalId,
            column.times.subarray(start, end),
            column.kind === "text" ? undefined : columnValues(column, described).subarray(start, end),
          );
      }
    }
  }
  return heard.silences(telemetryLimits.holeUs);
}

async function addMinutes(tx: TenantTransaction, catalogues: CatalogueStore, scoped: ScopedSource, builder: SeriesBuilder): Promise<Silences> {
  const heard = new Heard();
  for (const { minute, signals } of await minutesInRange(tx, catalogues, scoped, builder.wanted)) {
    heard.during(minute * minuteUs, (minute + 1) * minuteUs);
    for (const [signalId, values] of signals) builder.addMinute(signalId, minute * minuteUs, values);
  }
  return heard.silences(2 * minuteUs);
}

/** Silence at the ends of the range counts where the source had been heard before, and up to now. */
async function withEdges(tx: TenantTransaction, scoped: ScopedSource, { firstUs, lastUs, between }: Silences, nowUs: number): Promise<readonly Silence[]> {
  const silences = between.map((pause): Silence => ({ ...pause, sinceUs: pause.fromUs, isLasting: false }));
  if (scoped.kind === "replay") return silences; // a recording begins and ends
  const endUs = Math.min(scoped.toUs, nowUs);
  const { holeUs } = telemetryLimits;
  const isLasting = endUs - (lastUs ?? 0) > holeUs && !(await hasSegmentFrom(tx, scoped.source, endUs));
  if ((firstUs ?? endUs) - scoped.fromUs > holeUs) {
    const beforeUs = await lastSampleBefore(tx, scoped.source, scoped.fromUs);
    if (beforeUs !== undefined)
      silences.unshift({ sinceUs: beforeUs, fromUs: scoped.fromUs, toUs: firstUs ?? endUs, isLasting: firstUs === undefined && isLasting });
  }
  if (lastUs !== undefined && endUs - lastUs > holeUs) silences.push({ sinceUs: lastUs, fromUs: lastUs, toUs: endUs, isLasting });
  return silences;
}

class Heard {
  #firstUs: number | undefined;
  #lastUs: number | undefined;
  readonly #pauses: TimeRange[] = [];

  /** Called in order of `fromUs`. */
  during(fromUs: number, toUs: number): void {
    if (this.#lastUs !== undefined && fromUs > this.#lastUs) this.#pauses.push({ fromUs: this.#lastUs, toUs: fromUs });
    this.#firstUs ??= fromUs;
    this.#lastUs = Math.max(this.#lastUs ?? toUs, toUs);
  }

  silences(shortestUs: number): Silences {
    return { firstUs: this.#firstUs, lastUs: this.#lastUs, between: this.#pauses.filter(({ fromUs, toUs }) => toUs - fromUs >= shortestUs) };
  }
}
