/** What signals showed at a time: the last sample at or before it. */
import { columnValues } from "@drawbar/proto/segment/column-values.ts";
import { telemetryLimits } from "./limits.ts";
import { minuteUs } from "./minute-builder.ts";
import type { Reading } from "./reading.ts";
import { minutesInRange } from "./rollups-in-range.ts";
import { lowerBound } from "./sample-collector.ts";
import { sourcesInScope, type ScopedSource } from "./scope-sources.ts";
import { segmentPages } from "./segment-pages.ts";
import { signalsNamed, type SignalRow } from "./signal-rows.ts";
import { failTelemetry } from "./telemetry-errors.ts";
import type { AtQuery, ValueAt } from "./telemetry-types.ts";

/** Widths of the windows before the time that are looked into, one after the other, until every signal has a value. */
const windowsUs = [10 * minuteUs, 120 * minuteUs, telemetryLimits.lookBackUs] as const;

interface Found {
  readonly value: number;
  readonly atUs: number;
  readonly resolution: ValueAt["resolution"];
}

/** Texts have no value here. @throws DrawbarError `SIGNAL_UNKNOWN`. */
export async function valuesAt(reading: Reading, { scope, sources, timeUs }: AtQuery): Promise<readonly ValueAt[]> {
  const signals = (await signalsNamed(reading.tx, sources)).filter(({ source }) => sources.includes(source));
  const missing = sources.find((wanted) => !signals.some(({ source }) => source === wanted));
  if (missing !== undefined) throw failTelemetry("SIGNAL_UNKNOWN", `no vehicle of the fleet has ever sent ${JSON.stringify(missing)}`);
  const found = new Map<number, Found>();
  let toUs = timeUs + 1;
  for (const widthUs of windowsUs) {
    const open = new Map(signals.filter(({ signalId, kind }) => kind !== "text" && !found.has(signalId)).map((signal) => [signal.signalId, signal]));
    if (open.size === 0) break;
    const fromUs = Math.max(0, timeUs + 1 - widthUs);
    const scoped = await sourcesInScope(reading.tx, scope, { fromUs, toUs });
    for (const one of scoped) {
      await fromSamples(reading, one, open, found);
      await fromMinutes(reading, one, open, found);
    }
    toUs = fromUs;
  }
  return signals.flatMap(({ signalId, name: signal, source, unit }) => {
    const value = found.get(signalId);
    return value === undefined ? [] : [{ signal, source, unit, ...value }];
  });
}

async function fromSamples(reading: Reading, scoped: ScopedSource, open: ReadonlyMap<number, SignalRow>, found: Map<number, Found>): Promise<void> {
  for await (const page of segmentPages(reading, scoped.source, scoped)) {
    const known = await reading.catalogues.find(reading.tx.tenantId, new Set(page.map(({ content }) => content.catalogue)));
    for (const { content } of page) {
      const catalogue = known.get(content.catalogue);
      if (catalogue === undefined) throw failTelemetry("CATALOGUE_MISSING", `a segment of ${scoped.source} names a catalogue that is not stored`);
      const indexes = new Set<number>();
      for (const [index, signalId] of catalogue.signalIds.entries()) if (open.has(signalId)) indexes.add(index);
      for (const column of content.columns(indexes)) {
        const described = catalogue.catalogue.signals[column.signal];
        const signalId = catalogue.signalIds[column.signal];
        const index = lowerBound(column.times, scoped.toUs) - 1;
        const atUs = column.times[index];
        if (described === undefined || signalId === undefined || atUs === undefined || atUs < scoped.fromUs || column.kind === "text") continue;
        const value = columnValues(column, described)[index] ?? Number.NaN;
        if (!Number.isNaN(value) && atUs >= (found.get(signalId)?.atUs ?? 0)) found.set(signalId, { value, atUs, resolution: "raw" });
      }
    }
  }
}

/** Of minutes that ended before the time: for days whose samples are past their retention. */
async function fromMinutes(reading: Reading, scoped: ScopedSource, open: ReadonlyMap<number, SignalRow>, found: Map<number, Found>): Promise<void> {
  if ([...open.keys()].every((signalId) => found.has(signalId))) return;
  const minutes = await minutesInRange(reading, scoped, new Set(open.keys()));
  for (const { atUs: beginsUs, signals } of minutes) {
    const atUs = beginsUs + minuteUs - 1;
    if (atUs >= scoped.toUs || beginsUs < scoped.fromUs) continue;
    for (const [signalId, { last }] of signals) {
      const held = found.get(signalId);
      if (!Number.isNaN(last) && held?.resolution !== "raw" && atUs >= (held?.atUs ?? 0)) found.set(signalId, { value: last, atUs, resolution: "minute" });
    }
  }
}
