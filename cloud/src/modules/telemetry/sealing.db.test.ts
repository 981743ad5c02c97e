import { generateKeySync, type KeyObject } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { PostgresCloudStore } from "../../link/store/postgres-cloud-store.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import { addVehicle, putUnit } from "../../link/testing/test-fleet.ts";
import { rollUp } from "../../worker/rollup-job.ts";
import { CatalogueStore } from "./catalogue-store.ts";
import { eraseSource } from "./erasure.ts";
import { forecastErasure } from "./keeping-forecast.ts";
import { findKeptSources, pastErasures } from "./kept-sources.ts";
import { openMasterKey } from "./master-key.ts";
import { SegmentOpener, SegmentSealer } from "./segment-keys.ts";
import { keyIdOf, openBody, sealBody, sealingOverhead } from "./segment-sealing.ts";
import { StoredTelemetry } from "./telemetry-queries.ts";
import type { SampleScope } from "./telemetry-types.ts";

const speed = "can0/SPEED/V";
const second = 1_000_000;
const newKey = (): KeyObject => generateKeySync("aes", { length: 256 });
const masterKey = newKey();

let db: TestDatabase;
let tenant: TenantId;
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
  clock = new ManualClock({ wallUs: noonUs + 3_600 * second });
  tenant = await db.makeTenant();
  const vehicleId = await addVehicle(db, tenant);
  scope = { kind: "vehicle", vehicleId };
  source = new ScriptedSource();
  await putUnit(db, tenant, source.source, vehicleId);
  store = storeWith(masterKey);
  telemetry = readerWith(masterKey);
  await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);
});

function storeWith(key: KeyObject | undefined): PostgresCloudStore {
  const sealer = key === undefined ? undefined : new SegmentSealer({ database: db.app, masterKey: key });
  return new PostgresCloudStore({ database: db.app, catalogues: new CatalogueStore({ database: db.app }), clock, sealer });
}

function readerWith(key: KeyObject | undefined): StoredTelemetry {
  const opener = key === undefined ? undefined : new SegmentOpener({ masterKey: key });
  return new StoredTelemetry({ database: db.app, catalogues: new CatalogueStore({ database: db.app }), clock, opener });
}

async function samplesSeenBy(reader: StoredTelemetry): Promise<number> {
  let count = 0;
  for await (const { timesUs } of reader.samples(tenant, { scope, signals: [] })) count += timesUs.length;
  return count;
}

async function rollAllUp(): Promise<void> {
  const options = { catalogues: new CatalogueStore({ database: db.worker }), opener: new SegmentOpener({ masterKey }), clock };
  while ((await rollUp(db.worker, options, tenant, { minutesMax: 100, restMs: 0 })) !== 0);
}

describe("a stored body", () => {
  it("opens with its own key under its own number, and with nothing else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.integer({ min: 1, max: 2 ** 47 }), fc.nat(), (body, keyId, at) => {
        const key = newKey();
        const name = { source: source?.source ?? parseSourceId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"), epoch: 7, priority: 3, seq: 9 };
        const sealed = sealBody(key, keyId, name, body);
        expect(sealed.length).toBe(body.length + sealingOverhead);
        expect(keyIdOf(sealed)).toBe(keyId);
        expect(Buffer.from(openBody(key, name, sealed))).toEqual(Buffer.from(body));
        const changed = Uint8Array.from(sealed);
        const place = 7 + (at % (sealed.length - 7));
        changed[place] = (changed[place] ?? 0) ^ 1;
        expect(() => openBody(key, name, changed)).toThrow(expect.objectContaining({ code: "TELEMETRY_UNSEALABLE" }));
        expect(() => openBody(key, { ...name, seq: 10 }, sealed)).toThrow(expect.objectContaining({ code: "TELEMETRY_UNSEALABLE" }));
        expect(() => openBody(newKey(), name, sealed)).toThrow(expect.objectContaining({ code: "TELEMETRY_UNSEALABLE" }));
      }),
      { numRuns: 50 },
    );
  });

  it("is sealed in the database, with one key per unit and month, and reads as it was", async () => {
    const before = source.segment(noonUs - 60 * second, 10);
    await storeWith(undefined).apply(tenant, [before]); // stored before there were keys
    const other = new ScriptedSource();
    await store.apply(tenant, [source.segment(noonUs, 10), source.segment(noonUs + 10 * second, 10), other.segment(noonUs, 10)]);
    await storeWith(masterKey).apply(tenant, [source.segment(noonUs + 20 * second, 10)]); // another process
    clock.setWallUs(noonUs + 30 * 86_400 * second);
    await store.apply(tenant, [source.segment(noonUs + 30 * second, 10)]);
    const { rows } = await db.admin.query<{ key: string; n: number }>(
      "select encode(substr(body, 1, 7), 'hex') as key, count(*)::int as n from segment where tenant_id = $1 group by 1 order by n desc",
      [tenant],
    );
    expect(rows.map(({ n }) => n)).toEqual([3, 1, 1, 1]);
    expect(rows.filter(({ key }) => key.startsWith("444253"))).toHaveLength(1);
    expect(await samplesSeenBy(telemetry)).toBe(50);
    await rollAllUp();
    const { series } = await telemetry.alignedHistory(tenant, { scope, sources: [speed], fromUs: noonUs, toUs: noonUs + 3_600 * second, points: 60 });
    expect([...(series[0]?.count ?? [])]).toEqual([40]);
  });

  it("is refused, never shown as something else, without the master key that it was stored with", async () => {
    await store.apply(tenant, [source.segment(noonUs, 10)]);
    await expect(samplesSeenBy(readerWith(undefined))).rejects.toMatchObject({ code: "TELEMETRY_UNSEALABLE" });
    await expect(samplesSeenBy(readerWith(newKey()))).rejects.toMatchObject({ code: "TELEMETRY_UNSEALABLE" });
    await expect(storeWith(newKey()).apply(tenant, [source.segment(noonUs + 10 * second, 10)])).rejects.toMatchObject({ code: "TELEMETRY_UNSEALABLE" });
    const thief = await db.makeTenant("Other");
    expect(await new SegmentOpener({ masterKey }).open(db.app.of(thief), await bodies())).toEqual([undefined]);
  });
});

async function bodies(): Promise<{ source: typeof source.source; epoch: number; priority: number; seq: number; body: Buffer }[]> {
  const { rows } = await db.admin.query<{ source_id: string; epoch: string; priority: number; seq: string; body: Buffer }>(
    "select source_id, epoch, priority, seq, body from segment where tenant_id = $1",
    [tenant],
  );
  return rows.map((row) => ({ source: parseSourceId(row.source_id), epoch: Number(row.epoch), priority: row.priority, seq: Number(row.seq), body: row.body }));
}

describe("erasing a unit's past", () => {
  it("makes it unreadable at once, keeps the account, and stores what comes after under a new key", async () => {
    await storeWith(undefined).apply(tenant, [source.segment(noonUs - 60 * second, 10)]);
    await store.apply(tenant, [source.segment(noonUs, 10), source.segment(noonUs + 10 * second, 10)]);
    await rollAllUp();
    const account = await telemetry.account(tenant, source.source);
    expect(await eraseSource(db.app, tenant, { source: source.source, throughMonth: 2_611 })).toMatchObject({ keys: 1 });
    expect(await samplesSeenBy(telemetry)).toBe(0);
    expect(await telemetry.latest(tenant, scope)).toEqual([]);
    const question = { scope, sources: [speed], fromUs: noonUs - 600 * second, toUs: noonUs + 3_600 * second, points: 60 };
    expect((await telemetry.alignedHistory(tenant, question)).series[0]?.at).toEqual(new Float64Array());
    expect(await telemetry.account(tenant, source.source)).toEqual(account);
    // The store still has the dropped key in memory.
    const [outcome] = await store.apply(tenant, [source.segment(noonUs + 20 * second, 10, { raw: 5_000 })]);
    expect(outcome).toEqual({ kind: "stored" });
    expect(await samplesSeenBy(telemetry)).toBe(10);
    expect(await telemetry.latest(tenant, scope)).toMatchObject([{ source: speed, value: 5_009 * 0.01 }]);
    await rollAllUp();
    expect([...((await telemetry.alignedHistory(tenant, question)).series[0]?.count ?? [])]).toEqual([10]);
  });

  it("is told beforehand, and afterwards: what would go, whose it is, what is gone", async () => {
    await storeWith(undefined).apply(tenant, [source.segment(noonUs - 60 * second, 10)]);
    await store.apply(tenant, [source.segment(noonUs, 10), source.segment(noonUs + 10 * second, 10)]);
    const wish = { source: source.source, throughMonth: 2_611 };
    expect(await forecastErasure(db.app, tenant, { ...wish, throughMonth: 2_610 })).toMatchObject({ segments: 0, keys: 0 });
    expect(await forecastErasure(db.app, tenant, wish)).toMatchObject({ segments: 3, samples: 30, keys: 1, isAtLeast: false });
    expect(await samplesSeenBy(telemetry)).toBe(30);
    const [{ callSign = "" } = {}] = await findKeptSources(db.app, tenant, source.source);
    expect(await findKeptSources(db.app, tenant, callSign)).toMatchObject([{ source: source.source, kind: "unit", months: { first: 2_611, last: 2_611 } }]);

    const { erasureId } = await eraseSource(db.app, tenant, wish);
    await store.apply(tenant, [source.segment(noonUs + 20 * second, 10)]);
    expect(await forecastErasure(db.app, tenant, wish)).toMatchObject({ segments: 1, samples: 10, keys: 1 });
    expect(await pastErasures(db.app, tenant, { limit: 10 })).toMatchObject([{ erasureId, source: source.source, throughMonth: 2_611, keys: 1, callSign }]);
    expect(await pastErasures(db.app, tenant, { limit: 10, after: erasureId })).toEqual([]);
    const other = await db.makeTenant("Other");
    expect(await pastErasures(db.app, other, { limit: 10 })).toEqual([]);
    expect([...(await findKeptSources(db.app, other, callSign)), ...(await findKeptSources(db.app, other, source.source))]).toEqual([]);
    await expect(forecastErasure(db.app, other, wish)).rejects.toMatchObject({ code: "ERASURE_SOURCE_UNKNOWN" });
  });

  it("spares later months and other units, and refuses ids that are not the fleet's", async () => {
    await store.apply(tenant, [source.segment(noonUs, 10)]);
    await rollAllUp();
    expect(await eraseSource(db.app, tenant, { source: source.source, throughMonth: 2_610 })).toMatchObject({ keys: 0 });
    expect(await samplesSeenBy(telemetry)).toBe(10);
    const other = await db.makeTenant("Other");
    await expect(eraseSource(db.app, other, { source: source.source, throughMonth: 2_611 })).rejects.toMatchObject({ code: "ERASURE_SOURCE_UNKNOWN" });
    expect(await samplesSeenBy(telemetry)).toBe(10);
  });
});

describe("the master key", () => {
  it("is made once, whoever comes first, and only its owner may read it", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "drawbar-key-"));
    try {
      const keys = await Promise.all(Array.from({ length: 8 }, async () => openMasterKey(path.join(directory, "authority"))));
      expect(new Set(keys.map((key) => key.export().toString("hex"))).size).toBe(1);
      const file = path.join(directory, "authority", "telemetry-master.key");
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await readFile(file, "utf8")).trim()).toHaveLength(64);
      await writeFile(file, "rubbish");
      await expect(openMasterKey(path.join(directory, "authority"))).rejects.toMatchObject({ code: "TELEMETRY_KEY_UNREADABLE" });
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
