/** B1: what a frame costs the edge, from its bytes to its samples on disk; only the socket is left out. */
import path from "node:path";
import { BusInput } from "@drawbar/edge-agent/acquisition/bus-input.ts";
import { NewestValues } from "@drawbar/edge-agent/live/newest-values.ts";
import { Collector } from "@drawbar/edge-agent/segments/collector.ts";
import type { SealedSegment } from "@drawbar/edge-agent/segments/sealed-segment.ts";
import { BusSignals } from "@drawbar/edge-agent/signals/bus-signals.ts";
import { catalogueSignalOf } from "@drawbar/edge-agent/signals/catalogue-signals.ts";
import { SignalTable } from "@drawbar/edge-agent/signals/signal-table.ts";
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import { parseSourceId } from "@drawbar/proto/kernel/ids.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { recordChecksum } from "@drawbar/proto/link/checksum.ts";
import { streamKey, type Epoch } from "@drawbar/proto/link/records.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import { SqliteHolderStore } from "@drawbar/runtime/link-store/sqlite-holder-store.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { median } from "./harness/statistics.ts";

export const benches: readonly Bench[] = [
  { id: "B1", title: "CAN frame (8 bytes, 5 signals) to decoded to sealed segment to SQLite FULL, 10 s a segment, socket excluded", run: measure },
];

const messages = 20;
const framesPerSecond = 1_000;
const frameCount = 200_000;
const framesPerBatch = 32;
const spanUs = 10_000_000;
const startUs = 1_764_000_000_000_000;
const source = parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
const epoch = 5_123_456_789_012_345 as Epoch; // as long as drawn ones are

/** How far a run goes. */
type Depth = "decoded" | "sealed" | "on disk";

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const frames = makeFrames();
  const folder = context.scratchFolder();
  let files = 0;
  const run = (depth: Depth): number => runFrames(frames, depth, path.join(folder, `outbox-${files++}.sqlite`));
  run("on disk");
  const measured = await context.rounds((): Record<Depth, number> => ({ decoded: run("decoded"), sealed: run("sealed"), "on disk": run("on disk") }));
  return [{ value: median(measured["on disk"]), unit: "us/frame", direction: "at-most", must: 0.6, moonshot: 0.25 }];
}

/** The agent's own parts in one thread: bus input, compiled DBC, collector, codec, outbox. @returns processor time, microseconds a frame. */
function runFrames(frames: readonly (readonly CanFrame[])[], depth: Depth, file: string): number {
  const store = SqliteHolderStore.open({ file, source });
  const stream = streamKey(source, epoch, 3);
  let seq = 0;
  let produced = 0;
  const keep = (segment: SealedSegment): void => {
    if (depth === "decoded") return;
    seq += 1;
    const { columns, samples, firstMonoUs, lastMonoUs, clockQuality, priority } = segment;
    const catalogue = segment.catalogue.hash;
    const bytes = encodeSegment({ source, epoch, priority, seq, boot: 1, firstMonoUs, lastMonoUs, clockQuality, catalogue }, columns);
    if (depth === "sealed") return;
    const record = { stream, seq, kind: "segment", producedBefore: produced, produced: samples, samples, catalogue, bytes } as const;
    produced += samples;
    store.append({ ...record, checksum: recordChecksum(record) });
    store.commit();
  };
  const { input, finish, samplesOf } = makeInput(keep);
  const before = process.cpuUsage();
  for (const batch of frames) input.onFrames(batch);
  finish();
  const { user, system } = process.cpuUsage(before);
  store.close();
  if (samplesOf() !== frameCount * 5) throw new Error(`${samplesOf()} samples were decoded, not 5 a frame`);
  return (user + system) / frameCount;
}

function makeInput(onSealed: (segment: SealedSegment) => void): { readonly input: BusInput; readonly finish: () => void; readonly samplesOf: () => number } {
  const table = new SignalTable({ onSignal: (index, signal) => collector.define(index, signal) });
  const rule = { mode: "all", deadband: 0, intervalMinMs: 0, silenceMaxMs: 0, priority: 3, rules: [] } as const;
  const collector = new Collector({
    table,
    collection: rule,
    newest: new NewestValues(),
    time: { quality: "gnss", monoUsAt: (wallUs) => wallUs - startUs },
    samplesMax: 200_000,
    spanUs: { 1: spanUs, 2: spanUs, 3: spanUs },
    onSealed,
  });
  const decoder = compileDbc(parseDbc(new TextEncoder().encode(dbcText()), { name: "bench.dbc", mode: "strict" }));
  const signals = new BusSignals({ bus: "can0", decoder, table, samples: collector, describe: catalogueSignalOf });
  const input = new BusInput({
    bus: { name: "can0", start: () => undefined, stop: () => Promise.resolve() },
    decoders: [signals],
    samples: collector,
    offsetUs: () => 0,
    onBatch: () => undefined,
    onEvent: () => undefined,
  });
  return { input, finish: () => collector.flush(), samplesOf: () => collector.kept };
}

/** 20 messages of five signals: two of 16 bits, two of 8, one of 16. */
function dbcText(): string {
  const signals = ["A : 0|16@1+ (0.01,0)", "B : 16|16@1+ (0.125,0)", "C : 32|8@1+ (0.4,0)", "D : 40|8@1+ (1,-40)", "E : 48|16@1- (1,0)"];
  const lines = Array.from({ length: messages }, (_, index) => [
    `BO_ ${0x100 + index} M${index}: 8 ECU`,
    ...signals.map((signal) => ` SG_ ${signal} [0|0] "" ECU`),
    "",
  ]);
  return ['VERSION ""', "", "BU_: ECU", "", ...lines.flat()].join("\n");
}

/** A speed, an engine, a pedal, a temperature and a counter, in turn from each message. */
function makeFrames(): readonly (readonly CanFrame[])[] {
  const random = new SeededRandom(5);
  const frames = Array.from({ length: frameCount }, (_, index): CanFrame => {
    const data = new Uint8Array(8);
    const view = new DataView(data.buffer);
    view.setUint16(0, 5_000 + Math.trunc(Math.sin(index / 900) * 800) + random.below(8), true);
    view.setUint16(2, 12_000 + random.below(60), true);
    data[4] = 60 + random.below(3);
    data[5] = 170;
    view.setUint16(6, index & 0x7fff, true);
    return { id: 0x100 + (index % messages), extended: false, data, atUs: startUs + Math.floor((index * 1_000_000) / framesPerSecond) };
  });
  const batches: CanFrame[][] = [];
  for (let from = 0; from < frames.length; from += framesPerBatch) batches.push(frames.slice(from, from + framesPerBatch));
  return batches;
}
