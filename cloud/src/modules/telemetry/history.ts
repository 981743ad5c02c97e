/** A stretch of signals for a chart: each sample where they are few, otherwise buckets of samples or of minutes. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { columnValues } from "@drawbar/proto/segment/column-values.ts";
import { boundGaps, numberedGaps, silentGaps, type Silence } from "./gaps.ts";
import { telemetryLimits } from "./limits.ts";
import { minuteUs } from "./minute-builder.ts";
import type { Reading, ReadingOptions } from "./reading.ts";
import { hoursInRange, hourUs, minutesInRange } from "./rollups-in-range.ts";
import { lowerBound } from "./sample-collector.ts";
import { horizonOf, retentionQuery, toRetention, type RetentionRow } from "./retention-horizon.ts";
import { inRange, scopeQuery, scopeValues, type AssignmentRow, type ScopedSource } from "./scope-sources.ts";
import { countSegments, hasSegmentFrom, lastSampleBefore } from "./segment-edges.ts";
import { segmentPages } from "./segment-pages.ts";
import { placeOf, type TimeRange } from "./segment-rows.ts";
import { SeriesBuilder } from "./series-builder.ts";
import { signalsNamedQuery, toSignal, type SignalDatabaseRow, type SignalRow } from "./signal-rows.ts";
import { failTelemetry } from "./telemetry-errors.ts";
import type { AlignedHistory, History, HistoryGap, HistoryQuery } from "./telemetry-types.ts";

type Origin = "samples" | "minutes" | "hours";

const secondUs = 1_000_000;

/** What a history is about. */
export interface HistorySubject {
  readonly signals: readonly SignalRow[];
  readonly sources: readonly ScopedSource[];
  readonly range: TimeRange;
}

interface SubjectRow {
  readonly retention: RetentionRow | null;
  readonly signals: readonly SignalDatabaseRow[] | null;
  readonly sources: readonly AssignmentRow[] | null;
}

/**
 * In one statement: a chart is asked for while somebody looks, and each costs a round trip.
 *
 * @throws DrawbarError `SIGNAL_UNKNOWN`.
 */
export async function openHistory(
  tx: TenantTransaction,
  options: ReadingOptions,
  query: HistoryQuery,
  nowUs: number,
): Promise<{ readonly reading: Reading; readonly subject: HistorySubject }> {
  const range = { fromUs: query.fromUs, toUs: Math.max(query.toUs, query.fromUs + 1) };
  const row = await tx.one<SubjectRow>(
    "history-subject",
    `select (select to_json(r) from (${retentionQuery}) r) as retention,
       (select json_agg(s) from (${signalsNamedQuery}) s) as signals,
       (select json_agg(a) from (${scopeQuery.replaceAll("$3", "$4").replaceAll("$2", "$3")}) a) as sources`,
    [tx.tenantId, query.sources, ...scopeValues(query.scope)],
  );
  const signals = (row.signals ?? []).map(toSignal).filter(({ source }) => query.sources.includes(source));
  const missing = query.sources.find((wanted) => !signals.some(({ source }) => source === wanted));
  if (missing !== undefined) throw failTelemetry("SIGNAL_UNKNOWN", `no vehicle of the fleet has ever sent ${JSON.stringify(missing)}`);
  const reading = { tx, catalogues: options.catalogues, opener: options.opener, horizon: horizonOf(toRetention(row.retention ?? undefined), nowUs) };
  return { reading, subject: { signals, sources: inRange(row.sources ?? [], range), range } };
}

export async function historyOf(reading: Reading, subject: HistorySubject, query: HistoryQuery, nowUs: number): Promise<History> {
  const { builder, origin, gaps } = await collect(reading, subject, query, nowUs, false);
  const resolution = builder.isRaw ? "raw" : origin === "minutes" && builder.bucketUs === minuteUs ? "minute" : "bucket";
  return { series: builder.build(), resolution, gaps };
}

export async function alignedHistoryOf(reading: Reading, subject: HistorySubject, query: HistoryQuery, nowUs: number): Promise<AlignedHistory> {
  const { builder, origin, gaps } = await collect(reading, subject, query, nowUs, true);
  const unit = ({ samples: "second", minutes: "minute", hours: "hour" } as const)[origin];
  return { series: builder.build(), resolution: builder.isRaw ? "raw" : unit, stepUs: builder.isRaw ? 0 : builder.bucketUs, gaps };
}

interface Collected {
  readonly builder: SeriesBuilder;
  readonly origin: Origin;
  readonly gaps: readonly HistoryGap[];
}

async function collect(
  reading: Reading,
  { signals, sources, range }: HistorySubject,
  query: HistoryQuery,
  nowUs: number,
  isAligned: boolean,
): Promise<Collected> {
  const origin = await originOf(reading, sources, (range.toUs - range.fromUs) / query.points, isAligned);
  const unitUs = { samples: isAligned ? secondUs : 1, minutes: minuteUs, hours: hourUs }[origin];
  const builder = new SeriesBuilder({ signals, range, points: query.points, unitUs, isAligned, showsSamples: origin === "samples" });
  const gaps: HistoryGap[] = [];
  for (const scoped of sources) {
    const [silences, numbered] = await Promise.all([
      origin === "samples" ? addSamples(reading, scoped, builder) : addRollups(reading, scoped, builder, origin),
      numberedGaps(reading, scoped),
    ]);
    gaps.push(...numbered, ...(await silentGaps(reading, scoped, numbered, await withEdges(reading, scoped, silences, nowUs))));
  }
  return { builder, origin, gaps: boundGaps(gaps) };
}

/** The finest that fills the points and is neither past its retention nor too much to read. */
async function originOf(reading: Reading, sources: readonly ScopedSource[], pointUs: number, isAligned: boolean): Promise<Origin> {
  const isCoarse = isAligned && pointUs >= minuteUs;
  if (!isCoarse && (await hasFewSegments(reading, sources))) return "samples";
  const minutes = sources.reduce((sum, { fromUs, toUs }) => sum + (toUs - fromUs) / minuteUs, 0);
  const isLong = minutes > telemetryLimits.rollupsPerHistoryMax || (isAligned && pointUs > hourUs);
  return isLong && pointUs > minuteUs ? "hours" : "minutes";
}

/** Presence of a source in a stretch: the first and last moment at which it said anything, and what lies between. */
interface Silences {
  readonly firstUs?: number | undefined;
  readonly lastUs?: number | undefined;
  readonly between: readonly TimeRange[];
}

/** What is partly past its retention counts as many: its minutes know more. */
async function hasFewSegments(reading: Reading, sources: readonly ScopedSource[]): Promise<boolean> {
  let left: number = telemetryLimits.historySegmentsMax;
  for (const scoped of sources) {
    const place = await placeOf(reading, scoped.source, scoped);
    if (place.isPartly) return false;
    left -= await countSegments(reading, scoped.source, scoped, place, left + 1);
    if (left < 0) return false;
  }
  return true;
}

async function addSamples(reading: Reading, scoped: ScopedSource, builder: SeriesBuilder): Promise<Silences> {
  const heard = new Heard();
  for await (const page of segmentPages(reading, scoped.source, scoped)) {
    const known = await reading.catalogues.find(reading.tx.tenantId, new Set(page.map(({ content }) => content.catalogue)));
    for (const { content, firstUs, lastUs } of page) {
      heard.during(Math.max(firstUs, scoped.fromUs), Math.min(lastUs, scoped.toUs));
      const catalogue = known.get(content.catalogue);
      if (catalogue === undefined) throw failTelemetry("CATALOGUE_MISSING", `a segment of ${scoped.source} names a catalogue that is not stored`);
      const indexes = new Set<number>();
      for (const [index, signalId] of catalogue.signalIds.entries()) if (builder.wants(signalId)) indexes.add(index);
      for (const column of content.columns(indexes)) {
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

async function addRollups(reading: Reading, scoped: ScopedSource, builder: SeriesBuilder, origin: "minutes" | "hours"): Promise<Silences> {
  const heard = new Heard();
  const [unitUs, read] = origin === "minutes" ? ([minuteUs, minutesInRange] as const) : ([hourUs, hoursInRange] as const);
  for (const { atUs, signals } of await read(reading, scoped, builder.wanted)) {
    heard.during(atUs, atUs + unitUs);
    for (const [signalId, values] of signals) builder.addRollup(signalId, atUs, values);
  }
  return heard.silences(2 * unitUs);
}

/** Silence at the ends of the range counts where the source had been heard before, and up to now. */
async function withEdges(reading: Reading, scoped: ScopedSource, { firstUs, lastUs, between }: Silences, nowUs: number): Promise<readonly Silence[]> {
  const silences = between.map((pause): Silence => ({ ...pause, sinceUs: pause.fromUs, isLasting: false }));
  if (scoped.kind === "replay") return silences; // a recording begins and ends
  const endUs = Math.min(scoped.toUs, nowUs);
  const { holeUs } = telemetryLimits;
  const isLasting = endUs - (lastUs ?? 0) > holeUs && !(await hasSegmentFrom(reading, scoped.source, endUs));
  if ((firstUs ?? endUs) - scoped.fromUs > holeUs) {
    const beforeUs = await lastSampleBefore(reading, scoped.source, scoped.fromUs);
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
