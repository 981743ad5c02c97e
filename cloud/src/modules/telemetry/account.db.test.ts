import { randomUUID } from "node:crypto";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { LinkRecord, StreamKey } from "@drawbar/proto/link/records.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { PostgresCloudStore } from "../../link/store/postgres-cloud-store.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../../link/testing/scripted-source.ts";
import { CatalogueStore } from "./catalogue-store.ts";
import { StoredTelemetry } from "./telemetry-queries.ts";

let db: TestDatabase;
let tenant: TenantId;
let store: PostgresCloudStore;
let telemetry: StoredTelemetry;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.dispose());
beforeEach(async () => {
  tenant = await db.makeTenant();
  const options = { database: db.app, catalogues: new CatalogueStore({ database: db.app }), clock: new ManualClock({ wallUs: noonUs }) };
  store = new PostgresCloudStore(options);
  telemetry = new StoredTelemetry(options);
  await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);
});

async function accountFor(source: ScriptedSource, stream: StreamKey): Promise<unknown> {
  return (await telemetry.account(tenant, source.source)).find((account) => account.stream === stream);
}

describe("account", () => {
  it("counts what is missing from its neighbours, and real data for ever", async () => {
    const source = new ScriptedSource();
    const records = [3, 4, 1].map((seconds, index) => source.segment(noonUs + index * 10_000_000, seconds)) as [LinkRecord, LinkRecord, LinkRecord];
    const [one, two, three] = records;
    await store.apply(tenant, [one, three]);
    expect(await accountFor(source, one.stream)).toMatchObject({ produced: 8, received: 4, lost: 0, entrusted: 0, open: 4 });
    await store.apply(tenant, [source.statement({ kind: "gap", given: [{ stream: one.stream, ranges: [[2, 2]] }] })]);
    expect(await accountFor(source, one.stream)).toMatchObject({ produced: 8, received: 4, lost: 4, open: 0 });
    await store.apply(tenant, [two]);
    expect(await accountFor(source, one.stream)).toMatchObject({ produced: 8, received: 8, lost: 0, open: 0 });
  });

  it("counts what was entrusted until its depot has nothing left, and what a closed epoch left open as lost", async () => {
    const source = new ScriptedSource();
    const depot = parseSourceId(randomUUID());
    const [one, two, three] = [5, 6, 7].map((seconds, index) => source.segment(noonUs + index * 10_000_000, seconds)) as [LinkRecord, LinkRecord, LinkRecord];
    await store.apply(tenant, [one, source.statement({ kind: "entrusted", depot, given: [{ stream: one.stream, ranges: [[2, 2]] }] }), three]);
    expect(await accountFor(source, one.stream)).toMatchObject({ produced: 18, received: 12, entrusted: 6, lost: 0, open: 0 });
    await store.resolveEntrusted(tenant, depot);
    expect(await accountFor(source, one.stream)).toMatchObject({ entrusted: 0, lost: 6 });
    await store.apply(tenant, [two]);
    expect(await accountFor(source, one.stream)).toMatchObject({ received: 18, lost: 0 });

    const last = source.segment(noonUs + 40_000_000, 9); // never arrives
    const opened = source.restart();
    await store.apply(tenant, [opened]);
    expect(await accountFor(source, last.stream)).toMatchObject({ produced: 27, received: 18, open: 9 });
    const ended = { stream: last.stream, last: last.seq, produced: 27 };
    await store.apply(tenant, [source.statement({ kind: "closed", epoch: Number(last.stream.split("/")[1]) as ScriptedSource["epoch"], totals: [ended] })]);
    expect(await accountFor(source, last.stream)).toMatchObject({ produced: 27, received: 18, lost: 9, open: 0 });
  });
});
