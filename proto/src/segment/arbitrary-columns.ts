/** Columns as a vehicle, or an unfriendly test, might produce them; for the property tests of this folder. */
import fc from "fast-check";
import { parseSourceId } from "../kernel/ids.ts";
import type { CatalogueHash, Epoch } from "../link/records.ts";
import type { SegmentColumn, SegmentHeader } from "./segment-types.ts";

export type SealedBy = Omit<SegmentHeader, "samples" | "firstUs" | "lastUs">;

export const sealedBy: SealedBy = {
  source: parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"),
  epoch: 5_123_456_789_012_345 as Epoch,
  priority: 3,
  seq: 1_234,
  boot: 17,
  firstMonoUs: 123_456_789_012,
  lastMonoUs: 123_466_789_012,
  clockQuality: "gnss",
  catalogue: "0123456789abcdef".repeat(4) as CatalogueHash, // 64 hex digits
};

const safeNumber = fc.maxSafeNat();

export const anyHeader: fc.Arbitrary<SealedBy> = fc.record({
  source: fc.uuid().map((text) => parseSourceId(text)),
  epoch: safeNumber.map((epoch) => epoch as Epoch), // a number from its range
  priority: fc.constantFrom(0, 1, 2, 3),
  seq: safeNumber,
  boot: fc.nat(),
  firstMonoUs: fc.nat(),
  lastMonoUs: fc.nat().map((span) => 2 ** 31 + span),
  clockQuality: fc.constantFrom("unset", "rtc", "network", "gnss"),
  catalogue: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex") as CatalogueHash), // 64 hex digits
});

/** Regular with jitter and outages, coarse, standing still, or far apart. */
function anyTimes(count: number): fc.Arbitrary<Float64Array> {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 9_800, max: 10_200 }) },
    { weight: 2, arbitrary: fc.integer({ min: 99, max: 101 }).map((ms) => ms * 1_000) },
    fc.constant(0),
    fc.integer({ min: 0, max: 5_000_000 }),
    fc.integer({ min: 0, max: 2 ** 40 }),
  );
  const regular = fc.integer({ min: 0, max: 2 ** 32 }).map((period) => Array.from({ length: count - 1 }, () => period));
  return fc
    .tuple(fc.integer({ min: 0, max: 2 ** 51 }), fc.oneof(fc.array(step, { minLength: count - 1, maxLength: count - 1 }), regular))
    .map(([first, steps]) => {
      const times = new Float64Array(count);
      let time = first;
      for (let index = 0; index < count; index++) {
        times[index] = time;
        time += steps[index] ?? 0;
      }
      return times;
    });
}

const rawValue = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -60, max: 60 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 65_535 }) },
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(2 ** 53, -(2 ** 53), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
);

/** A walk with many standstills, as signals are, or anything at all. */
function anyRaw(count: number): fc.Arbitrary<Float64Array> {
  const walk = fc
    .tuple(
      fc.integer(),
      fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -40, max: 40 })), { minLength: count, maxLength: count }),
    )
    .map(([first, steps]) => {
      let value = first;
      return Float64Array.from(steps, (step) => (value += step));
    });
  const anything = fc.array(rawValue, { minLength: count, maxLength: count }).map((values) => Float64Array.from(values));
  const few = fc.array(fc.constantFrom(0, 1, 255), { minLength: count, maxLength: count }).map((values) => Float64Array.from(values));
  return fc.oneof(walk, anything, few);
}

function anyFloats(count: number): fc.Arbitrary<Float64Array> {
  const bounds = { minLength: count, maxLength: count };
  const decimals = fc.array(
    fc.integer({ min: -9_000_000, max: 9_000_000 }).map((value) => value / 100_000),
    bounds,
  );
  const anything = fc.array(fc.double(), bounds);
  const floats32 = fc.array(fc.float(), bounds);
  const few = fc.array(fc.constantFrom(Math.PI, -0, 0, Number.NaN, Number.NEGATIVE_INFINITY), bounds);
  return fc.oneof(decimals, anything, floats32, few).map((values) => Float64Array.from(values));
}

function anyIntegers(count: number): fc.Arbitrary<BigInt64Array> {
  const bounds = { minLength: count, maxLength: count };
  const wide = fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), bounds);
  const narrow = fc.array(fc.bigInt({ min: -100n, max: 100n }), bounds);
  return fc.oneof(wide, narrow).map((values) => BigInt64Array.from(values));
}

function anyTexts(count: number): fc.Arbitrary<string[]> {
  return fc.array(
    fc.oneof(
      fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
      fc.constantFrom("P", "R", "N", "D", "\uFEFFdriver"),
    ),
    { minLength: count, maxLength: count },
  );
}

export function anyColumn(signal: number, times: Float64Array): fc.Arbitrary<SegmentColumn> {
  const count = times.length;
  return fc.oneof(
    { weight: 4, arbitrary: anyRaw(count).map((raw): SegmentColumn => ({ kind: "scaled", signal, times, raw })) },
    { weight: 2, arbitrary: anyFloats(count).map((values): SegmentColumn => ({ kind: "float", signal, times, values })) },
    anyIntegers(count).map((values): SegmentColumn => ({ kind: "integer", signal, times, values })),
    anyTexts(count).map((values): SegmentColumn => ({ kind: "text", signal, times, values })),
  );
}

/** One to six columns in any order; some share their times, as one array or as equal ones. */
export const anyColumns: fc.Arbitrary<SegmentColumn[]> = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 60 }).chain(anyTimes), { minLength: 1, maxLength: 3 }),
    fc.uniqueArray(fc.nat({ max: 65_535 }), { minLength: 1, maxLength: 6 }),
  )
  .chain(([timesAtHand, signals]) =>
    fc.tuple(
      ...signals.map((signal) =>
        fc.tuple(fc.constantFrom(...timesAtHand), fc.boolean()).chain(([times, isCopy]) => anyColumn(signal, isCopy ? times.slice() : times)),
      ),
    ),
  );

/** What must come back, by signal: -0 in a scaled column as 0. */
export function asSealed(columns: readonly SegmentColumn[]): SegmentColumn[] {
  return bySignal(columns).map((column) => (column.kind === "scaled" ? { ...column, raw: column.raw.map((value) => value + 0) } : column));
}

export function bySignal<Item extends { readonly signal: number }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => a.signal - b.signal);
}
