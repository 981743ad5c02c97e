/** B4 and B5: how small segments are, and how fast they are sealed and read, beside what others would send. */
import { zstdCompressSync } from "node:zlib";
import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import type { CatalogueHash, Epoch } from "@drawbar/proto/link/records.ts";
import { decodeSegment } from "@drawbar/proto/segment/decode-segment.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import { blockOf, codecPeers, type Block, type CodecPeer } from "./codec-peers.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { median, medianRatio, shortNumber } from "./harness/statistics.ts";
import { obdDrives, obdFactors, slice } from "./obd-drives.ts";
import { syntheticDrive, syntheticEntropyFloor, syntheticSignals } from "./synthetic-telemetry.ts";

export const benches: readonly Bench[] = [
  { id: "B4", title: "segment size: a real OBD drive (1 Hz, 27 signals, 60 s) and a dense synthetic bus (121 samples/s, 10 s)", run: measureSize },
  { id: "B5", title: "segment codec, one core, 10 s of a dense synthetic bus", run: measureSpeed },
];

const vehicles = 40;
const sealedBy = {
  source: parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"),
  epoch: 5_123_456_789_012_345 as Epoch, // as long as drawn ones are
  priority: 3,
  seq: 12_345,
  boot: 17,
  firstMonoUs: 123_456_789_012,
  lastMonoUs: 123_466_789_012,
  clockQuality: "gnss",
  catalogue: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" as CatalogueHash, // as incompressible as any
} as const;

/** Whole sealed segments: header, heads of the columns and checksum included. */
const ours: CodecPeer = {
  name: "segment",
  encode: ({ columns }) => encodeSegment(sealedBy, columns),
  decode: decodeSegment,
};
const forms = [ours, ...codecPeers];

function measureSize(context: BenchContext): readonly Figure[] {
  const dense = denseBlocks(10);
  const denseSize = printSizes(context, "dense synthetic, 10 s", dense);
  printSizes(context, "dense synthetic, 60 s", denseBlocks(60));
  context.say(`entropy of the dense steps: ${syntheticEntropyFloor} B/sample`);
  const bars = { unit: "B/sample", direction: "at-most" } as const;
  return [
    { name: "obd", value: measureObd(context), ...bars, must: 0.6, moonshot: 0.4 },
    { name: "dense", value: denseSize, ...bars, must: 1, moonshot: 0.62 },
  ];
}

function measureObd(context: BenchContext): number | undefined {
  const drives = obdDrives();
  if (drives === undefined) {
    context.say("no recordings here (DRAWBAR_DATA): the real drive is not measured");
    return undefined;
  }
  const inBlocksOf = (seconds: number): Block[] =>
    drives.flatMap(({ columns, rows }) => {
      const blocks: Block[] = [];
      for (let from = 0; from < rows; from += seconds) blocks.push(blockOf(slice(columns, from, from + seconds), (signal) => obdFactors[signal] ?? 1));
      return blocks;
    });
  const size = printSizes(context, `OBD, ${drives.length} drives, 60 s`, inBlocksOf(60));
  printSizes(context, "OBD, 300 s", inBlocksOf(300));
  return size;
}

/** @returns bytes a sample of our segments. */
function printSizes(context: BenchContext, what: string, blocks: readonly Block[]): number {
  const samples = blocks.reduce((sum, block) => sum + block.samples, 0);
  context.say(`${what}: ${blocks.length} blocks, ${samples} samples`);
  const sizes = forms.map((form) => {
    const encoded = blocks.map((block) => form.encode(block));
    const plain = encoded.reduce((sum, bytes) => sum + bytes.length, 0) / samples;
    const compressed = encoded.reduce((sum, bytes) => sum + zstdCompressSync(bytes).length, 0) / samples;
    context.say(`  ${form.name.padEnd(20)} ${shortNumber(plain).padStart(7)} B/sample, ${shortNumber(compressed)} with zstd`);
    return plain;
  });
  return sizes[0] ?? Number.NaN; // ours comes first
}

async function measureSpeed(context: BenchContext): Promise<readonly Figure[]> {
  const blocks = denseBlocks(10);
  checkOurs(blocks);
  const roundMs = context.isLong ? 3_000 : 700;
  const measured = await context.rounds((): Record<string, number> => {
    const rates: Record<string, number> = {};
    for (const form of forms) {
      const encoded = blocks.map((block) => form.encode(block));
      rates[`${form.name} in`] = rateOf(blocks, (index) => form.encode(blocks[index] as Block), roundMs); // index of a block
      rates[`${form.name} out`] = rateOf(blocks, (index) => form.decode(encoded[index] as Uint8Array), roundMs); // one per block
    }
    return rates;
  });
  const of = (name: string): readonly number[] => measured[name] ?? [];
  for (const { name } of codecPeers) {
    context.say(
      `over ${name}: ${shortNumber(medianRatio(of("segment in"), of(`${name} in`)))}x in, ${shortNumber(medianRatio(of("segment out"), of(`${name} out`)))}x out`,
    );
  }
  const bars = { unit: "M samples/s", direction: "at-least", must: 20, moonshot: 60 } as const;
  return [
    { name: "in", value: median(of("segment in")), ...bars },
    { name: "out", value: median(of("segment out")), ...bars },
  ];
}

/** M samples per second of processor time: a neighbour who takes the core away does not count. */
function rateOf(blocks: readonly Block[], work: (index: number) => unknown, durationMs: number): number {
  const pass = (): void => {
    for (let index = 0; index < blocks.length; index++) work(index);
  };
  for (const end = performance.now() + durationMs / 2; performance.now() < end;) pass();
  const samples = blocks.reduce((sum, block) => sum + block.samples, 0);
  let passes = 0;
  const before = process.cpuUsage();
  for (const end = performance.now() + durationMs; performance.now() < end; passes++) pass();
  const { user, system } = process.cpuUsage(before);
  return (passes * samples) / (user + system);
}

function denseBlocks(seconds: number): readonly Block[] {
  return Array.from({ length: vehicles }, (_, index) => blockOf(syntheticDrive(index + 1, seconds), (signal) => syntheticSignals[signal]?.factor ?? 1));
}

/** A codec that is fast and wrong would win. */
function checkOurs(blocks: readonly Block[]): void {
  for (const { columns } of blocks) {
    const decoded = new Map(decodeSegment(encodeSegment(sealedBy, columns)).columns.map((column) => [column.signal, column]));
    const isEqual = columns.every(({ signal, times, raw }) => {
      const column = decoded.get(signal);
      return (
        column?.kind === "scaled" && raw.every((value, index) => value === column.raw[index]) && times.every((value, index) => value === column.times[index])
      );
    });
    if (!isEqual) throw new Error("a segment did not give its samples back");
  }
}
