/**
 * Writes golden segments and catalogues for the format that this release seals: `npm run golden -w @drawbar/proto`.
 *
 * Run once for a new format, with new names. Files that exist are never written again: they are what units in the field
 * have sealed, and every later release must read them.
 */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseSourceId } from "../src/kernel/ids.ts";
import { SeededRandom } from "../src/kernel/random.ts";
import type { CatalogueHash, Epoch } from "../src/link/records.ts";
import { catalogueHash, encodeCatalogue } from "../src/segment/catalogue-codec.ts";
import type { Catalogue } from "../src/segment/catalogue.ts";
import { decodeSegment } from "../src/segment/decode-segment.ts";
import { encodeSegment } from "../src/segment/encode-segment.ts";
import type { SegmentColumn, SegmentHeader } from "../src/segment/segment-types.ts";
import { toGolden, type GoldenSegment } from "./golden-content.ts";

const random = new SeededRandom(6);
const startUs = 1_764_000_000_000_000;

const header: Omit<SegmentHeader, "samples" | "firstUs" | "lastUs"> = {
  source: parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"),
  epoch: 5_123_456_789_012_345 as Epoch, // drawn once
  priority: 3,
  seq: 70_000,
  boot: 17,
  firstMonoUs: 123_456_789_012,
  lastMonoUs: 123_466_689_012,
  clockQuality: "gnss",
  catalogue: "7f".repeat(32) as CatalogueHash, // 64 hex digits
};

function series(count: number, next: (index: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => next(index));
}

/** A walk that moves with a likelihood, by up to so much. */
function walk(count: number, from: number, likelihood: number, most: number): Float64Array {
  let value = from;
  return series(count, (index) => (index > 0 && random.chance(likelihood) ? (value += random.below(2 * most + 1) - most) : value));
}

/** Steps of which small ones are likelier than large ones. */
function peaked(count: number, likelihood: number, most: number): Float64Array {
  let value = 30_000;
  return series(count, () => (random.chance(likelihood) ? (value += Math.round((Math.sinh(12 * random.next() - 6) / Math.sinh(6)) * most)) : value));
}

function scaled(signal: number, times: Float64Array, raw: Float64Array): SegmentColumn {
  return { kind: "scaled", signal, times, raw };
}

const regular = series(64, (index) => startUs + index * 10_000);
let wanderingUs = startUs;
const wandering = series(64, () => (wanderingUs += 9_800 + random.below(400)));
/** The timer of a sender wanders, and the bus delays its frames. */
function delayed(count: number): Float64Array {
  let timerUs = startUs;
  return series(count, () => {
    timerUs += 9_900 + random.below(201);
    return timerUs + random.below(1_000);
  });
}

const delayedOften = delayed(200);
const delayedSeldom = delayed(100);
let busUs = startUs;
const bus = series(64, (index) => {
  busUs += index === 40 ? 3_000_000 : 20_013;
  return busUs + random.below(3_000);
});
const coarse = series(64, (index) => startUs + index * 100_000 + random.below(3) * 1_000);
const rare = series(3, (index) => index * 2 ** 50);

const segments: readonly (readonly [name: string, covers: string, columns: readonly SegmentColumn[], change?: Partial<SegmentHeader>])[] = [
  [
    "one-sample",
    "the smallest segment; a header of small numbers",
    [scaled(0, Float64Array.of(0), Float64Array.of(0))],
    { epoch: 1 as Epoch, priority: 0, seq: 1, boot: 0, firstMonoUs: 0, lastMonoUs: 0, clockQuality: "unset" },
  ],
  [
    "scaled-steps",
    "steps in every code: constant, uniform, Rice; all sent, unusual ones, usual ones",
    [
      scaled(
        1,
        regular,
        series(64, () => -40),
      ),
      scaled(
        2,
        regular,
        series(64, (index) => 1_000 + 3 * index),
      ),
      scaled(3, regular, walk(64, 50_000, 1, 40)),
      scaled(4, regular, walk(64, 180, 0.1, 1)),
      scaled(5, regular, walk(64, 5_000, 0.75, 30)),
      scaled(
        6,
        regular,
        series(64, (index) => index % 16),
      ),
      scaled(
        7,
        wandering,
        series(64, (index) => 500 + ((index * 7) % 5) + (index === 31 ? 40_000 : 0)),
      ),
      scaled(
        8,
        wandering,
        series(64, (index) => (index % 20 === 7 ? 65_535 : 40 + random.below(2))),
      ),
      scaled(10, delayedOften, peaked(200, 0.85, 900)),
      scaled(11, delayedOften, peaked(200, 0.3, 5_000)),
      scaled(12, delayedOften, peaked(200, 1, 9_000)),
      scaled(13, delayedSeldom, peaked(100, 0.9, 40)),
      scaled(
        9,
        wandering,
        series(64, (index) => 523_456_789 + ((index * 977) % 13) * (index % 3)),
      ),
    ],
  ],
  [
    "scaled-levels",
    "levels, wide steps, wide levels, and numbers at the ends of what doubles hold exactly",
    [
      scaled(
        1,
        bus,
        series(64, () => random.below(256)),
      ),
      scaled(
        2,
        bus,
        series(64, (index) => index * 2 ** 40 + random.below(1_000)),
      ),
      scaled(
        3,
        bus,
        series(64, () => random.below(2 ** 30) * 2 ** 20),
      ),
      scaled(
        4,
        bus,
        series(64, (index) => (index % 2 === 0 ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER)),
      ),
      scaled(
        5,
        bus,
        series(64, (index) => (index % 3 === 0 ? 2 ** 53 : -(2 ** 53))),
      ),
      scaled(
        6,
        bus,
        series(64, () => Number.MAX_SAFE_INTEGER),
      ),
    ],
    { lastMonoUs: 123_460_789_012 },
  ],
  [
    "floats",
    "decimals, dictionary, words; NaN, infinities, -0",
    [
      { kind: "float", signal: 0, times: coarse, values: series(64, (index) => (481_371_540 + index * 37) / 10_000_000) },
      {
        kind: "float",
        signal: 1,
        times: coarse,
        values: series(64, (index) => [Math.PI, Number.NaN, -0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY][index % 6] ?? 0),
      },
      { kind: "float", signal: 2, times: coarse, values: series(64, (index) => Math.sin(index / 9) * 9.80665) },
      { kind: "float", signal: 3, times: coarse, values: series(64, (index) => Math.fround(Math.cos(index / 9))) },
      { kind: "float", signal: 4, times: coarse, values: series(64, () => Number.NaN) },
      { kind: "float", signal: 5, times: coarse, values: series(64, () => 0.1) },
    ],
    { clockQuality: "network", priority: 2 },
  ],
  [
    "integers",
    "integers of 64 bits, near and far; times far apart",
    [
      { kind: "integer", signal: 0, times: rare, values: BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n, 0n) },
      { kind: "integer", signal: 65_535, times: rare, values: BigInt64Array.of(5n, -6n, 7n) },
    ],
    { clockQuality: "rtc", firstMonoUs: 0, lastMonoUs: 2 ** 51 },
  ],
  ["texts", "texts, too few to compress", [{ kind: "text", signal: 12, times: regular.slice(0, 5), values: ["P", "R", "", "\uFEFFN", "🚚"] }], { priority: 1 }],
  [
    "texts-compressed",
    "a compressed body",
    [
      scaled(3, regular, walk(64, 100, 0.5, 9)),
      {
        kind: "text",
        signal: 12,
        times: regular,
        values: Array.from(regular, (_, index) => `Axle ${index % 7}: the tyre pressure is below the threshold of the tyre pressure`),
      },
    ],
  ],
];

const catalogue: Catalogue = {
  version: 1,
  signals: [
    {
      name: "Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed",
      source: "can0/WHEEL_SPEEDS/WHEEL_SPEED_FL",
      unit: "km/h",
      kind: "scaled",
      factor: 0.01,
      offset: -67.67,
      decimals: 2,
    },
    { name: "can1/EEC1/EngineSpeed@00", source: "can1/EEC1/EngineSpeed@00", unit: "rpm", kind: "scaled", factor: 0.125, offset: 0, decimals: 3 },
    { name: "Vehicle.CurrentLocation.Latitude", source: "gnss0/latitude", unit: "°", kind: "float", factor: 1, offset: 0, decimals: 7 },
    { name: "uds/odometer-ticks", source: "uds/odometer-ticks", unit: "", kind: "integer", factor: 1, offset: 0, decimals: 0 },
    { name: "Vehicle.VIN", source: "obd/09/02", unit: "", kind: "text", factor: 1, offset: 0, decimals: 0 },
  ],
};

function writeNew(file: string, content: Uint8Array | string): void {
  const target = path.join(import.meta.dirname, file);
  if (existsSync(target)) throw new Error(`${file} exists; golden files are never written again`);
  writeFileSync(target, content);
}

const described = segments.map(([name, covers, columns, change]): GoldenSegment => {
  const file = `segment-1-${name}.bin`;
  const bytes = encodeSegment({ ...header, ...change }, columns);
  writeNew(file, bytes);
  return { file, covers, header: decodeSegment(bytes).header, columns: columns.map(toGolden).toSorted((a, b) => a.signal - b.signal) };
});
// A column a line: a difference can be read.
writeNew(
  "segments-1.json",
  `[\n${described.map(({ columns, ...rest }) => `${JSON.stringify(rest).slice(0, -1)},"columns":[\n${columns.map((column) => JSON.stringify(column)).join(",\n")}]}`).join(",\n")}\n]\n`,
);
const catalogueBytes = encodeCatalogue(catalogue);
writeNew("catalogue-1.json", catalogueBytes);
writeNew("catalogues-1.json", `${JSON.stringify([{ file: "catalogue-1.json", hash: catalogueHash(catalogueBytes), catalogue }], null, 1)}\n`);
