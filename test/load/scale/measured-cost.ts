/** What a segment of the simulated fleet costs a node: processors, link, database. Measured with some thousand vehicles that all drive. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type pg from "pg";
import type { LoadReport, LoadTask } from "./fleet-load.ts";
import type { ScaleCloud } from "./scale-cloud.ts";
import { tableBytes, waitingWork } from "./waiting-work.ts";

/** Of one segment, unless said otherwise. */
export interface SegmentCost {
  readonly samples: number;
  readonly upBytes: number;
  readonly downBytes: number;
  readonly segmentTableBytes: number;
  readonly eventBytes: number;
  readonly walBytes: number;
  /** Processor seconds, by process, without what it uses when nothing comes. */
  readonly processorSeconds: Readonly<Record<string, number>>;
  /** Of one minute of one vehicle, in the table of minutes. */
  readonly minuteBytes: number;
  /** Of one vehicle, whatever it sends. */
  readonly vehicleBytes: number;
  /** Segments a second at which it was measured. */
  readonly perSecond: number;
}

const idleMs = 10_000;
const rollupMaxMs = 180_000;
const perSegment = ["segment", "segment_day"];
const perEvent = ["event_log"];
const perVehicle = ["vehicle", "unit", "unit_assignment", "source_latest", "source_presence", "stream_range", "sealing_key"];

export async function measureCost(cloud: ScaleCloud, admin: pg.Client, folder: string, task: LoadTask): Promise<SegmentCost> {
  const idle = await usedWhile(cloud, () => new Promise<void>((resolve) => setTimeout(resolve, idleMs)));
  const [tablesBefore, walBefore] = [await tablesOf(admin), await walPosition(admin)];
  let last: LoadReport | undefined;
  const busy = await usedWhile(cloud, async () => {
    last = await play(folder, task);
    await minutesMade(admin);
  });
  if (last === undefined || last.secured < last.produced) throw new Error("the cloud did not take what it was sent");
  const [tables, wal] = [await tablesOf(admin), await walPosition(admin)];
  const segments = last.securedSegments;
  const grown = (names: readonly string[]): number => names.reduce((sum, name) => sum + (tables.get(name) ?? 0) - (tablesBefore.get(name) ?? 0), 0);
  const vehicles = task.depots.reduce((sum, { sources }) => sum + sources.length, 0);
  const { rows } = await admin.query<{ minutes: string }>("select count(*) as minutes from drawbar.rollup_minute");
  const used = Object.entries(busy.processor).map(([name, seconds]) => [
    name,
    Math.max(0, seconds - (idle.processor[name] ?? 0) * (busy.seconds / idle.seconds)) / segments,
  ]);
  return {
    samples: last.secured / segments,
    upBytes: last.upBytes / segments,
    downBytes: last.downBytes / segments,
    segmentTableBytes: grown(perSegment) / segments,
    eventBytes: grown(perEvent) / segments,
    walBytes: (wal - walBefore) / segments,
    processorSeconds: Object.fromEntries(used) as Record<string, number>, // name and seconds, made above
    minuteBytes: grown(["rollup_minute"]) / Number(rows[0]?.minutes),
    vehicleBytes: perVehicle.reduce((sum, name) => sum + (tables.get(name) ?? 0), 0) / vehicles,
    perSecond: segments / task.seconds,
  };
}

interface Used {
  readonly seconds: number;
  readonly processor: Readonly<Record<string, number>>;
}

async function usedWhile(cloud: ScaleCloud, work: () => Promise<void>): Promise<Used> {
  const [startedAt, before] = [performance.now(), cloud.seconds()];
  await work();
  const after = Object.entries(cloud.seconds());
  const processor = Object.fromEntries(after.map(([name, used]) => [name, used - (before[name as keyof typeof before] ?? 0)])); // the same names
  return { seconds: (performance.now() - startedAt) / 1_000, processor };
}

async function play(folder: string, task: LoadTask): Promise<LoadReport> {
  const file = path.join(folder, "task.json");
  writeFileSync(file, JSON.stringify(task), { mode: 0o600 });
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "fleet-load.ts"), file], { stdio: ["ignore", "pipe", "inherit"] });
  let last: LoadReport | undefined;
  for await (const line of createInterface({ input: child.stdout })) last = JSON.parse(line) as LoadReport; // printed by fleet-load.ts
  if (last?.isDone !== true) throw new Error("the load generator ended before its time");
  return last;
}

async function minutesMade(admin: pg.Client): Promise<void> {
  const endsAt = performance.now() + rollupMaxMs;
  while ((await waitingWork(admin)).minutes > 0) {
    if (performance.now() > endsAt) throw new Error("minutes were not made in time");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function tablesOf(admin: pg.Client): Promise<ReadonlyMap<string, number>> {
  return new Map((await tableBytes(admin)).map(({ table, bytes }) => [table, bytes]));
}

async function walPosition(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ bytes: string }>("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as bytes");
  return Number(rows[0]?.bytes);
}
