import { randomUUID } from "node:crypto";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { accountOf, runsOf, type StreamFacts } from "@drawbar/proto/link/accounting.ts";
import { rangesOf, unionRanges, type RangeSet } from "@drawbar/proto/link/range-set.ts";
import { replacedStream, type LinkRecord, type StreamKey } from "@drawbar/proto/link/records.ts";
import { parseStatement } from "@drawbar/proto/link/statements.ts";
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

  it("adds up, and is what the link's own accounting says, for any part of a source's records in any order", async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = new SeededRandom(seed);
      const source = new ScriptedSource();
      const records = eventful(source, random);
      const arrived = new Map<string, LinkRecord>();
      for (let round = 0; round < 4; round += 1) {
        const batch = records.filter(() => random.chance(0.4)).sort(() => random.next() - 0.5);
        const outcomes = await store.apply(tenant, batch);
        expect(outcomes.every(({ kind }) => kind === "stored" || kind === "known")).toBe(true);
        for (const record of batch) arrived.set(`${record.stream}#${record.seq}`, record);
        const expected = expectedAccounts([...arrived.values()]);
        const accounts = await telemetry.account(tenant, source.source);
        expect(new Map(accounts.filter(({ produced }) => produced > 0).map((account) => [account.stream, account]))).toEqual(expected);
        for (const { produced, received, lost, entrusted, open } of accounts) expect(received + lost + entrusted + open).toBe(produced);
      }
    }
  });
});

/** Segments of two priorities over three epochs, some of them thinned, given up or entrusted. */
function eventful(source: ScriptedSource, random: SeededRandom): LinkRecord[] {
  const records: LinkRecord[] = [];
  const depot = parseSourceId(randomUUID());
  let atUs = noonUs;
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
  const epoch = Number(stream.split("/")[1]) as ScriptedSource["epoch"]; // the source made it
  const ofStream = records.filter((record) => record.stream === stream);
  const last = Math.max(...ofStream.map(({ seq }) => seq));
  return source.statement({ kind: "closed", epoch, totals: [{ stream, last, produced: ofStream.reduce((sum, { produced }) => sum + produced, 0) }] });
}

/** The same facts, gathered from the records themselves. */
function expectedAccounts(records: readonly LinkRecord[]): ReadonlyMap<StreamKey, unknown> {
  const streams = new Map<StreamKey, LinkRecord[]>();
  const gaps = new Map<StreamKey, RangeSet>();
  const entrusted = new Map<StreamKey, RangeSet>();
  const totals = new Map<StreamKey, NonNullable<StreamFacts["totals"]>>();
  const closed = new Set<number>();
  for (const record of records) {
    streams.set(record.stream, [...(streams.get(record.stream) ?? []), record]);
    if (record.kind === "segment" || record.kind === "thinned") continue;
    const statement = parseStatement(record);
    if (statement.kind === "gap" || statement.kind === "entrusted") {
      const into = statement.kind === "gap" ? gaps : entrusted;
      for (const { stream, ranges } of statement.given) into.set(stream, unionRanges(into.get(stream) ?? [], ranges));
    } else {
      if (statement.kind === "closed") closed.add(statement.epoch);
      for (const total of statement.totals) if (total.last > (totals.get(total.stream)?.last ?? 0)) totals.set(total.stream, total);
    }
  }
  const thinned = records.filter(({ kind }) => kind === "thinned");
  const names = new Set([...streams.keys(), ...totals.keys()]);
  return new Map(
    [...names].flatMap((stream) => {
      const held = (streams.get(stream) ?? []).toSorted((left, right) => left.seq - right.seq);
      const here = new Set(held.map(({ seq }) => seq));
      const ofStream = thinned.filter((record) => replacedStream(record) === stream);
      const best = new Map<number, number>();
      for (const { replaces = [], samples } of ofStream) {
        const original = replaces[0] ?? 0;
        if (!here.has(original)) best.set(original, Math.max(best.get(original) ?? 0, samples));
      }
      const account = accountOf({
        stream,
        runs: runsOf(held),
        standIns: [...best].map(([original, samples]) => ({ original, samples })),
        replaced: rangesOf(ofStream.flatMap(({ replaces = [] }) => replaces)),
        gaps: gaps.get(stream) ?? [],
        entrusted: entrusted.get(stream) ?? [],
        isClosed: closed.has(Number(stream.split("/")[1])),
        totals: totals.get(stream),
      });
      return account.produced > 0 ? [[stream, account] as const] : [];
    }),
  );
}
