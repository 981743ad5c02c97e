/**
 * The load generator of SCALE, a process of its own: `node fleet-load.ts TASK.json`. It plays depots and units at an even
 * pace, whatever the cloud answers, and prints what it did as a line of JSON each second.
 */
import { readFileSync } from "node:fs";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { Identity } from "@drawbar/runtime/tls/identity.ts";
import { syntheticCatalogue } from "../synthetic-telemetry.ts";
import { makeSegments } from "./made-segments.ts";
import { PlayedDepot } from "./played-depot.ts";
import { driveSimulated, simulatedKinds, type KindOfSegments } from "./simulated-segments.ts";

export interface LoadTask {
  readonly hub: string;
  readonly depots: readonly { readonly identity: Identity; readonly sources: readonly SourceId[] }[];
  readonly seconds: number;
  /** Each unit seals one segment in so many seconds, with the samples of those. */
  readonly segmentSeconds: number;
  /** 121 samples a second from every unit, or what the vehicles of the simulated fleet give, kinds in turn. */
  readonly vehicles: "synthetic" | "simulated";
}

/** Since the start. */
export interface LoadReport {
  readonly elapsedMs: number;
  readonly linked: number;
  /** By the clock: what the units have driven, whether the generator kept up with it or not. */
  readonly due: number;
  readonly produced: number;
  readonly secured: number;
  readonly securedSegments: number;
  /** On the links of the depots. */
  readonly upBytes: number;
  readonly downBytes: number;
  readonly isDone: boolean;
}

const madeCount = 64;
/** Of each kind of simulated vehicle. */
const simulatedSeconds = 600;
const stepMs = 20;
const drainMaxMs = 60_000;
const linkedMaxMs = 60_000;
/** Of one step, so that marks are read while the generator catches up. */
const recordsPerStepMax = 200;

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("which task?");
await play(JSON.parse(readFileSync(file, "utf8")) as LoadTask); // written by scale-bench.ts

async function play({ hub, depots: wanted, seconds, segmentSeconds, vehicles }: LoadTask): Promise<void> {
  const log = createLogger({ process: "load", level: "error" });
  const kinds = vehicles === "synthetic" ? [synthetic(segmentSeconds)] : simulatedKinds.map((kind) => driveSimulated(kind, 1, simulatedSeconds));
  const catalogues = kinds.map(({ catalogue }) => catalogue);
  const counts = { produced: 0, secured: 0, securedSegments: 0 };
  const onSecured = (samples: number): void => {
    counts.secured += samples;
    if (samples > 0) counts.securedSegments += 1; // a depot also says of itself that it has begun
  };
  const depots = wanted.map(({ identity, sources }) => new PlayedDepot({ identity, sources, hub, catalogues, log, onSecured }));
  for (const depot of depots) depot.start();
  await until(() => depots.every(({ isLinked }) => isLinked), linkedMaxMs);

  const unitsPerDepot = wanted[0]?.sources.length ?? 0;
  const units = depots.length * unitsPerDepot;
  const perSecond = units / segmentSeconds;
  const samplesEach = meanSamples(kinds);
  const [startMs, startUs] = [performance.now(), Date.now() * 1_000];
  let taken = 0;
  const dueSegments = (): number => Math.min(seconds, (performance.now() - startMs) / 1_000) * perSecond;
  const report = (isDone: boolean): void => {
    const linked = depots.filter(({ isLinked }) => isLinked).length;
    const due = Math.floor(Math.floor(dueSegments()) * samplesEach);
    const [upBytes, downBytes] = [sum(depots, ({ bytes }) => bytes.up), sum(depots, ({ bytes }) => bytes.down)];
    print({ elapsedMs: performance.now() - startMs, linked, due, ...counts, upBytes, downBytes, isDone });
  };
  const reporting = setInterval(() => report(false), 1_000);
  const total = Math.floor(seconds * perSecond);
  while (taken < total) {
    const until = Math.min(Math.floor(dueSegments()), taken + recordsPerStepMax);
    const active = new Set<PlayedDepot>();
    for (; taken < until; taken += 1) {
      // Units that follow each other are of different depots: each seals at its own moment, as a fleet does.
      const place = taken % units;
      const depot = depots[place % depots.length];
      const unit = Math.floor(place / depots.length);
      const source = wanted[place % depots.length]?.sources[unit];
      const made = kinds[unit % kinds.length]?.segments ?? [];
      const segment = made[(Math.floor(taken / units) + place) % made.length];
      if (depot === undefined || segment === undefined || source === undefined) throw new RangeError("no depots");
      const endsUs = Math.floor((taken / perSecond) * 1_000_000);
      const firstUs = startUs + endsUs - segmentSeconds * 1_000_000;
      depot.take(source, segment, Math.floor(firstUs / 1_000) * 1_000, endsUs);
      counts.produced += segment.samples;
      active.add(depot);
    }
    for (const depot of active) depot.commit();
    await new Promise((resolve) => (dueSegments() - taken > perSecond / 10 ? setImmediate(resolve) : setTimeout(resolve, stepMs)));
  }
  await until(() => counts.secured === counts.produced, drainMaxMs).catch(() => undefined);
  clearInterval(reporting);
  report(true);
  for (const depot of depots) depot.stop();
}

function synthetic(segmentSeconds: number): KindOfSegments {
  const bytes = encodeCatalogue({ version: 1, signals: syntheticCatalogue });
  const hash = catalogueHash(bytes);
  return { kind: "synthetic", catalogue: { hash, bytes }, segments: makeSegments(madeCount, segmentSeconds, hash) };
}

function meanSamples(kinds: readonly KindOfSegments[]): number {
  return sum(kinds, ({ segments }) => sum(segments, ({ samples }) => samples) / segments.length) / kinds.length;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function print(report: LoadReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

async function until(isSo: () => boolean, maxMs: number): Promise<void> {
  const endsAt = performance.now() + maxMs;
  while (!isSo()) {
    if (performance.now() > endsAt) throw new Error("the cloud did not answer in time");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
