/** The simulator proves the link over a store in memory; this proves that PostgreSQL is the same store. */
import { randomUUID } from "node:crypto";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, type SourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { MemoryCloudStore } from "@drawbar/proto/link/memory-cloud-store.ts";
import type { Epoch, LinkRecord } from "@drawbar/proto/link/records.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { CatalogueStore, StoredTelemetry } from "../../modules/telemetry/index.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../testing/scripted-source.ts";
import { PostgresCloudStore } from "./postgres-cloud-store.ts";

const depot = parseSourceId(randomUUID());

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.dispose());

describe("the store on PostgreSQL", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])("answers, claims, counts and raises alarms as the simulator's does, seed %i", async (seed) => {
    const tenant = await db.makeTenant();
    const random = new SeededRandom(seed);
    const options = { database: db.app, catalogues: new CatalogueStore({ database: db.app }), clock: new ManualClock({ wallUs: noonUs }) };
    const stored = new PostgresCloudStore(options);
    const telemetry = new StoredTelemetry(options);
    const simulated = new MemoryCloudStore(1);
    for (const store of [stored, simulated]) await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);

    // One source is itself, the other was cloned: its twin goes on with the same epoch and numbers.
    const sources = [new ScriptedSource(), new ScriptedSource()] as const;
    const twin = sources[1].clone();
    const records = [...eventful(sources[0], random), ...eventful(sources[1], random), ...eventful(twin, random).slice(0, 12)];
    for (let round = 0; round < 6; round += 1) {
      const batch = records.filter(() => random.chance(0.35)).sort(() => random.next() - 0.5);
      if (random.chance(0.3)) batch.push(...batch.slice(0, 3));
      expect(await stored.apply(tenant, batch)).toEqual(await simulated.apply(tenant, batch));
      if (random.chance(0.2)) for (const store of [stored, simulated]) await store.resolveEntrusted(tenant, depot);

      const spans = [...new Set(records.map(({ stream }) => stream))].map((stream) => ({ stream, first: 1 + random.below(4), last: 5 + random.below(60) }));
      expect(await stored.claims(tenant, spans, 3)).toEqual(await simulated.claims(tenant, spans, 3));
      expect(
        await accountsOf(
          telemetry,
          tenant,
          sources.map(({ source }) => source),
        ),
      ).toEqual(new Map(simulated.accounts(tenant).map((one) => [one.stream, one])));
      expect(await alarmsOf(tenant)).toEqual(new Set([...simulated.state(tenant).alarms.keys()].map((key) => key.trim())));
      expect(await quarantinedIn(tenant)).toBe(simulated.state(tenant).quarantine.size);
    }
  });
});

async function accountsOf(telemetry: StoredTelemetry, tenant: TenantId, sources: readonly SourceId[]): Promise<ReadonlyMap<string, unknown>> {
  const accounts = await Promise.all(sources.map(async (source) => telemetry.account(tenant, source)));
  const all = accounts.flat();
  for (const { produced, received, lost, entrusted, open } of all) expect(received + lost + entrusted + open).toBe(produced);
  return new Map(all.map((account) => [account.stream, account]));
}

async function alarmsOf(tenant: TenantId): Promise<ReadonlySet<string>> {
  return new Set((await db.admin.query<{ alarm_key: string }>("select alarm_key from alarm where tenant_id = $1", [tenant])).rows.map((row) => row.alarm_key));
}

async function quarantinedIn(tenant: TenantId): Promise<number> {
  return (await db.admin.query("select 1 from quarantine where tenant_id = $1", [tenant])).rows.length;
}

/** Segments of two priorities over several epochs, some of them thinned, given up or entrusted. */
function eventful(source: ScriptedSource, random: SeededRandom): LinkRecord[] {
  const records: LinkRecord[] = [];
  let atUs = noonUs + random.below(1_000);
  for (let step = 0; step < 60; step += 1) {
    atUs += 10_000_000;
    const old = random.pick(records.filter(({ kind }) => kind === "segment" || kind === "thinned"));
    const what = random.weighted({ segment: 12, thin: 3, gap: 2, entrust: 2, restart: 1, close: 1 });
    if (what === "restart") records.push(source.restart());
    else if (what === "close" && old !== undefined && old.stream !== source.stream()) records.push(closing(source, old, records));
    else if (what === "thin" && old !== undefined && old.samples > 3 && old.replacesEpoch === undefined) records.push(source.thinned(old));
    else if (what === "gap" && old !== undefined)
      records.push(source.statement({ kind: "gap", given: [{ stream: old.stream, ranges: [[old.seq, old.seq]] }] }));
    else if (what === "entrust" && old !== undefined)
      records.push(source.statement({ kind: "entrusted", depot, given: [{ stream: old.stream, ranges: [[old.seq, old.seq]] }] }));
    else records.push(source.segment(atUs, 1 + random.below(9), { priority: random.chance(0.7) ? 3 : 2 }));
  }
  return records;
}

function closing(source: ScriptedSource, { stream }: LinkRecord, records: readonly LinkRecord[]): LinkRecord {
  const epoch = Number(stream.split("/")[1]) as Epoch; // the source made it
  const ofStream = records.filter((record) => record.stream === stream);
  const last = Math.max(...ofStream.map(({ seq }) => seq));
  return source.statement({ kind: "closed", epoch, totals: [{ stream, last, produced: ofStream.reduce((sum, { produced }) => sum + produced, 0) }] });
}
