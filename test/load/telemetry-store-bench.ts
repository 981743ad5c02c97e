/** B8 and B9: what stored telemetry weighs and how fast it answers, over VictoriaMetrics with the same samples. */
import { generateKeySync, randomUUID } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseSourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import type { Database } from "@drawbar/cloud/db/tenant-transaction.ts";
import { testDatabase } from "@drawbar/cloud/db/testing/test-database.ts";
import { startTestApi, type TestApi, type TestFleet } from "@drawbar/cloud/http/testing/test-api.ts";
import { PostgresCloudStore } from "@drawbar/cloud/link/store/postgres-cloud-store.ts";
import { CatalogueStore, SegmentOpener, SegmentSealer } from "@drawbar/cloud/modules/telemetry/index.ts";
import { MergeJob } from "@drawbar/cloud/worker/merge-job.ts";
import { rollUp } from "@drawbar/cloud/worker/rollup-job.ts";
import { startVictoriaMetrics, victoriaMetricsMissing, type VictoriaMetrics } from "../peers/victoria-metrics.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { median, medianRatio, shortNumber } from "./harness/statistics.ts";
import { catalogue, catalogueBytes, importLines, partSeconds, partsOf, type Drive } from "./store/stored-fleet.ts";

const sizeVehicles = 20;
const sizeSeconds = 3_600;
const fleetVehicles = 30;
const fleetSeconds = 3_600;
const daySeconds = 86_400;
const queriesPerRound = 15;
/** Before the first round, of each: compilers and caches are as on a server that has run for an hour. */
const warmUpQueries = 150;
const speed = "Vehicle.Speed";

export const benches: readonly Bench[] = [
  { id: "B8", title: "stored bytes a sample, sealed, with roll-ups and indexes, over VictoriaMetrics", run: measureSize },
  { id: "B9", title: "a vehicle's signal over a day, and a fleet aggregate, over VictoriaMetrics", run: measureQuestions },
];

async function measureSize(context: BenchContext): Promise<readonly Figure[]> {
  const bar = { unit: "x", direction: "at-most", must: 1.1, moonshot: 0.7 } as const;
  const missing = victoriaMetricsMissing();
  if (missing !== undefined) {
    context.say(`VictoriaMetrics is ${missing}`);
    return [{ ...bar, value: undefined }];
  }
  const db = await testDatabase();
  const peer = await startVictoriaMetrics(context.scratchFolder());
  try {
    const tenant = await db.makeTenant();
    const masterKey = generateKeySync("aes", { length: 256 });
    const catalogues = new CatalogueStore({ database: db.app });
    const store = new PostgresCloudStore({ database: db.app, catalogues, clock: systemClock, sealer: new SegmentSealer({ database: db.app, masterKey }) });
    await store.addCatalogue(tenant, catalogue, catalogueBytes);
    const size = async (): Promise<number> => {
      await db.admin.query("vacuum");
      const { rows } = await db.admin.query<{ bytes: string }>(
        "select sum(pg_total_relation_size(oid)) as bytes from pg_class where relnamespace = 'drawbar'::regnamespace and relkind = 'r'",
      );
      return Number(rows[0]?.bytes);
    };
    const emptyBytes = await size();
    const startUs = wholeParts(systemClock.wallUs()) - 2 * daySeconds * 1_000_000;
    const opener = new SegmentOpener({ masterKey });
    const drives = Array.from({ length: sizeVehicles }, (_, seed) => partsOf({ source: parseSourceId(randomUUID()), seed, startUs, seconds: sizeSeconds }));
    let samples = 0;
    // As it comes: all vehicles together, the worker behind them, and what autovacuum does.
    for (let part = 0; part < sizeSeconds / partSeconds; part += 1) {
      for (const [vehicle, drive] of drives.entries()) {
        const { value } = drive.next();
        if (value === undefined) continue;
        await store.apply(tenant, value.records);
        await importInto(peer, importLines(value.columns, String(vehicle)));
        samples += value.samples;
      }
      await work(db.worker, tenant, opener);
      await db.admin.query("vacuum");
    }
    const ours = ((await size()) - emptyBytes) / samples;
    const theirs = (await settledSize(peer)) / samples;
    const { rows: largest } = await db.admin.query<{ what: string; bytes: string }>(
      `select regexp_replace(relname, '_[0-9]+', '') as what, sum(pg_relation_size(oid)) as bytes from pg_class
       where relnamespace in ('drawbar'::regnamespace, 'pg_toast'::regnamespace) and relkind in ('r', 'i', 't') group by 1 order by 2 desc limit 8`,
    );
    for (const { what, bytes } of largest) context.say(`  ${what.padEnd(34)} ${shortNumber(Number(bytes) / samples)} B a sample`);
    context.say(`${samples} samples of ${sizeVehicles} vehicles; ours ${shortNumber(ours)} B, VictoriaMetrics ${shortNumber(theirs)} B a sample`);
    return [{ ...bar, value: ours / theirs }];
  } finally {
    await peer.stop();
    await db.dispose();
  }
}

async function measureQuestions(context: BenchContext): Promise<readonly Figure[]> {
  const day = { name: "day", unit: "x", direction: "at-least", must: 5, moonshot: 20 } as const;
  const fleet = { name: "fleet", unit: "x", direction: "at-least", must: 0.5, moonshot: 2 } as const;
  const missing = victoriaMetricsMissing();
  if (missing !== undefined) {
    context.say(`VictoriaMetrics is ${missing}`);
    return [
      { ...day, value: undefined },
      { ...fleet, value: undefined },
    ];
  }
  const api = await startTestApi();
  const peer = await startVictoriaMetrics(context.scratchFolder());
  try {
    const ours = await api.makeFleet();
    await api.store.addCatalogue(ours.tenantId, catalogue, catalogueBytes);
    const startUs = Math.floor(systemClock.wallUs() / 1e6 / daySeconds - 2) * daySeconds * 1e6;
    context.say("loading a day of one vehicle and an hour of a fleet into both");
    const vehicles = await loadFleet(api, ours, peer, startUs);
    const { authorization } = await ours.headers("read");
    const base = `http://127.0.0.1:${api.server.port}/api/v1`;
    const iso = (us: number): string => new Date(us / 1_000).toISOString();
    const questions = {
      dayOurs: async () =>
        ask(`${base}/vehicles/${vehicles[0]}/signals/history?source=can0/${speed}&from=${iso(startUs)}&to=${iso(startUs + daySeconds * 1e6)}&width=480`, {
          headers: { authorization },
        }),
      dayPeer: async () => ask(rangeQuery(peer, `avg_over_time(telemetry{signal="${speed}",vehicle="0"}[180s])`, startUs, daySeconds, 180)),
      fleetOurs: async () =>
        ask(`${base}/telemetry/aggregate`, {
          method: "POST",
          headers: { authorization, "content-type": "application/json" },
          body: JSON.stringify({ signal: speed, from: iso(startUs), to: iso(startUs + fleetSeconds * 1e6), step: 60 }),
        }),
      fleetPeer: async () => ask(rangeQuery(peer, `avg(avg_over_time(telemetry{signal="${speed}"}[60s]))`, startUs, fleetSeconds, 60)),
    };
    for (const [name, question] of Object.entries(questions)) context.say(`${name}: an answer of ${await question()} bytes`);
    for (const question of Object.values(questions)) for (let index = 0; index < warmUpQueries; index += 1) await question();
    const times = await context.rounds(async () => ({
      dayPeer: await medianMs(questions.dayPeer),
      dayOurs: await medianMs(questions.dayOurs),
      fleetPeer: await medianMs(questions.fleetPeer),
      fleetOurs: await medianMs(questions.fleetOurs),
    }));
    return [
      { ...day, value: medianRatio(times.dayPeer, times.dayOurs) },
      { ...fleet, value: medianRatio(times.fleetPeer, times.fleetOurs) },
    ];
  } finally {
    await peer.stop();
    await api.dispose();
  }
}

/** @returns vehicle ids; the first one has the whole day. */
async function loadFleet(api: TestApi, fleet: TestFleet, peer: VictoriaMetrics, startUs: number): Promise<readonly string[]> {
  const vehicles: string[] = [];
  for (let index = 0; index < fleetVehicles; index += 1) {
    const vehicleId = await fleet.addVehicle(`B ${index}`);
    vehicles.push(vehicleId);
    const drive: Drive = { source: await fleet.addUnit(vehicleId), seed: index, startUs, seconds: index === 0 ? daySeconds : fleetSeconds };
    for (const part of partsOf(drive)) {
      await api.store.apply(fleet.tenantId, part.records);
      await importInto(peer, importLines(part.columns, String(index)));
    }
  }
  await work(api.db.worker, fleet.tenantId);
  await api.db.admin.query("vacuum analyze");
  await peer.flush();
  return vehicles;
}

/** What the worker does of what is stored: roll-ups, then the merge of what is old, which all of it is. */
async function work(database: Database, tenant: TenantId, opener?: SegmentOpener): Promise<void> {
  const options = { catalogues: new CatalogueStore({ database }), opener, clock: systemClock };
  while (((await rollUp(database, options, tenant, { minutesMax: 256, restMs: 0 })) ?? 0) > 0);
  const merging = new MergeJob({ database, opener, clock: systemClock });
  while ((await merging.turn(tenant))?.hasMore === true);
}

function wholeParts(us: number): number {
  return Math.floor(us / (partSeconds * 1_000_000)) * partSeconds * 1_000_000;
}

async function importInto(peer: VictoriaMetrics, lines: string): Promise<void> {
  const response = await fetch(`${peer.url}/api/v1/import`, { method: "POST", body: lines });
  if (!response.ok) throw new Error(`VictoriaMetrics refused samples: ${response.status} ${await response.text()}`);
}

/** Without its cache of answers: a question that was asked before would cost it nothing. */
function rangeQuery(peer: VictoriaMetrics, query: string, startUs: number, seconds: number, step: number): string {
  const start = startUs / 1e6 + step;
  return `${peer.url}/api/v1/query_range?${new URLSearchParams({ query, start: String(start), end: String(startUs / 1e6 + seconds), step: `${step}s`, nocache: "1" })}`;
}

/** @returns bytes of the answer. */
async function ask(url: string, init?: RequestInit): Promise<number> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return text.length;
}

async function medianMs(question: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < queriesPerRound; index += 1) {
    const startedAt = performance.now();
    await question();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

/** Its merges run behind: waits until the folder no longer shrinks. Caches, which it could lose, do not count. */
async function settledSize(peer: VictoriaMetrics): Promise<number> {
  await peer.flush();
  await fetch(`${peer.url}/internal/force_merge`);
  let [last, same] = [0, 0];
  for (let second = 0; second < 60 && same < 5; second += 1) {
    await sleep(1_000);
    const bytes = ["data", "indexdb"].reduce((sum, folder) => sum + folderBytes(path.join(peer.dataDirectory, folder)), 0);
    same = bytes === last ? same + 1 : 0;
    last = bytes;
  }
  return last;
}

function folderBytes(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    bytes += statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0; // merged away meanwhile
  }
  return bytes;
}
