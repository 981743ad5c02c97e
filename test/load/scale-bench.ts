/**
 * SCALE: ten thousand vehicles behind fifty depots into one node, at their own pace. The load generator does not wait for
 * the cloud: what the cloud does not keep up with shows as lag that grows.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { WriteLoad } from "../faults/kill/write-load.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import type { LoadReport, LoadTask } from "./scale/fleet-load.ts";
import { busySeconds, secondsOf } from "./scale/process-times.ts";
import { ScaleCloud } from "./scale/scale-cloud.ts";
import { addVehicles } from "./scale/scale-fleets.ts";
import { tableBytes, waitingWork, type WaitingWork } from "./scale/waiting-work.ts";

const fleets = 10;
const depotsPerFleet = 5;
const unitsPerDepot = 200;
/** A little under the ten that 1,000 segments a second of so many sources come to: what is sent must not be what holds it back. */
const segmentSeconds = 9;
/** `SCALE_SECONDS` asks for another time. */
const seconds = 120;
const secondsLong = 600;
const everySeconds = 10;
/** After the last segment: how long minutes may take to be made. */
const rollupMaxMs = 180_000;

export const benches: readonly Bench[] = [
  {
    id: "SCALE",
    title: `samples a second from ${fleets * depotsPerFleet * unitsPerDepot} vehicles behind ${fleets * depotsPerFleet} depots into one node, roll-ups, sealing, events and audit on`,
    run: measure,
  },
];

/** One line of the printed table. */
interface Moment {
  readonly at: number;
  readonly load: LoadReport;
  readonly waiting: WaitingWork;
  readonly processor: Readonly<Record<string, number>>;
}

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const folder = context.scratchFolder();
  context.say("starting PostgreSQL and the roles api, link and worker");
  const cloud = await ScaleCloud.start(folder);
  const admin = new pg.Client({ connectionString: cloud.adminUrl });
  try {
    await admin.connect();
    context.say(`making ${fleets} fleets with ${depotsPerFleet} depots and ${depotsPerFleet * unitsPerDepot} vehicles each`);
    const { depots, token } = await makeFleets(cloud, admin);
    const task: LoadTask = {
      hub: cloud.hub,
      depots,
      seconds: Number(process.env["SCALE_SECONDS"] ?? (context.isLong ? secondsLong : seconds)),
      segmentSeconds,
      vehicles: "synthetic",
    };
    const audited = new WriteLoad({ apis: [cloud.api], token });
    audited.start();
    const moments = await underLoad(context, { cloud, admin, folder, task });
    await audited.stop();
    await sayWhatIsThere(context, admin, moments);
    return judged(moments, task);
  } finally {
    await admin.end();
    await cloud.stop();
  }
}

async function makeFleets(cloud: ScaleCloud, admin: pg.Client): Promise<{ readonly depots: LoadTask["depots"]; readonly token: string }> {
  const depots: LoadTask["depots"][number][] = [];
  let token: string | undefined;
  for (let fleet = 0; fleet < fleets; fleet += 1) {
    const { tenantId } = await cloud.addFleet(`Fleet ${fleet}`);
    token ??= await cloud.tokenFor(tenantId);
    depots.push(...(await addVehicles(admin, cloud.authorityDirectory, { tenantId, depots: depotsPerFleet, unitsPerDepot })));
  }
  await admin.query("analyze");
  return { depots, token: token ?? "" };
}

interface Run {
  readonly cloud: ScaleCloud;
  readonly admin: pg.Client;
  readonly folder: string;
  readonly task: LoadTask;
}

async function underLoad(context: BenchContext, { cloud, admin, folder, task }: Run): Promise<readonly Moment[]> {
  const file = path.join(folder, "task.json");
  writeFileSync(file, JSON.stringify(task), { mode: 0o600 });
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "scale/fleet-load.ts"), file], { stdio: ["ignore", "pipe", "inherit"] });
  const moments: Moment[] = [];
  const used = (): Readonly<Record<string, number>> => ({ ...cloud.seconds(), load: secondsOf(child.pid ?? 0), all: busySeconds() });
  let before = used();
  let beforeAt = performance.now();
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const load = JSON.parse(line) as LoadReport; // printed by fleet-load.ts
      if (!load.isDone && load.elapsedMs / 1_000 < (moments.length + 1) * everySeconds) continue;
      const after = used();
      const elapsed = (performance.now() - beforeAt) / 1_000;
      const processor = Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, (seconds - (before[name] ?? 0)) / elapsed]));
      [before, beforeAt] = [after, performance.now()];
      const moment = { at: load.elapsedMs / 1_000, load, waiting: await waitingWork(admin), processor };
      context.say(lineOf(moment, moments.at(-1)));
      moments.push(moment);
    }
  } finally {
    await ended(child);
  }
  if (moments.at(-1)?.load.isDone !== true) throw new Error("the load generator ended before its time");
  sayCost(context, moments);
  return moments;
}

/** Of the second half: what a node needs for a rate, and so what it reaches with processors of its own. */
function sayCost(context: BenchContext, moments: readonly Moment[]): void {
  const half = moments.slice(moments.length >> 1);
  const [first, last] = [moments[(moments.length >> 1) - 1], half.at(-1)];
  if (first === undefined || last === undefined) return;
  const millions = (last.load.secured - first.load.secured) / 1e6;
  const secondsOfRole = (name: string): number =>
    half.reduce((sum, { at, processor }, index) => sum + (processor[name] ?? 0) * (at - (half[index - 1] ?? first).at), 0);
  const costs = ["link", "worker", "postgres", "api", "load"].map((name) => ({ name, cost: secondsOfRole(name) / millions }));
  const node = costs.filter(({ name }) => name !== "load").reduce((sum, { cost }) => sum + cost, 0);
  context.say(
    `processor seconds a million samples: ${costs.map(({ name, cost }) => `${name} ${cost.toFixed(3)}`).join(", ")}; two cores of its own would carry ${(2 / node).toFixed(1)} M samples/s`,
  );
}

function lineOf({ at, load, waiting, processor }: Moment, before: Moment | undefined): string {
  const elapsed = at - (before?.at ?? 0);
  const samples = (load.secured - (before?.load.secured ?? 0)) / elapsed;
  const segments = (load.securedSegments - (before?.load.securedSegments ?? 0)) / elapsed;
  const { all = 0, ...ours } = processor;
  const others = Math.max(0, all - Object.values(ours).reduce((sum, cores) => sum + cores, 0));
  const shares = Object.entries({ ...ours, others }).map(([name, cores]) => `${name} ${cores.toFixed(2)}`);
  return [
    `${at.toFixed(0).padStart(4)} s`,
    `${(samples / 1e6).toFixed(2)} M samples/s`,
    `${segments.toFixed(0)} segments/s`,
    `lag ${((load.due - load.secured) / 1e6).toFixed(2)} M`,
    `waiting: ${waiting.minutes} minutes (oldest ${waiting.oldestMarkSeconds.toFixed(0)} s), ${waiting.audit} audit, ${waiting.events}+${waiting.unconsumed} events`,
    `cores: ${shares.join(", ")}`,
    `database ${(waiting.databaseBytes / 1e6).toFixed(0)} MB`,
  ].join("; ");
}

/** Everything acknowledged is there, and minutes are made of it. */
async function sayWhatIsThere(context: BenchContext, admin: pg.Client, moments: readonly Moment[]): Promise<void> {
  const { rows } = await admin.query<{ samples: string; segments: string }>("select sum(samples) as samples, count(*) as segments from drawbar.segment");
  const last = moments.at(-1)?.load;
  context.say(`acknowledged ${last?.secured} samples in ${last?.securedSegments} segments; in the database ${rows[0]?.samples} in ${rows[0]?.segments}`);
  if (Number(rows[0]?.samples) < (last?.secured ?? 0)) throw new Error("what was acknowledged is not all there");
  const startedAt = performance.now();
  while ((await waitingWork(admin)).minutes > 0 && performance.now() - startedAt < rollupMaxMs) await new Promise((resolve) => setTimeout(resolve, 1_000));
  context.say(`${(await waitingWork(admin)).minutes} minutes wait ${((performance.now() - startedAt) / 1_000).toFixed(0)} s after the last segment`);
  const samples = last?.secured ?? 1;
  for (const { table, bytes } of (await tableBytes(admin)).slice(0, 10)) {
    context.say(`${table.padEnd(20)} ${(bytes / 1e6).toFixed(1).padStart(8)} MB  ${(bytes / samples).toFixed(3)} B a sample`);
  }
  if (process.env["SCALE_STATEMENTS"] !== undefined) await sayStatements(context, admin);
}

async function sayStatements(context: BenchContext, admin: pg.Client): Promise<void> {
  await admin.query("create extension if not exists pg_stat_statements");
  const { rows } = await admin.query<{ total: string; calls: string; mean: string; text: string }>(
    `select round(total_exec_time + total_plan_time)::text as total, calls::text, round(mean_exec_time::numeric, 2)::text as mean, left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as text
     from pg_stat_statements order by total_exec_time + total_plan_time desc limit 25`,
  );
  for (const { total, calls, mean, text } of rows) context.say(`${total.padStart(8)} ms ${calls.padStart(8)}x ${mean.padStart(8)} ms  ${text}`);
}

function judged(moments: readonly Moment[], { seconds: length }: LoadTask): readonly Figure[] {
  const during = moments.filter(({ load }) => !load.isDone);
  const fifth = during.find(({ at }) => at >= length / 5) ?? during[0];
  const end = during.at(-1);
  if (fifth === undefined || end === undefined) throw new Error("nothing was measured");
  const rate = (end.load.secured - fifth.load.secured) / (end.at - fifth.at);
  const perSecond = end.load.due / end.at;
  const lagOf = ({ load }: Moment): number => (load.due - load.secured) / perSecond;
  return [
    { name: "rate", value: rate, unit: "samples/s", direction: "at-least", must: 1_000_000, moonshot: 2_000_000 },
    {
      name: "segments",
      value: (end.load.securedSegments - fifth.load.securedSegments) / (end.at - fifth.at),
      unit: "segments/s",
      direction: "at-least",
      must: 1_000,
      moonshot: 2_000,
    },
    { name: "lag-growth", value: lagOf(end) - lagOf(fifth), unit: "s of driving", direction: "at-most", must: 0.5, moonshot: 0 },
    { name: "rollup-age", value: end.waiting.oldestMarkSeconds, unit: "s, oldest mark", direction: "at-most", must: 150, moonshot: 100 },
  ];
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
