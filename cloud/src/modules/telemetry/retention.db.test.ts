import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sqlStateOf } from "../../db/database-errors.ts";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { PostgresCloudStore } from "../../link/store/postgres-cloud-store.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import { addVehicle, putUnit } from "../../link/testing/test-fleet.ts";
import { MergeJob } from "../../worker/merge-job.ts";
import { sweepAll, type RetentionSweep } from "../../worker/retention-job.ts";
import { rollUp } from "../../worker/rollup-job.ts";
import { CatalogueStore } from "./catalogue-store.ts";
import { forecastRetention } from "./keeping-forecast.ts";
import { StoredTelemetry } from "./telemetry-queries.ts";
import type { SampleScope } from "./telemetry-types.ts";

const speed = "can0/SPEED/V";
const second = 1_000_000;
const day = 86_400 * second;
/** Received so long ago that hot segments have expired, and cold ones have not. */
const receivedUs = noonUs - 40 * day;

let db: TestDatabase;
let tenant: TenantId;
let vehicle: VehicleId;
let scope: SampleScope;
let clock: ManualClock;
let store: PostgresCloudStore;
let telemetry: StoredTelemetry;
let source: ScriptedSource;
const log = createLogger({ process: "test", level: "silent" });

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.dispose());
beforeEach(async () => {
  clock = new ManualClock({ wallUs: receivedUs });
  tenant = await db.makeTenant();
  ({ vehicle, source } = await equip(tenant));
  scope = { kind: "vehicle", vehicleId: vehicle };
  const options = { database: db.app, catalogues: new CatalogueStore({ database: db.app }), clock };
  store = new PostgresCloudStore(options);
  telemetry = new StoredTelemetry(options);
  await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);
});

async function equip(of: TenantId): Promise<{ readonly vehicle: VehicleId; readonly source: ScriptedSource }> {
  const unit = new ScriptedSource({ bootedAtUs: receivedUs - 60 * second });
  const of1 = await addVehicle(db, of);
  await putUnit(db, of, unit.source, of1);
  return { vehicle: of1, source: unit };
}

function drive(of: ScriptedSource, fromUs: number, seconds: number, priority: 1 | 3 = 3): LinkRecord[] {
  return Array.from({ length: seconds / 10 }, (_, index) => of.segment(fromUs + index * 10 * second, 10, { raw: 1_000 + index * 10, priority }));
}

async function rollAllUp(): Promise<void> {
  const options = { catalogues: new CatalogueStore({ database: db.worker }), clock };
  while ((await rollUp(db.worker, options, tenant, { minutesMax: 100, restMs: 0 })) !== 0);
}

async function samplesLeft(): Promise<number> {
  let count = 0;
  for await (const { timesUs } of telemetry.samples(tenant, { scope, signals: [] })) count += timesUs.length;
  return count;
}

async function countsOfMinutes(): Promise<readonly number[]> {
  const range = { fromUs: receivedUs - 600 * second, toUs: receivedUs + 3_000 * second };
  const { series } = await telemetry.alignedHistory(tenant, { scope, sources: [speed], ...range, points: 5_000 });
  return [...(series[0]?.count ?? [])];
}

function sweep(): Promise<RetentionSweep> {
  return sweepAll({ database: db.worker, clock, log }, [tenant]);
}

async function rows(table: string, of: TenantId = tenant): Promise<number> {
  const { rows: found } = await db.admin.query<{ n: number }>(`select count(*)::int as n from ${table}${table.includes(" ") ? "" : " where"} tenant_id = $1`, [
    of,
  ]);
  return found[0]?.n ?? 0;
}

async function setRetention(hotDays: number, coldDays: number, of: TenantId = tenant): Promise<void> {
  await db.app
    .of(of)
    .count(
      "test-retention",
      "insert into telemetry_retention (tenant_id, hot_days, cold_days) values ($1, $2, $3) on conflict (tenant_id) do update set hot_days = $2, cold_days = $3",
      [of, hotDays, coldDays],
    );
}

describe("fewer days", () => {
  it("are told beforehand what they take away, of this fleet only, and change nothing yet", async () => {
    await store.apply(tenant, [...drive(source, receivedUs, 120), ...drive(source, receivedUs, 60, 1)]);
    const other = await db.makeTenant();
    const nowUs = receivedUs + 9 * day;
    expect(await forecastRetention(db.app, tenant, { hotDays: 10, coldDays: 365 }, nowUs)).toMatchObject({
      segments: 0,
      samples: 0,
      days: [],
      rolledUpDays: 0,
    });
    expect(await forecastRetention(db.app, tenant, { hotDays: 7, coldDays: 365 }, nowUs)).toMatchObject({
      segments: 12,
      samples: 120,
      rolledUpDays: 0,
      isAtLeast: false,
    });
    const both = await forecastRetention(db.app, tenant, { hotDays: 7, coldDays: 8 }, nowUs);
    expect(both).toMatchObject({ segments: 18, samples: 180, rolledUpDays: 1 });
    expect(both.bytes).toBeGreaterThan(18 * 20);
    expect(await forecastRetention(db.app, other, { hotDays: 7, coldDays: 8 }, nowUs)).toMatchObject({ segments: 0, rolledUpDays: 0 });
    await expect(forecastRetention(db.app, tenant, { hotDays: 8, coldDays: 7 }, nowUs)).rejects.toMatchObject({ code: "RETENTION_INVALID" });
    clock.setWallUs(nowUs);
    expect(await samplesLeft()).toBe(180);

    await setRetention(7, 8);
    expect(await samplesLeft()).toBe(0);
    expect(await forecastRetention(db.app, tenant, { hotDays: 5, coldDays: 5 }, nowUs)).toMatchObject({ segments: 0, rolledUpDays: 0 });
  });
});

describe("samples past their retention", () => {
  it("are unreadable at once, while their minutes and the account of their stream stay", async () => {
    await store.apply(tenant, [...drive(source, receivedUs, 120), ...drive(source, receivedUs, 60, 1)]);
    await rollAllUp();
    const account = await telemetry.account(tenant, source.source);
    expect(await samplesLeft()).toBe(180);
    clock.setWallUs(receivedUs + 29 * day);
    expect(await samplesLeft()).toBe(180);
    clock.setWallUs(receivedUs + 31 * day);
    expect(await samplesLeft()).toBe(60); // priority 1 is cold
    expect(await countsOfMinutes()).toEqual([120, 60]);
    expect(await rows("segment")).toBe(18);
    expect(await telemetry.account(tenant, source.source)).toEqual(account);
    await setRetention(10, 20);
    expect(await samplesLeft()).toBe(0);
    expect(await countsOfMinutes()).toEqual([]);
    expect(await telemetry.latest(tenant, scope)).toEqual([]);
  });

  it("are dropped with their partition, counted, and still in the account", async () => {
    const records = drive(source, receivedUs, 120);
    await store.apply(tenant, [...records.slice(0, 3), ...records.slice(4)]); // one is missing
    await rollAllUp();
    const account = await telemetry.account(tenant, source.source);
    clock.setWallUs(noonUs);
    expect(await sweep()).toMatchObject({ segments: 11, samples: 110, partitions: expect.toSatisfy((dropped: number) => dropped >= 1) as number });
    expect(await sweep()).toEqual({ segments: 0, samples: 0, partitions: 0 });
    expect(await rows("segment")).toBe(0);
    expect(await rows("telemetry_expiry where segments > 0 and")).toBe(1);
    expect(await rows("stream_expired")).toBe(2);
    expect(await telemetry.account(tenant, source.source)).toEqual(account);
    expect(account).toMatchObject([{ received: 110, produced: 120, open: 10 }]);
    expect(await countsOfMinutes()).toEqual([50, 60]);
    const { gaps } = await telemetry.history(tenant, { scope, sources: [speed], fromUs: receivedUs, toUs: receivedUs + 120 * second, points: 100 });
    expect(gaps.map(({ reason }) => reason)).toContain("to-come");
  });

  it("expire, and are accounted for, merged like single", async () => {
    const records = drive(source, receivedUs, 700);
    await store.apply(tenant, [...records.slice(0, 3), ...records.slice(4, 62)]); // one is missing
    await rollAllUp();
    clock.setWallUs(receivedUs + 3_600 * second);
    const merging = new MergeJob({ database: db.worker, clock });
    expect(await merging.turn(tenant)).toMatchObject({ segments: 61, blocks: 3 });
    await store.apply(tenant, records.slice(62));
    await rollAllUp();
    const account = await telemetry.account(tenant, source.source);
    clock.setWallUs(noonUs);
    expect(await sweep()).toMatchObject({ segments: 69, samples: 690, partitions: expect.toSatisfy((dropped: number) => dropped >= 2) as number });
    expect(await sweep()).toEqual({ segments: 0, samples: 0, partitions: 0 });
    expect(await rows("segment")).toBe(0);
    expect(await telemetry.account(tenant, source.source)).toEqual(account);
    expect(account).toMatchObject([{ received: 690, produced: 700, open: 10 }]);
    expect(await countsOfMinutes()).toEqual([50, ...Array.from({ length: 10 }, () => 60), 40]);
    await setRetention(10, 20);
    await sweep();
    for (const table of ["rollup_minute", "rollup_hour_minutes", "rollup_hour"]) expect(`${table} ${await rows(table)}`).toBe(`${table} 0`);
  });

  it("leave closed minutes to which late data adds, and from which it takes nothing", async () => {
    const [late, ...first] = drive(source, receivedUs, 120);
    await store.apply(tenant, first);
    await rollAllUp();
    clock.setWallUs(noonUs);
    await sweep();
    const more = drive(source, receivedUs + 120 * second, 60);
    await store.apply(tenant, [late as LinkRecord, ...more.slice(0, 2)]); // drive makes twelve
    expect(await countsOfMinutes()).toEqual([50, 60, 20]);
    await rollAllUp();
    expect(await countsOfMinutes()).toEqual([50, 60, 20]);
    await store.apply(tenant, more);
    await rollAllUp();
    expect(await countsOfMinutes()).toEqual([50, 60, 60]);
  });

  it("take roll-ups and newest values with them after the cold days", async () => {
    await store.apply(tenant, drive(source, receivedUs, 120));
    await rollAllUp();
    await setRetention(10, 20);
    clock.setWallUs(noonUs);
    await sweep();
    for (const table of ["segment", "segment_day", "rollup_minute", "rollup_hour"]) expect(`${table} ${await rows(table)}`).toBe(`${table} 0`);
    await setRetention(3_650, 3_650);
    expect([await samplesLeft(), await countsOfMinutes(), await telemetry.latest(tenant, scope)]).toEqual([0, [], []]);
    // A new value brings nothing of the old ones back.
    await store.apply(tenant, [source.segment(noonUs, 1, { raw: 7 })]);
    expect(await telemetry.latest(tenant, scope)).toMatchObject([{ value: 7 * 0.01 }]);
    await setRetention(10, 20);
  });
});

describe("a partition", () => {
  it("stays for the tenant that keeps its samples longest, and the rows of others go", async () => {
    const other = await db.makeTenant("Keeps");
    const { source: theirs } = await equip(other);
    await store.addCatalogue(other, testCatalogueHash, testCatalogueBytes);
    await store.apply(other, drive(theirs, receivedUs, 20));
    await setRetention(100, 365, other);
    await store.apply(tenant, drive(source, receivedUs, 60));
    clock.setWallUs(noonUs);
    expect(await sweepAll({ database: db.worker, clock, log }, [tenant, other])).toEqual({ segments: 6, samples: 60, partitions: 0 });
    expect([await rows("segment"), await rows("segment", other)]).toEqual([0, 2]);
    await setRetention(30, 365, other);
    await sweepAll({ database: db.worker, clock, log }, [tenant, other]);
    expect(await rows("segment", other)).toBe(0);
  });

  it("is not dropped before its time, whatever a clock says", async () => {
    clock.setWallUs(noonUs);
    await store.apply(tenant, [...drive(source, noonUs - 3_600 * second, 20)]);
    clock.setWallUs(noonUs + 20_000 * day);
    expect(await sweep()).toEqual({ segments: 0, samples: 0, partitions: 0 });
    expect(await rows("segment")).toBe(2);
    const refused = await db.worker.directory
      .one("early", "select drawbar.drop_segment_partition($1) as dropped", [3_261_125])
      .catch((error: unknown) => error);
    expect(sqlStateOf(refused)).toBe("22023");
    expect(await db.worker.directory.one("none", "select drawbar.drop_segment_partition($1) as dropped", [3_010_101])).toEqual({ dropped: false });
  });

  it("that is in use stays until the next sweep", async () => {
    await store.apply(tenant, drive(source, receivedUs, 20));
    clock.setWallUs(noonUs);
    const reader = await db.admin.connect();
    await reader.query("begin");
    await reader.query("select 1 from drawbar.segment limit 1");
    expect(await sweep()).toMatchObject({ segments: 2, partitions: 0 });
    await reader.query("rollback");
    reader.release();
    expect((await sweep()).partitions).toBeGreaterThan(0);
  });
});
