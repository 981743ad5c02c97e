import { generateKeySync } from "node:crypto";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId, VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { Act } from "../../http/audit.ts";
import { PostgresCloudStore } from "../../link/store/postgres-cloud-store.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import { addVehicle, putUnit } from "../../link/testing/test-fleet.ts";
import { AuditTrail } from "../audit/index.ts";
import { VehicleRemoval } from "../vehicles/index.ts";
import { MergeJob } from "../../worker/merge-job.ts";
import { rollUp } from "../../worker/rollup-job.ts";
import { CatalogueStore } from "./catalogue-store.ts";
import { eraseSource } from "./erasure.ts";
import { openReading } from "./reading.ts";
import { computeMinutes } from "./rollup.ts";
import { SegmentOpener, SegmentSealer } from "./segment-keys.ts";
import { segmentPages } from "./segment-pages.ts";
import { linesOf } from "./sink-export.ts";
import { StoredTelemetry } from "./telemetry-queries.ts";
import type { SampleScope } from "./telemetry-types.ts";

const speed = "can0/SPEED/V";
const temperature = "can0/TEMP/T";
const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
const masterKey = generateKeySync("aes", { length: 256 });
const opener = new SegmentOpener({ masterKey });

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
  clock = new ManualClock({ wallUs: noonUs + 6 * hour });
  const catalogues = new CatalogueStore({ database: db.app });
  store = new PostgresCloudStore({ database: db.app, catalogues, clock, sealer: new SegmentSealer({ database: db.app, masterKey }) });
  telemetry = new StoredTelemetry({ database: db.app, catalogues, clock, opener });
  await beginTenant();
});

async function beginTenant(): Promise<void> {
  tenant = await db.makeTenant();
  source = new ScriptedSource();
  vehicle = await addVehicle(db, tenant);
  scope = { kind: "vehicle", vehicleId: vehicle };
  await putUnit(db, tenant, source.source, vehicle);
  await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);
}

/** Segments of ten seconds with a scaled, a float, an integer and a text column. */
function drive(of: ScriptedSource, fromUs: number, segments: number, priority: 1 | 3 = 3): LinkRecord[] {
  return Array.from({ length: segments }, (_, index) => {
    const begin = fromUs + index * 10 * second;
    const times = Float64Array.from({ length: 10 }, (_, at) => begin + at * second);
    const slow = times.filter((_, at) => at % 5 === index % 5);
    const columns: SegmentColumn[] = [
      { kind: "scaled", signal: 0, times, raw: Float64Array.from(times, (_, at) => 3_000 + ((index * 37 + at * 11) % 500)) },
      { kind: "float", signal: 2, times: slow, values: Float64Array.from(slow, (_, at) => 20 + Math.sin(index * 3 + at) * 7) },
      { kind: "integer", signal: 3, times: slow, values: BigInt64Array.from(slow, (_, at) => BigInt(index) * 9_007_199_254_740_993n + BigInt(at)) },
      { kind: "text", signal: 4, times: slow, values: Array.from(slow, (_, at) => "PRND"[(index + at) % 4] ?? "") },
    ];
    return of.segment(begin, 10, { priority, columns });
  });
}

async function rollAllUp(): Promise<void> {
  const options = { catalogues: new CatalogueStore({ database: db.worker }), opener, clock };
  while ((await rollUp(db.worker, options, tenant, { minutesMax: 256, restMs: 0 })) !== 0);
}

/** @returns segments and blocks of one round. */
async function merge(of: TenantId = tenant): Promise<readonly [segments: number, blocks: number]> {
  const job = new MergeJob({ database: db.worker, opener, clock });
  let [segments, blocks] = [0, 0];
  for (let turn = await job.turn(of); turn !== undefined; turn = await job.turn(of)) {
    segments += turn.segments;
    blocks += turn.blocks;
  }
  return [segments, blocks];
}

async function rows(): Promise<readonly { readonly single: number; readonly merged: number }[]> {
  const { rows: found } = await db.admin.query<{ single: number; merged: number }>(
    `select count(*) filter (where last_seq is null)::int as single, count(*) filter (where last_seq is not null)::int as merged
     from drawbar.segment where tenant_id = $1`,
    [tenant],
  );
  return found;
}

/** Every kind of question, over whole and broken windows. */
async function answers(): Promise<Record<string, unknown>> {
  const samples: unknown[] = [];
  for await (const batch of telemetry.samples(tenant, { scope, signals: [] })) samples.push(batch);
  for await (const batch of telemetry.samples(tenant, { scope, signals: [speed], fromUs: noonUs + 333 * second, toUs: noonUs + 1_234 * second }))
    samples.push(batch);
  const history = async (fromUs: number, toUs: number, points: number): Promise<unknown> => [
    await telemetry.history(tenant, { scope, sources: [speed, temperature], fromUs, toUs, points }),
    await telemetry.alignedHistory(tenant, { scope, sources: [speed, temperature], fromUs, toUs, points }),
  ];
  const database = db.worker.of(tenant);
  const reading = await openReading(database, { catalogues: new CatalogueStore({ database: db.worker }), opener }, clock.wallUs());
  const minutes = Array.from({ length: 40 }, (_, index) => ({ source: source.source, minute: noonUs / minute - 2 + index }));
  const lines: unknown[] = [];
  for await (const chunk of linesOf(reading, minutes)) lines.push(chunk);
  return {
    account: await telemetry.account(tenant, source.source),
    samples,
    lines,
    histories: [
      await history(noonUs, noonUs + 2 * hour, 400),
      await history(noonUs + 455 * second, noonUs + 1_255 * second, 2_000),
      await history(noonUs + 455 * second, noonUs + 462 * second, 2_000),
      await history(noonUs - hour, noonUs + 30 * second, 100),
      await history(noonUs + 1_000 * second, noonUs + 5 * hour, 60),
    ],
    at: [
      await telemetry.at(tenant, { scope, sources: [speed, temperature], timeUs: noonUs + 604 * second }),
      await telemetry.at(tenant, { scope, sources: [speed, temperature], timeUs: noonUs + 3 * hour }),
    ],
    aggregate: await telemetry.aggregate(tenant, { signal: "Vehicle.Speed", fromUs: noonUs, toUs: noonUs + hour, stepUs: minute }),
    latest: await telemetry.latest(tenant, scope),
    // Made again from the segments, as late data would have it.
    minutes: await computeMinutes(reading, minutes),
  };
}

describe("a merge of old segments", () => {
  it("changes no answer to any question, and leaves one row per ten minutes of a stream", async () => {
    const records = [...drive(source, noonUs, 150), ...drive(source, noonUs + 5 * second, 40, 1)];
    await store.apply(tenant, records);
    await rollAllUp();
    const before = await answers();
    expect(await merge()).toEqual([190, 4]);
    expect(await rows()).toEqual([{ single: 0, merged: 4 }]);
    const { rows: rollups } = await db.admin.query(
      `select (select count(*)::int from drawbar.rollup_minute where tenant_id = $1) as minutes,
         (select count(*)::int from drawbar.rollup_hour_minutes where tenant_id = $1) as hours`,
      [tenant],
    );
    expect(rollups).toEqual([{ minutes: 0, hours: 1 }]);
    expect(await answers()).toEqual(before);
    expect(await merge()).toEqual([0, 0]);
  });

  it("changes no answer where numbers are missing, late, thinned, of two epochs or out of order", async () => {
    const kinds = fc.array(fc.constantFrom("keep", "keep", "keep", "lose", "late", "thin", "thin late", "restart"), { minLength: 12, maxLength: 70 });
    await fc.assert(
      fc.asyncProperty(kinds, fc.integer({ min: 1, max: 25 }), fc.boolean(), async (fates, step, isTwice) => {
        await beginTenant();
        const [now, late]: [LinkRecord[], LinkRecord[]] = [[], []];
        for (const [index, fate] of fates.entries()) {
          if (fate === "restart") now.push(source.restart());
          const [record] = drive(source, noonUs + index * step * 10 * second, 1, index % 5 === 0 ? 1 : 3);
          if (record === undefined) continue;
          if (fate === "late") late.push(record);
          else if (fate === "thin") now.push(source.thinned(record));
          else if (fate === "thin late") late.push(record, source.thinned(record));
          else if (fate !== "lose") now.push(record);
        }
        await store.apply(tenant, now);
        await rollAllUp();
        if (isTwice) await merge();
        await store.apply(tenant, late.toReversed());
        await rollAllUp();
        const before = await answers();
        const [segments] = await merge();
        expect(segments).toBeGreaterThanOrEqual(isTwice ? 0 : 1);
        expect(await answers()).toEqual(before);
      }),
      { numRuns: 6 },
    );
  });

  it("leaves alone what is recent, and what another tenant has", async () => {
    await store.apply(tenant, drive(source, noonUs, 180));
    clock.setWallUs(noonUs + 24 * minute);
    expect(await merge(await db.makeTenant("Other"))).toEqual([0, 0]);
    expect(await merge()).toEqual([60, 1]);
    expect(await rows()).toEqual([{ single: 120, merged: 1 }]);
    clock.setWallUs(noonUs + 25 * minute);
    expect(await merge()).toEqual([60, 1]);
  });

  it("knows a late duplicate of a merged segment, and a different one with its number", async () => {
    const twin = source.clone();
    const records = drive(source, noonUs, 60);
    await store.apply(tenant, records);
    await merge();
    expect(await store.apply(tenant, records)).toEqual(records.map(() => ({ kind: "known" })));
    const forged = twin.segment(noonUs, 10, { raw: 9_999 });
    expect(await store.apply(tenant, [forged])).toEqual([{ kind: "conflict" }]);
  });

  it("takes data that comes late for a merged minute into its roll-up", async () => {
    const records = drive(source, noonUs, 60);
    await store.apply(tenant, records.toSpliced(30, 3));
    await rollAllUp();
    await merge();
    await store.apply(tenant, records.slice(30, 33));
    await rollAllUp();
    const history = await telemetry.alignedHistory(tenant, { scope, sources: [speed], fromUs: noonUs, toUs: noonUs + 10 * minute, points: 10 });
    expect([...(history.series[0]?.count ?? [])]).toEqual(Array.from({ length: 10 }, () => 60));
    expect(await merge()).toEqual([3, 1]);
    expect((await telemetry.account(tenant, source.source))[0]).toMatchObject({
      produced: records.reduce((sum, { samples }) => sum + samples, 0),
      lost: 0,
      open: 0,
    });
  });

  it("between two pages of a reader neither hides nor repeats a segment", async () => {
    await store.apply(tenant, drive(source, noonUs, 400));
    const reading = await openReading(db.app.of(tenant), { catalogues: new CatalogueStore({ database: db.app }), opener }, clock.wallUs());
    const seqs: number[] = [];
    let [pages, merged] = [0, 0];
    for await (const page of segmentPages(reading, source.source, { fromUs: noonUs, toUs: noonUs + 5 * hour })) {
      seqs.push(...page.map(({ seq }) => seq));
      if (pages++ === 0) [merged] = await merge();
    }
    expect(merged).toBe(400);
    expect(pages).toBeGreaterThan(1);
    expect(seqs).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
  });

  it("by two workers at once, beside one who stores, loses and doubles nothing", async () => {
    const records = drive(source, noonUs, 300);
    await store.apply(tenant, records.slice(0, 200));
    const late = records.slice(200);
    const storing = (async () => {
      for (let start = 0; start < late.length; start += 10) await store.apply(tenant, late.slice(start, start + 10));
    })();
    const merged = await Promise.all([merge(), merge(), storing]);
    const [again] = await merge();
    expect(merged[0][0] + merged[1][0] + again).toBe(300);
    expect(await rows()).toMatchObject([{ single: 0 }]);
    expect((await telemetry.account(tenant, source.source))[0]).toMatchObject({ received: records.reduce((sum, { samples }) => sum + samples, 0) });
  });

  it("keeps erased data erased, whether it is erased before or after", async () => {
    await store.apply(tenant, drive(source, noonUs, 120));
    await merge();
    const month = 2_611;
    await eraseSource(db.app, tenant, { source: source.source, throughMonth: month });
    const left = async (): Promise<number> => {
      let count = 0;
      for await (const { timesUs } of telemetry.samples(tenant, { scope, signals: [] })) count += timesUs.length;
      return count;
    };
    expect(await left()).toBe(0);
    await store.apply(tenant, drive(source, noonUs + hour, 60));
    await eraseSource(db.app, tenant, { source: source.source, throughMonth: month });
    expect(await merge()).toEqual([0, 0]);
    expect(await left()).toBe(0);
    const { rows: bodies } = await db.admin.query("select 1 from drawbar.segment where tenant_id = $1 and last_seq is null", [tenant]);
    expect(bodies).toHaveLength(60);
  });

  it("takes nothing out of reach of who removes a vehicle", async () => {
    await store.apply(tenant, drive(source, noonUs, 100));
    await merge();
    const audit = new AuditTrail({ database: db.app, clock: systemClock });
    const removal = new VehicleRemoval({ database: db.app, log: createLogger({ process: "test", level: "silent" }), audit });
    await removal.remove(tenant, vehicle, new Act({ actor: { kind: "command" } }));
    expect(await rows()).toEqual([{ single: 0, merged: 0 }]);
  });

  it("gives the bytes back that it saves, as far as the fleet's storage is counted", async () => {
    await store.apply(tenant, drive(source, noonUs, 60));
    const bytes = async (): Promise<number> => {
      const { rows: found } = await db.admin.query<{ bytes: string }>(
        "select coalesce((select sum(bytes) from drawbar.tenant_usage_day where tenant_id = $1), 0) - (select sum(octet_length(body)) from drawbar.segment where tenant_id = $1) as bytes",
        [tenant],
      );
      return Number(found[0]?.bytes);
    };
    const before = await bytes();
    await merge();
    expect(await bytes()).toBe(before);
  });

  it("leaves what is sealed alone without the master key", async () => {
    await store.apply(tenant, drive(source, noonUs, 60));
    const job = new MergeJob({ database: db.worker, clock });
    expect(await job.turn(tenant)).toMatchObject({ segments: 0, blocks: 0, hasMore: false });
  });
});
