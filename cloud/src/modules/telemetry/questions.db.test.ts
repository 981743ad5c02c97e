import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { PostgresCloudStore } from "../../link/store/postgres-cloud-store.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import { addVehicle, putUnit } from "../../link/testing/test-fleet.ts";
import { rollUp } from "../../worker/rollup-job.ts";
import { CatalogueStore } from "./catalogue-store.ts";
import { StoredTelemetry } from "./telemetry-queries.ts";
import type { AlignedHistory, SampleScope } from "./telemetry-types.ts";

const speed = "can0/SPEED/V";
const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;

let db: TestDatabase;
let tenant: TenantId;
let vehicle: VehicleId;
let scope: SampleScope;
let source: ScriptedSource;
let clock: ManualClock;
let store: PostgresCloudStore;
let telemetry: StoredTelemetry;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.dispose());
beforeEach(async () => {
  clock = new ManualClock({ wallUs: noonUs + 12 * hour });
  const options = { database: db.app, catalogues: new CatalogueStore({ database: db.app }), clock };
  store = new PostgresCloudStore(options);
  telemetry = new StoredTelemetry(options);
  await beginTenant();
});

async function beginTenant(): Promise<void> {
  tenant = await db.makeTenant();
  ({ vehicle, source } = await equip());
  scope = { kind: "vehicle", vehicleId: vehicle };
  await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);
}

async function equip(): Promise<{ readonly vehicle: VehicleId; readonly source: ScriptedSource }> {
  const unit = new ScriptedSource();
  const added = await addVehicle(db, tenant);
  await putUnit(db, tenant, unit.source, added);
  return { vehicle: added, source: unit };
}

async function rollAllUp(): Promise<void> {
  const options = { catalogues: new CatalogueStore({ database: db.worker }), clock };
  while ((await rollUp(db.worker, options, tenant, { minutesMax: 256, restMs: 0 })) !== 0);
}

function drive(of: ScriptedSource, fromUs: number, seconds: number, raw = 1_000): LinkRecord[] {
  return Array.from({ length: seconds / 10 }, (_, index) => of.segment(fromUs + index * 10 * second, 10, { raw: raw + index * 10 }));
}

function history(spanUs: number, points: number): Promise<AlignedHistory> {
  return telemetry.alignedHistory(tenant, { scope, sources: [speed], fromUs: noonUs, toUs: noonUs + spanUs, points });
}

describe("history for a width", () => {
  it("is every sample, seconds, minutes or hours: the finest that fits", async () => {
    const times = Float64Array.from({ length: 100 }, (_, index) => noonUs + index * 100_000);
    const dense: SegmentColumn = { kind: "scaled", signal: 0, times, raw: Float64Array.from(times, (_, index) => 1_000 + index) };
    await store.apply(tenant, [source.segment(noonUs, 10, { columns: [dense] }), ...drive(source, noonUs + 10 * second, 3 * 3_600)]);
    await rollAllUp();
    expect(await history(10 * second, 100)).toMatchObject({ resolution: "raw", stepUs: 0 });
    const seconds = await history(10 * second, 50);
    expect(seconds).toMatchObject({ resolution: "second", stepUs: second });
    const [first] = seconds.series;
    expect([first?.count[0], first?.min[0], first?.max[0], first?.last[0]]).toEqual([10, 1_000 * 0.01, 1_009 * 0.01, 1_009 * 0.01]);
    expect(first?.sum[0]).toBeCloseTo(100.45, 9);
    expect(await history(3 * hour, 2_200)).toMatchObject({ resolution: "second", stepUs: 5 * second });
    const minutes = await history(3 * hour, 179);
    expect(minutes).toMatchObject({ resolution: "minute", stepUs: 2 * minute });
    expect(minutes.series[0]?.last[1]).toBe((1_000 + 229) * 0.01);
    const hours = await history(240 * hour, 100);
    expect(hours).toMatchObject({ resolution: "hour", stepUs: 3 * hour });
    expect([...(hours.series[0]?.count ?? [])]).toEqual([100 + 3 * 3_600 - 10, 10]);
    expect(hours.series[0]?.at.every((at) => (at * 1_000) % (3 * hour) === 0)).toBe(true);
  });

  it("has the same buckets for spans that overlap", async () => {
    await store.apply(tenant, drive(source, noonUs, 600));
    const at = async (fromUs: number): Promise<readonly number[]> => {
      const { series } = await telemetry.alignedHistory(tenant, { scope, sources: [speed], fromUs, toUs: fromUs + 300 * second, points: 60 });
      return [...(series[0]?.at ?? [])];
    };
    const [left, right] = [await at(noonUs), await at(noonUs + 7 * second)];
    const [first = 0] = right;
    expect(left.filter((time) => time > first)).toEqual(right.slice(1, -2));
  });
});

describe("minutes and hours", () => {
  it("come to the same count, sum, lowest, highest and last, whatever came late, twice or shuffled", async () => {
    const jumps = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 12, maxLength: 12 });
    const order = fc.shuffledSubarray(
      Array.from({ length: 24 }, (_, index) => index % 12),
      { minLength: 24, maxLength: 24 },
    );
    await fc.assert(
      fc.asyncProperty(jumps, order, fc.integer({ min: 1, max: 12 }), async (raws, shuffled, batch) => {
        await beginTenant();
        const records = raws.map((raw, index) => source.segment(noonUs + index * 25 * second, 25, { raw }));
        for (let start = 0; start < shuffled.length; start += batch) {
          await store.apply(
            tenant,
            shuffled.slice(start, start + batch).flatMap((index) => records[index] ?? []),
          );
          if (start % 3 === 0) await rollAllUp();
        }
        await rollAllUp();
        const samples = raws.flatMap((raw, index) => Array.from({ length: 25 }, (_, at) => ({ at: index * 25 + at, value: (raw + at) * 0.01 })));
        const { series } = await history(24 * hour, 1_440);
        const wanted = [0, 1, 2, 3, 4].map((begin) => samples.filter(({ at }) => Math.floor(at / 60) === begin).map(({ value }) => value));
        expect([...(series[0]?.count ?? [])]).toEqual(wanted.map((values) => values.length));
        expect([...(series[0]?.min ?? [])]).toEqual(wanted.map((values) => Math.min(...values)));
        expect([...(series[0]?.max ?? [])]).toEqual(wanted.map((values) => Math.max(...values)));
        expect([...(series[0]?.last ?? [])]).toEqual(wanted.map((values) => values.at(-1)));
        const ofHours = await history(240 * hour, 10);
        expect([ofHours.series[0]?.count[0], ofHours.series[0]?.last[0]]).toEqual([300, samples.at(-1)?.value]);
        expect(ofHours.series[0]?.sum[0]).toBeCloseTo(
          samples.reduce((sum, { value }) => sum + value, 0),
          6,
        );
      }),
      { numRuns: 8 },
    );
  });
});

describe("a value at a time", () => {
  it("is that of the last sample at or before it, and none when that is more than a day ago", async () => {
    await store.apply(tenant, drive(source, noonUs, 60));
    const at = async (timeUs: number): Promise<unknown> =>
      (await telemetry.at(tenant, { scope, sources: [speed], timeUs })).map(({ value, atUs }) => [value, atUs]);
    expect(await at(noonUs - 1)).toEqual([]);
    expect(await at(noonUs)).toEqual([[1_000 * 0.01, noonUs]]);
    expect(await at(noonUs + 7_999_999)).toEqual([[1_007 * 0.01, noonUs + 7 * second]]);
    expect(await at(noonUs + 9 * hour)).toEqual([[1_059 * 0.01, noonUs + 59 * second]]);
    expect(await at(noonUs + 25 * hour)).toEqual([]);
    await expect(telemetry.at(tenant, { scope, sources: ["can0/NONE"], timeUs: noonUs })).rejects.toMatchObject({ code: "SIGNAL_UNKNOWN" });
  });

  it("comes from minutes where samples are past their retention", async () => {
    await store.apply(tenant, drive(source, noonUs, 120));
    await rollAllUp();
    clock.setWallUs(noonUs + 40 * 24 * hour);
    const found = await telemetry.at(tenant, { scope, sources: [speed], timeUs: noonUs + 90 * second });
    expect(found).toMatchObject([{ value: 1_059 * 0.01, atUs: noonUs + minute - 1, resolution: "minute" }]);
  });
});

describe("an aggregate over vehicles", () => {
  it("joins what all or some vehicles of the fleet showed, step by step, and nobody else's", async () => {
    const other = await equip();
    const silent = await equip();
    const run = new ScriptedSource();
    await putUnit(db, tenant, run.source, vehicle, { kind: "replay" });
    await store.apply(tenant, [...drive(source, noonUs, 120), ...drive(other.source, noonUs, 60, 5_000), ...drive(run, noonUs, 60, 9_000)]);
    await rollAllUp();
    const question = { signal: "Vehicle.Speed", fromUs: noonUs, toUs: noonUs + hour, stepUs: minute };
    const all = await telemetry.aggregate(tenant, question);
    expect(all).toMatchObject({ unit: "km/h", vehicles: 2 });
    expect([[...all.at], [...all.count]]).toEqual([
      [noonUs / 1_000, noonUs / 1_000 + 60_000],
      [120, 60],
    ]);
    expect([all.min[0], all.max[0]]).toEqual([1_000 * 0.01, 5_059 * 0.01]);
    expect(all.mean[0]).toBeCloseTo(30.295, 9);
    const some = await telemetry.aggregate(tenant, { ...question, vehicles: [other.vehicle, silent.vehicle], stepUs: hour });
    expect([some.vehicles, [...some.count], [...some.max]]).toEqual([1, [60], [5_059 * 0.01]]);
    const theirs = vehicle;
    tenant = await db.makeTenant("Other");
    await expect(telemetry.aggregate(tenant, { ...question, vehicles: [theirs] })).rejects.toMatchObject({ code: "SIGNAL_UNKNOWN" });
    await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);
    expect(await telemetry.aggregate(tenant, { ...question, vehicles: [theirs] })).toMatchObject({ vehicles: 0, at: new Float64Array() });
  });

  it("is refused when it would read too much", async () => {
    const question = { signal: speed, fromUs: 0, toUs: 4_000_000 * minute, stepUs: minute };
    await expect(telemetry.aggregate(tenant, question)).rejects.toMatchObject({ code: "TELEMETRY_QUESTION_TOO_LARGE" });
    expect(await telemetry.aggregate(tenant, { ...question, stepUs: hour })).toMatchObject({ vehicles: 0 });
  });
});
