/**
 * Minutes and hours, made whole from what is stored: whatever order segments come in, and however often, the result
 * is the same.
 */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { MinuteBuilder, minuteUs, type MinuteValues } from "./minute-builder.ts";
import { hourOf, readMinutes, type SignalMinutes } from "./minute-rows.ts";
import { minutesPerHour } from "./packed-hour.ts";
import { joinMinutes, packMinute, type MinuteOfSignal } from "./packed-minute.ts";
import type { Reading } from "./reading.ts";
import { segmentsOfMinutes, type SourceMinute } from "./segments-of-minutes.ts";
import { upsertPacked } from "./upsert-packed.ts";

/** What a minute comes to by the segments that are kept. */
export interface ComputedMinute {
  readonly values: MinuteValues;
  /** Segments of its day are past their retention: what was made of them before may know more (`richer`). */
  readonly isClosed: boolean;
}

/** @param minutes each once. @returns their values in the same order; a minute without samples is empty. */
export async function computeMinutes(reading: Reading, minutes: readonly SourceMinute[]): Promise<readonly ComputedMinute[]> {
  const { segments, closed } = await segmentsOfMinutes(reading, minutes);
  const known = await reading.catalogues.find(reading.tx.tenantId, new Set(segments.flat().map(({ content }) => content.catalogue)));
  return minutes.map(({ minute }, index) => {
    const builder = new MinuteBuilder(minute * minuteUs);
    for (const { content } of segments[index] ?? []) {
      const catalogue = known.get(content.catalogue);
      if (catalogue !== undefined) builder.add(content, catalogue);
    }
    return { values: builder.build(), isClosed: closed.has(index) };
  });
}

/** Of a closed minute the version with more samples stays, signal by signal: so late data can add, and lack of data takes nothing away. */
export function richer(stored: ReadonlyMap<number, MinuteOfSignal> | undefined, computed: MinuteValues): MinuteValues {
  const values = new Map(computed);
  for (const [signalId, minute] of stored ?? []) if ((values.get(signalId)?.count ?? 0) < minute.count) values.set(signalId, minute);
  return values;
}

/** Replaces the rows of these minutes, and of the hours that they are in. */
export async function storeMinutes(tx: TenantTransaction, minutes: readonly SourceMinute[], computed: readonly ComputedMinute[]): Promise<void> {
  const hours = [...new Map(minutes.map(({ source, minute }) => [`${source}/${hourOf(minute)}`, { source, at: hourOf(minute) }])).values()];
  const places = new Map(hours.map(({ source, at }, index) => [`${source}/${at}`, index]));
  const stored = await readMinutes(
    tx,
    hours.map(({ source, at }) => ({ source, first: at * minutesPerHour, last: (at + 1) * minutesPerHour - 1 })),
    minutesPerHour,
  );
  const ofHours = stored.map((ofHour) => new Map<number, MinuteValues | SignalMinutes>(ofHour));
  const packed = minutes.map(({ source, minute }, index) => {
    const { values = new Map(), isClosed = false } = computed[index] ?? {};
    const ofHour = ofHours[places.get(`${source}/${hourOf(minute)}`) ?? -1];
    const final = isClosed ? richer(ofHour?.get(minute), values) : values;
    if (final.size > 0) ofHour?.set(minute, final);
    else ofHour?.delete(minute);
    // Not deleted: a packed hour may have it.
    return Buffer.from(packMinute(final));
  });
  await upsertPacked(
    tx,
    "minute",
    minutes.map(({ source, minute }) => ({ source, at: minute })),
    packed,
  );
  await upsertPacked(tx, "hour", hours, ofHours.map(packWhole));
}

/** In order of minutes, since sums of doubles depend on it. */
function packWhole(minutes: ReadonlyMap<number, SignalMinutes>): Buffer | null {
  const values: MinuteValues = new Map();
  for (const [, signals] of [...minutes].sort(([left], [right]) => left - right)) for (const [signalId, minute] of signals) joinInto(values, signalId, minute);
  return values.size === 0 ? null : Buffer.from(packMinute(values));
}

function joinInto(into: MinuteValues, signalId: number, later: MinuteOfSignal): void {
  const held = into.get(signalId);
  into.set(signalId, held === undefined ? later : joinMinutes(held, later));
}
