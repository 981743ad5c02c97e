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

export interface LoadTask {
  readonly hub: string;
  readonly depots: readonly { readonly identity: Identity; readonly sources: readonly SourceId[] }[];
  readonly seconds: number;
  /** Each unit seals one segment in so many seconds, with the samples of those. */
  readonly segmentSeconds: number;
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
  readonly bytes: number;
  readonly isDone: boolean;
}

const madeCount = 64;
const stepMs = 20;
const drainMaxMs = 60_000;
const linkedMaxMs = 60_000;
/** Of one step, so that marks are read while the generator catches up. */
const recordsPerStepMax = 200;

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("which task?");
await play(JSON.parse(readFileSync(file, "utf8")) as LoadTask); // written by scale-bench.ts

async function play({ hub, depots: wanted, seconds, segmentSeconds }: LoadTask): Promise<void> {
  const log = createLogger({ process: "load", level: "error" });
  const bytes = encodeCatalogue({ version: 1, signals: syntheticCatalogue });
  const catalogue = { hash: catalogueHash(bytes), bytes };
  const made = makeSegments(madeCount, segmentSeconds, catalogue.hash);
  const counts = { produced: 0, secured: 0, securedSegments: 0, bytes: 0 };
  const onSecured = (samples: number): void => {
    counts.secured += samples;
    if (samples > 0) counts.securedSegments += 1; // a depot also says of itself that it has begun
  };
  const depots = wanted.map(({ identity, sources }) => new PlayedDepot({ identity, sources, hub, catalogue, log, onSecured }));
  for (const depot of depots) depot.start();
  await until(() => depots.every(({ isLinked }) => isLinked), linkedMaxMs);

  const unitsPerDepot = wanted[0]?.sources.length ?? 0;
  const units = depots.length * unitsPerDepot;
  const perSecond = units / segmentSeconds;
  const samplesEach = made[0]?.samples ?? 0;
  const [startMs, startUs] = [performance.now(), Date.now() * 1_000];
  let taken = 0;
  const dueSegments = (): number => Math.min(seconds, (performance.now() - startMs) / 1_000) * perSecond;
  const report = (isDone: boolean): void => {
    const linked = depots.filter(({ isLinked }) => isLinked).length;
    const due = Math.floor(dueSegments()) * samplesEach;
    print({ elapsedMs: performance.now() - startMs, linked, due, ...counts, isDone });
  };
  const reporting = setInterval(() => report(false), 1_000);
  while (taken < seconds * perSecond) {
    const until = Math.min(Math.floor(dueSegments()), taken + recordsPerStepMax);
    const active = new Set<PlayedDepot>();
    for (; taken < until; taken += 1) {
      // Units that follow each other are of different depots: each seals at its own moment, as a fleet does.
      const place = taken % units;
      const depot = depots[place % depots.length];
      const segment = made[(taken * 7) % made.length];
      const source = wanted[place % depots.length]?.sources[Math.floor(place / depots.length)];
      if (depot === undefined || segment === undefined || source === undefined) throw new RangeError("no depots");
      const endsUs = Math.floor((taken / perSecond) * 1_000_000);
      const firstUs = startUs + endsUs - segmentSeconds * 1_000_000;
      depot.take(source, segment, Math.floor(firstUs / 1_000) * 1_000, endsUs);
      counts.produced += segment.samples;
      counts.bytes += segment.columns.length;
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
