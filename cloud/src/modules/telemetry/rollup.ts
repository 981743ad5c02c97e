/**
 * Minutes and hours, made whole from what is stored: whatever order segments come in, and however often, the result
 * is the same.
 */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { MinuteBuilder, minuteUs, type MinuteValues } from "./minute-builder.ts";
import { readMinutes } from "./minute-rows.ts";
import { packMinute, type MinuteOfSignal } from "./packed-minute.ts";
import type { Reading } from "./reading.ts";
import { storeHours, type StoredMinute } from "./rollup-hours.ts";
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
  const closed = minutes.filter((_, index) => computed[index]?.isClosed === true);
  const stored = await readMinutes(
    tx,
    closed.map(({ source, minute }) => ({ source, first: minute, last: minute })),
    1,
  );
  const closedBefore = new Map(closed.map(({ source, minute }, index) => [`${source}/${minute}`, stored[index]?.get(minute)]));
  const made = minutes.map(({ source, minute }, index): StoredMinute => {
    const { values = new Map(), isClosed = false } = computed[index] ?? {};
    return { source, minute, values: isClosed ? richer(closedBefore.get(`${source}/${minute}`), values) : values };
  });
  await upsertPacked(
    tx,
    "minute",
    made.map(({ source, minute }) => ({ source, at: minute })),
    // Not deleted when it is empty: a packed hour may have it.
    made.map(({ values }) => Buffer.from(packMinute(values))),
  );
  await storeHours(tx, made);
}
