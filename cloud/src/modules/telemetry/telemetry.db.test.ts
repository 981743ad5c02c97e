import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { PostgresCloudStore } from "../../link/store/postgres-cloud-store.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import { addVehicle, putUnit } from "../../link/testing/test-fleet.ts";
import { rollUp } from "../../worker/rollup-job.ts";
import { CatalogueStore } from "./catalogue-store.ts";
import { unpackMinute } from "./packed-minute.ts";
import { coldFromSql, horizonOf, retentionOf } from "./retention-horizon.ts";
import { StoredTelemetry } from "./telemetry-queries.ts";
import type { SampleBatch, SampleScope } from "./telemetry-types.ts";

const speed = "can0/SPEED/V";
const second = 1_000_000;
const minute = 60 * second;

let db: TestDatabase;
let tenant: TenantId;
let vehicle: VehicleId;
let scope: SampleScope;
let store: PostgresCloudStore;
let telemetry: StoredTelemetry;
let clock: ManualClock;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.dispose());
beforeEach(async () => {
  tenant = await db.makeTenant();
  vehicle = await addVehicle(db, tenant);
  scope = { kind: "vehicle", vehicleId: vehicle };
  clock = new ManualClock({ wallUs: noonUs + 3_600 * second });
  const catalogues = new CatalogueStore({ database: db.app });
  store = new PostgresCloudStore({ database: db.app, catalogues, clock });
  telemetry = new StoredTelemetry({ database: db.app, catalogues, clock });
  await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);
});

async function rollAllUp(): Promise<void> {
  const catalogues = new CatalogueStore({ database: db.worker });
  while ((await rollUp(db.worker, { catalogues, clock }, tenant, { minutesMax: 100, restMs: 0 })) !== 0);
}

async function collected(batches: AsyncIterable<SampleBatch>): Promise<SampleBatch[]> {
  const all: SampleBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

/** Speed samples every second for `seconds`, in segments of 10 s. */
function drive(source: ScriptedSource, fromUs: number, seconds: number, raw = 1_000): LinkRecord[] {
  return Array.from({ length: seconds / 10 }, (_, index) => source.segment(fromUs + index * 10 * second, 10, { raw: raw + index * 10 }));
}

describe("samples", () => {
  it("come back exactly, signal by signal, in order of time, whatever order they arrived in", async () => {
    const source = new ScriptedSource();
    await putUnit(db, tenant, source.source, vehicle);
    const times = Float64Array.of(noonUs, noonUs + 250_000, noonUs + 500_001);
    const columns: SegmentColumn[] = [
      { kind: "scaled", signal: 0, times, raw: Float64Array.of(2_886, 2_887, 2_888) },
      { kind: "float", signal: 2, times, values: Float64Array.of(0.1, -1.5e-300, 21.25) },
      { kind: "integer", signal: 3, times, values: BigInt64Array.of(9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, 0n) },
      { kind: "text", signal: 4, times, values: ["P", "D", "Ä"] },
    ];
    const first = source.segment(noonUs, 3, { columns });
    const later = source.segment(noonUs + 10 * second, 5, { raw: 3_000 });
    await store.apply(tenant, [later, first]);
    const batches = await collected(telemetry.samples(tenant, { scope, signals: [] }));
    expect(batches.map(({ signal, unit }) => `${signal} ${unit}`)).toEqual(["Vehicle.Speed km/h", "can0/COUNT/N ", "can0/TEMP/T °C", "can0/TEXT/GEAR "]);
    expect(batches[0]?.values).toEqual(Float64Array.of(...[2_886, 2_887, 2_888, 3_000, 3_001, 3_002, 3_003, 3_004].map((raw) => raw * 0.01)));
    expect(batches[0]?.timesUs.subarray(0, 3)).toEqual(times);
    expect(batches[1]?.values).toEqual(BigInt64Array.of(9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, 0n));
    expect(batches[2]?.values).toEqual(Float64Array.of(0.1, -1.5e-300, 21.25));
    expect(batches[3]?.values).toEqual(["P", "D", "Ä"]);
    const some = await collected(telemetry.samples(tenant, { scope, signals: ["Vehicle.Speed"], fromUs: noonUs + 250_000, toUs: noonUs + 11 * second }));
    expect(some.flatMap(({ timesUs }) => [...timesUs])).toEqual([noonUs + 250_000, noonUs + 500_001, noonUs + 10 * second]);
    await expect(collected(telemetry.samples(tenant, { scope, signals: ["Vehicle.Wings"] }))).rejects.toMatchObject({ code: "SIGNAL_UNKNOWN" });
  });

  it("belong to the vehicle that the unit sat in when they were taken, and to their run", async () => {
    const other = await addVehicle(db, tenant);
    const unit = new ScriptedSource();
    const moved = new Date((noonUs + 20 * second) / 1_000).toISOString();
    await putUnit(db, tenant, unit.source, vehicle, { during: `(,${moved})` });
    await putUnit(db, tenant, unit.source, other, { during: `[${moved},)` });
    const run = new ScriptedSource();
    await putUnit(db, tenant, run.source, vehicle, { kind: "replay" });
    await store.apply(tenant, [...drive(unit, noonUs, 40), ...drive(run, noonUs - 1_000 * minute, 10, 5_000)]);
    const countIn = async (where: SampleScope): Promise<number> =>
      (await collected(telemetry.samples(tenant, { scope: where, signals: [speed] }))).reduce((sum, { timesUs }) => sum + timesUs.length, 0);
    expect(await countIn({ kind: "vehicle", vehicleId: other })).toBe(20);
    expect(await countIn({ kind: "run", vehicleId: vehicle, runId: run.source })).toBe(10);
    expect(await countIn(scope)).toBe(30);
    expect((await telemetry.latest(tenant, scope)).map(({ source, value }) => [source, value])).toEqual([[speed, 5_009 * 0.01]]);
    expect(await telemetry.latest(tenant, { kind: "vehicle", vehicleId: other })).toMatchObject([{ value: 1_039 * 0.01, atUs: noonUs + 39 * second }]);
  });

  it("of a thinned segment are those of its richest version", async () => {
    const source = new ScriptedSource();
    await putUnit(db, tenant, source.source, vehicle);
    const [original, other] = drive(source, noonUs, 20) as [LinkRecord, LinkRecord]; // 20 s are two segments
    const thinned = source.thinned(original);
    const thinner = source.thinned(thinned);
    const count = async (): Promise<number> =>
      (await collected(telemetry.samples(tenant, { scope, signals: [] }))).reduce((sum, { timesUs }) => sum + timesUs.length, 0);
    await store.apply(tenant, [other, thinner]);
    expect(await count()).toBe(10 + thinner.samples);
    await store.apply(tenant, [thinned]);
    expect(await count()).toBe(10 + thinned.samples);
    await store.apply(tenant, [original]);
    expect(await count()).toBe(20);
    await rollAllUp();
    const { series } = await telemetry.history(tenant, { scope, sources: [speed], fromUs: noonUs, toUs: noonUs + minute, points: 100 });
    expect(series[0]?.count.length).toBe(20);
  });
});

describe("history", () => {
  it("shows each sample while they are few, and buckets that add up when they are many", async () => {
    const source = new ScriptedSource();
    await putUnit(db, tenant, source.source, vehicle);
    await store.apply(tenant, drive(source, noonUs, 600));
    const raw = await telemetry.history(tenant, { scope, sources: [speed], fromUs: noonUs, toUs: noonUs + 100 * second, points: 100 });
    expect(raw).toMatchObject({ resolution: "raw", gaps: [] });
    expect(raw.series[0]?.mean).toEqual(Float64Array.from({ length: 100 }, (_, index) => (1_000 + index) * 0.01));
    expect(raw.series[0]?.at[99]).toBe((noonUs + 99 * second) / 1_000);
    const buckets = await telemetry.history(tenant, { scope, sources: [speed], fromUs: noonUs, toUs: noonUs + 600 * second, points: 60 });
    expect(buckets.resolution).toBe("bucket");
    expect(buckets.series[0]?.count).toEqual(new Float64Array(60).fill(10));
    expect(buckets.series[0]?.min[1]).toBe(1_010 * 0.01);
    expect(buckets.series[0]?.max[1]).toBe(1_019 * 0.01);
    expect(buckets.series[0]?.mean[1]).toBeCloseTo(10.145, 9);
    await expect(telemetry.history(tenant, { scope, sources: ["can0/NONE"], fromUs: 0, toUs: 1, points: 10 })).rejects.toMatchObject({
      code: "SIGNAL_UNKNOWN",
    });
  });

  it("takes long stretches from minutes, those still to be rolled up included, with the same figures", async () => {
    const source = new ScriptedSource();
    await putUnit(db, tenant, source.source, vehicle);
    const hours = 10;
    const records = drive(source, noonUs - hours * 60 * minute, hours * 3_600);
    await store.apply(tenant, records.slice(0, 3_000));
    await rollAllUp();
    await store.apply(tenant, records.slice(3_000));
    const query = { scope, sources: [speed], fromUs: noonUs - hours * 60 * minute, toUs: noonUs, points: 600 };
    const before = await telemetry.history(tenant, query);
    expect(before.resolution).toBe("minute");
    expect(before.series[0]?.count).toEqual(new Float64Array(600).fill(60));
    expect(before.series[0]?.min[599]).toBeCloseTo((1_000 + 599 * 60) * 0.01, 6);
    await rollAllUp();
    expect(await telemetry.history(tenant, query)).toEqual(before);
    const hourly = await telemetry.history(tenant, { ...query, points: 10 });
    expect(hourly).toMatchObject({ resolution: "bucket", gaps: [] });
    expect(hourly.series[0]?.count).toEqual(new Float64Array(10).fill(3_600));
  });

  it("says why there is a hole: slept, lost, to come", async () => {
    const source = new ScriptedSource();
    await putUnit(db, tenant, source.source, vehicle);
    const awake = drive(source, noonUs, 120);
    const [lost, coming] = [awake[3], awake[8]] as [LinkRecord, LinkRecord]; // twelve segments
    const gap = source.statement({ kind: "gap", given: [{ stream: source.stream(), ranges: [[lost.seq, lost.seq]] }] });
    const later = drive(source, noonUs + 30 * minute, 60);
    await store.apply(tenant, [...awake.filter((record) => record !== lost && record !== coming), gap, ...later]);
    await db.app
      .of(tenant)
      .count("test-sleep", "insert into source_sleep (tenant_id, source_id, at_us) values ($1, $2, $3)", [tenant, source.source, noonUs + 121 * second]);
    const whole = await telemetry.history(tenant, { scope, sources: [speed], fromUs: noonUs, toUs: noonUs + 31.5 * minute, points: 1_000 });
    expect(whole.gaps).toEqual([
      { fromUs: noonUs + 29 * second, toUs: noonUs + 40 * second, reason: "lost", samples: 10 },
      { fromUs: noonUs + 79 * second, toUs: noonUs + 90 * second, reason: "to-come", samples: 10 },
      { fromUs: noonUs + 119 * second, toUs: noonUs + 30 * minute, reason: "asleep" },
    ]);
    const asleep = await telemetry.history(tenant, { scope, sources: [speed], fromUs: noonUs + 10 * minute, toUs: noonUs + 20 * minute, points: 100 });
    expect(asleep.gaps).toEqual([{ fromUs: noonUs + 10 * minute, toUs: noonUs + 20 * minute, reason: "asleep" }]);
    const tail = await telemetry.history(tenant, { scope, sources: [speed], fromUs: noonUs + 30 * minute, toUs: noonUs + 50 * minute, points: 100 });
    expect(tail.gaps).toEqual([{ fromUs: noonUs + 30 * minute + 59 * second, toUs: noonUs + 50 * minute, reason: "to-come" }]);
    const past = await telemetry.history(tenant, { scope, sources: [speed], fromUs: noonUs + 110 * second, toUs: noonUs + 10 * minute, points: 100 });
    expect(past.gaps).toEqual([{ fromUs: noonUs + 119 * second, toUs: noonUs + 10 * minute, reason: "asleep" }]);
    const before = await telemetry.history(tenant, { scope, sources: [speed], fromUs: noonUs - 50 * minute, toUs: noonUs - 40 * minute, points: 100 });
    expect(before.gaps).toEqual([]);
  });
});

describe("latest", () => {
  it("names every signal, with the lowest and highest of the day", async () => {
    const source = new ScriptedSource();
    await putUnit(db, tenant, source.source, vehicle);
    const yesterday = drive(source, noonUs - 24 * 60 * minute, 10, 90_000);
    await store.apply(tenant, [...yesterday, ...drive(source, noonUs, 120, 500)]);
    await rollAllUp();
    const [shown] = await telemetry.latest(tenant, scope);
    expect(shown).toMatchObject({
      signal: "Vehicle.Speed",
      source: speed,
      unit: "km/h",
      decimals: 1,
      kind: "scaled",
      atUs: noonUs + 119 * second,
      samplesToday: 120,
    });
    expect([shown?.value, shown?.lowToday, shown?.highToday]).toEqual([619 * 0.01, 500 * 0.01, 619 * 0.01]);
  });

  it("of many vehicles at once is that of each, and nothing of another tenant's", async () => {
    const [other, silent] = [await addVehicle(db, tenant), await addVehicle(db, tenant)];
    for (const [where, raw] of [
      [vehicle, 500],
      [other, 700],
    ] as const) {
      const source = new ScriptedSource();
      await putUnit(db, tenant, source.source, where);
      await store.apply(tenant, drive(source, noonUs, 10, raw));
    }
    const all = await telemetry.latestOfEach(tenant, [vehicle, other, silent]);
    expect([...all.keys()].toSorted()).toEqual([vehicle, other].toSorted());
    for (const [vehicleId, values] of all) {
      const alone = await telemetry.latest(tenant, { kind: "vehicle", vehicleId });
      expect(values.map(({ source, value, atUs }) => [source, value, atUs])).toEqual(alone.map(({ source, value, atUs }) => [source, value, atUs]));
    }
    expect(await telemetry.latestOfEach(await db.makeTenant(), [vehicle, other])).toEqual(new Map());
  });
});

test.each([
  ["unset", undefined],
  ["set", [20, 45, 0, 0]],
  ["longer than it was", [30, 365, 261_101, 261_102]],
])("retention that is %s ends at the same day in SQL and here", async (_what, row) => {
  const tx = db.app.of(tenant);
  if (row !== undefined)
    await tx.count(
      "test-retention",
      "insert into telemetry_retention (tenant_id, hot_days, cold_days, hot_swept_until, cold_swept_until) values ($1, $2, $3, $4, $5)",
      [tenant, ...row],
    );
  for (const wallUs of [noonUs, noonUs - 12 * 60 * minute, noonUs + 12 * 60 * minute - 1, noonUs + 90 * 1_440 * minute]) {
    const { day } = await tx.one<{ day: number }>("", `select ${coldFromSql("$2")} as day`, [tenant, wallUs / 1_000]);
    expect(day).toBe(horizonOf(await retentionOf(tx), wallUs).coldFrom);
  }
});

describe("roll-ups", () => {
  it("are the same after segments that came late, repeatedly and in any order", async () => {
    const source = new ScriptedSource();
    const random = new SeededRandom(3);
    const records = [...drive(source, noonUs, 300), ...drive(source, noonUs + 5_000_000, 60, 7_000)]; // the last ones overlap the first
    const minutesOf = async (of: TenantId): Promise<unknown> => {
      const { rows } = await db.admin.query<{ minute: number; packed: Buffer }>(
        "select minute, packed from rollup_minute where tenant_id = $1 union all select hour, packed from rollup_hour where tenant_id = $1 order by minute",
        [of],
      );
      const ids = await db.admin.query<{ signal_id: number; source: string }>("select signal_id, source from signal where tenant_id = $1", [of]);
      const names = new Map(ids.rows.map((row) => [row.signal_id, row.source]));
      return rows.map((row) => [row.minute, [...unpackMinute(row.packed)].map(([signalId, values]) => [names.get(signalId), values])]);
    };
    await store.apply(tenant, records);
    await rollAllUp();
    const expected = await minutesOf(tenant);
    expect(expected).toHaveLength(6);
    tenant = await db.makeTenant("Shuffled");
    await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);
    for (let round = 0; round < 12; round += 1) {
      await store.apply(
        tenant,
        Array.from({ length: 9 }, () => random.pick(records)).filter((record) => record !== undefined),
      );
      if (random.chance(0.5)) await rollAllUp();
    }
    await store.apply(tenant, records.toReversed());
    await rollAllUp();
    expect(await minutesOf(tenant)).toEqual(expected);
  });

  it("are made once their minute rests, and one that never rests all the same", async () => {
    const fleet = await db.makeTenant();
    const catalogues = new CatalogueStore({ database: db.worker });
    const [restless, resting] = [new ScriptedSource(), new ScriptedSource()];
    const mark = async ({ source }: ScriptedSource, secondsAgo: number): Promise<unknown> =>
      db.admin.query("insert into rollup_mark (tenant_id, source_id, minute, marked_at) values ($1, $2, 1, now() - make_interval(secs => $3))", [
        fleet,
        source,
        secondsAgo,
      ]);
    const made = async (): Promise<number | undefined> => rollUp(db.worker, { catalogues, clock }, fleet, { minutesMax: 10, restMs: 30_000 });
    await mark(restless, 100);
    await mark(restless, 1);
    expect(await made()).toBe(0);
    await mark(resting, 31);
    expect(await made()).toBe(1);
    await mark(restless, 151);
    expect(await made()).toBe(1);
    expect((await db.admin.query("select 1 from rollup_mark where tenant_id = $1", [fleet])).rows).toEqual([]);
  });

  it("are made by one worker at a time, and a worker that dies in the middle loses no mark", async () => {
    const source = new ScriptedSource();
    await store.apply(tenant, drive(source, noonUs, 120));
    const marks = async (): Promise<unknown> =>
      (await db.admin.query("select count(distinct minute)::int as n from rollup_mark where tenant_id = $1", [tenant])).rows;
    const catalogues = new CatalogueStore({ database: db.worker });
    expect(await rollUp(db.worker, { catalogues, clock }, tenant, { minutesMax: 10, restMs: 60_000 })).toBe(0);
    const dying = {
      ...db.worker,
      directory: db.worker.directory,
      of: (of: TenantId) => db.worker.of(of),
      transaction: ((of, work, options) =>
        db.worker.transaction(
          of,
          async (tx) => {
            await work(tx);
            expect(await rollUp(db.worker, { catalogues, clock }, tenant, { minutesMax: 10, restMs: 0 })).toBeUndefined();
            // The connection is cut before the commit, as by kill -9.
            await db.admin.query(
              "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-worker' and state = 'idle in transaction'",
            );
            await tx.many("after-kill", "select 1 where $1::int = 1", [1]);
          },
          options,
        )) as TestDatabase["worker"]["transaction"], // the work's result does not matter: it never commits
    };
    await expect(rollUp(dying, { catalogues, clock }, tenant, { minutesMax: 10, restMs: 0 })).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    expect(await marks()).toEqual([{ n: 2 }]);
    expect(await rollUp(db.worker, { catalogues, clock }, tenant, { minutesMax: 10, restMs: 0 })).toBe(2);
    expect(await marks()).toEqual([{ n: 0 }]);
  });
});
