import { randomUUID } from "node:crypto";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { parseSourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { recordChecksum } from "@drawbar/proto/link/checksum.ts";
import { streamKey, type LinkRecord } from "@drawbar/proto/link/records.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { CatalogueStore, unpackLatest } from "../../modules/telemetry/index.ts";
import { newEpoch, noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "../testing/scripted-source.ts";
import { addVehicle, putUnit } from "../testing/test-fleet.ts";
import { PostgresCloudStore } from "./postgres-cloud-store.ts";

let db: TestDatabase;
let tenant: TenantId;
let store: PostgresCloudStore;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.dispose());
beforeEach(async () => {
  tenant = await db.makeTenant();
  store = makeStore();
  await store.addCatalogue(tenant, testCatalogueHash, testCatalogueBytes);
});

function makeStore(): PostgresCloudStore {
  return new PostgresCloudStore({ database: db.app, catalogues: new CatalogueStore({ database: db.app }), clock: new ManualClock({ wallUs: noonUs }) });
}

async function kinds(batch: readonly LinkRecord[], into = store): Promise<readonly string[]> {
  return (await into.apply(tenant, batch)).map(({ kind }) => kind);
}

/** What is really there, as the administrator sees it. */
async function rows<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await db.admin.query<Row>(sql, [tenant, ...values])).rows;
}

function altered(record: LinkRecord): LinkRecord {
  const { checksum: _old, ...rest } = { ...record, producedBefore: record.producedBefore + 1 };
  return { ...rest, checksum: recordChecksum(rest) };
}

describe("apply", () => {
  it("stores segments once, whatever is repeated within a batch and after it", async () => {
    const source = new ScriptedSource();
    const batch = Array.from({ length: 300 }, (_, index) => source.segment(noonUs + index * 10_000_000, 10));
    const [first, second] = [batch[0], batch[1]] as [LinkRecord, LinkRecord]; // 300 were made
    expect(await kinds([first, second, first])).toEqual(["stored", "stored", "known"]);
    expect(await kinds(batch)).toEqual(["known", "known", ...Array.from({ length: 298 }, () => "stored")]);
    expect(new Set(await kinds(batch, makeStore()))).toEqual(new Set(["known"]));
    expect(await rows("select count(*)::int as n, sum(samples)::int as samples from segment where tenant_id = $1")).toEqual([{ n: 300, samples: 3_000 }]);
    expect(await store.claims(tenant, [{ stream: source.stream(), first: 2, last: 299 }], 256)).toEqual([
      { stream: source.stream(), have: [[2, 299]], secured: [[2, 299]], through: Number.MAX_SAFE_INTEGER },
    ]);
  });

  it("gives a segment back as it was sealed", async () => {
    const source = new ScriptedSource();
    const record = source.segment(noonUs, 10);
    await store.apply(tenant, [source.segment(noonUs - 10_000_000, 3), record]);
    const [row] = await rows<Record<string, unknown>>("select * from segment where tenant_id = $1 and seq = 1");
    expect(row).toMatchObject({
      samples: record.samples,
      produced: 10,
      produced_before: "0",
      kind: 1,
      root_seq: null,
      first_us: String(noonUs),
      last_us: String(noonUs + 9_000_000),
    });
    expect(new Uint8Array(row?.["body"] as Buffer)).toEqual(record.bytes);
    expect(new Uint8Array(row?.["checksum"] as Buffer)).toEqual(record.checksum);
    expect(row?.["slot"]).toBe(3_261_125);
  });

  it("applies each number once under 8 writers that repeat each other", async () => {
    const sources = Array.from({ length: 12 }, () => new ScriptedSource());
    const records = sources.flatMap((source) => Array.from({ length: 60 }, (_, index) => source.segment(noonUs + index * 10_000_000, 10)));
    const counts = new Map<string, number>();
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        const random = new SeededRandom(writer);
        const mine = makeStore();
        for (let round = 0; round < 14; round += 1) {
          const batch = Array.from({ length: 40 }, () => random.pick(records)).filter((record) => record !== undefined);
          for (const [index, kind] of (await kinds(batch, mine)).entries()) {
            expect(["stored", "known"]).toContain(kind);
            const name = `${batch[index]?.stream}#${batch[index]?.seq}`;
            if (kind === "stored") counts.set(name, (counts.get(name) ?? 0) + 1);
          }
        }
      }),
    );
    expect(new Set(counts.values())).toEqual(new Set([1]));
    const [{ n, distinct }] = (await rows(
      "select count(*)::int as n, count(distinct (source_id, seq))::int as distinct from segment where tenant_id = $1",
    )) as [{ n: number; distinct: number }];
    expect([n, distinct]).toEqual([counts.size, counts.size]);
    expect(await rows("select sum(upper(r) - lower(r))::int as n from stream_range s, unnest(s.have) r where s.tenant_id = $1")).toEqual([{ n: counts.size }]);
    // Newest values are those of the newest segment of each source that is there.
    const newest = await rows<{ source_id: string; at_us: string; want: string }>(
      "select l.source_id, l.at_us, (select max(last_us) from segment s where s.tenant_id = $1 and s.source_id = l.source_id) as want from source_latest l where l.tenant_id = $1",
    );
    expect(newest).toHaveLength(12);
    expect(newest.filter(({ at_us, want }) => at_us !== want)).toEqual([]);
  });

  it("asks for a catalogue before it stores what needs it", async () => {
    const other = await db.makeTenant("Other");
    const source = new ScriptedSource();
    const record = source.segment(noonUs, 5);
    expect(await store.apply(other, [record])).toEqual([{ kind: "need", hash: testCatalogueHash }]);
    await store.addCatalogue(other, testCatalogueHash, testCatalogueBytes);
    expect(await store.apply(other, [record])).toEqual([{ kind: "stored" }]);
    await expect(store.addCatalogue(other, "00".repeat(32) as typeof testCatalogueHash, testCatalogueBytes)).rejects.toMatchObject({
      code: "CATALOGUE_REFUSED",
    });
  });

  it("refuses what was damaged on the way, and what says one thing outside and another inside", async () => {
    const source = new ScriptedSource();
    const record = source.segment(noonUs, 5);
    const damaged = { ...record, bytes: record.bytes.with(20, (record.bytes[20] ?? 0) ^ 1) };
    const sealed = (changed: Omit<LinkRecord, "checksum">): LinkRecord => ({ ...changed, checksum: recordChecksum(changed) });
    const otherNumber = sealed({ ...record, seq: 2 });
    const otherSource = sealed({ ...record, stream: streamKey(parseSourceId(randomUUID()), source.epoch, 3) });
    const noSegment = sealed({ ...record, bytes: Uint8Array.of(1, 2, 3) });
    const foreign = source.statement({ kind: "gap", given: [{ stream: streamKey(parseSourceId(randomUUID()), source.epoch, 3), ranges: [[1, 1]] }] });
    expect(await kinds([damaged, otherNumber, otherSource, noSegment, foreign, record])).toEqual([
      "corrupt",
      "corrupt",
      "corrupt",
      "corrupt",
      "corrupt",
      "stored",
    ]);
  });

  it("keeps a known number with other contents in quarantine, with one alarm, and shows nothing of it", async () => {
    const source = new ScriptedSource();
    const twin = new ScriptedSource({ source: source.source });
    twin.epoch = source.epoch;
    const mine = source.segment(noonUs, 5);
    const theirs = twin.segment(noonUs + 100_000_000, 5, { raw: 9_000 });
    expect(await kinds([mine])).toEqual(["stored"]);
    expect(await kinds([theirs, source.segment(noonUs + 10_000_000, 5)])).toEqual(["conflict", "stored"]);
    expect(await kinds([theirs, mine])).toEqual(["conflict", "known"]);
    expect(await kinds([altered(theirs), theirs])).toEqual(["conflict", "conflict"]);
    expect(await rows("select count(*)::int as n from quarantine where tenant_id = $1")).toEqual([{ n: 2 }]);
    expect(await rows("select kind, source_id, times > 1 as again from alarm where tenant_id = $1")).toEqual([
      { kind: "conflict", source_id: source.source, again: true },
    ]);
    expect(await rows("select at_us from source_latest where tenant_id = $1")).toEqual([{ at_us: String(noonUs + 14_000_000) }]);
    expect(await rows("select seq from segment where tenant_id = $1 order by seq")).toEqual([{ seq: "1" }, { seq: "2" }]);
  });

  it("takes nothing more of a unit from the moment on that it is taken out of the fleet", async () => {
    const [staying, leaving] = [new ScriptedSource(), new ScriptedSource()];
    const vehicle = await addVehicle(db, tenant);
    await putUnit(db, tenant, leaving.source, vehicle);
    expect(await kinds([staying.segment(noonUs, 5), leaving.segment(noonUs, 5)])).toEqual(["stored", "stored"]);
    await db.admin.query("update unit set revoked_at = now() where unit_id = $1", [leaving.source]);
    const later = noonUs + 10_000_000;
    expect(await kinds([leaving.segment(later, 5), staying.segment(later, 5), leaving.segment(later, 5)])).toEqual(["corrupt", "stored", "corrupt"]);
    expect(await rows("select count(*)::int as n from segment where tenant_id = $1 and source_id = $2", leaving.source)).toEqual([{ n: 1 }]);
  });

  it("never takes a gap for a number that is here, and lets the record come after all", async () => {
    const source = new ScriptedSource();
    const [one, two, three] = [source.segment(noonUs, 5), source.segment(noonUs + 5_000_000, 5), source.segment(noonUs + 10_000_000, 5)];
    const gap = source.statement({ kind: "gap", given: [{ stream: source.stream(), ranges: [[2, 2]] }] });
    expect(await kinds([one, gap, three])).toEqual(["stored", "stored", "stored"]);
    expect((await store.claims(tenant, [{ stream: source.stream(), first: 1, last: 3 }], 256))[0]?.have).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect(await kinds([two, gap])).toEqual(["stored", "known"]);
    expect((await store.claims(tenant, [{ stream: source.stream(), first: 1, last: 3 }], 256))[0]?.have).toEqual([[1, 3]]);
  });

  it("says how far it speaks when there are more ranges than may be named", async () => {
    const source = new ScriptedSource();
    const records = Array.from({ length: 20 }, (_, index) => source.segment(noonUs + index * 1_000_000, 1)).filter((_, index) => index % 2 === 0);
    await store.apply(tenant, records);
    const [claim] = await store.claims(tenant, [{ stream: source.stream(), first: 1, last: 20 }], 3);
    expect(claim).toMatchObject({
      have: [
        [1, 1],
        [3, 3],
        [5, 5],
      ],
      through: 5,
    });
    expect(await store.claims(tenant, [{ stream: streamKey(source.source, newEpoch(), 3), first: 1, last: 9 }], 3)).toMatchObject([
      { have: [], through: Number.MAX_SAFE_INTEGER },
    ]);
  });

  it("raises an alarm for two successors of one epoch, and for numbers beyond the end that its successor stated", async () => {
    const source = new ScriptedSource();
    const twin = new ScriptedSource({ source: source.source });
    twin.epoch = source.epoch;
    const first = source.segment(noonUs, 5);
    expect(await kinds([first, source.restart()])).toEqual(["stored", "stored"]);
    expect(await rows("select 1 from alarm where tenant_id = $1")).toEqual([]);
    await store.apply(tenant, [twin.restart({ totals: source.totals() })]);
    expect(await rows("select kind, source_id from alarm where tenant_id = $1")).toEqual([{ kind: "forked", source_id: source.source }]);

    const restored = new ScriptedSource();
    const before = restored.segment(noonUs, 5);
    const beyond = restored.segment(noonUs + 5_000_000, 5);
    const opened = restored.restart({ totals: [{ stream: before.stream, last: 1, produced: 5 }] });
    await store.apply(tenant, [opened, before]);
    expect(await rows("select 1 from alarm where tenant_id = $1 and source_id = $2", restored.source)).toEqual([]);
    await store.apply(tenant, [beyond]);
    expect(await rows("select kind from alarm where tenant_id = $1 and source_id = $2", restored.source)).toEqual([{ kind: "forked" }]);
  });

  it("makes the partitions of a day that nobody prepared", async () => {
    const clock = new ManualClock({ wallUs: Date.UTC(2031, 4, 17) * 1_000 });
    const late = new PostgresCloudStore({ database: db.app, catalogues: new CatalogueStore({ database: db.app }), clock });
    expect(await kinds([new ScriptedSource().segment(noonUs, 5)], late)).toEqual(["stored"]);
    expect(await rows("select slot from segment where tenant_id = $1")).toEqual([{ slot: 3_310_517 }]);
  });

  it("keeps the newest value of each signal, by boot and monotonic time, whatever the clock said and whatever came first", async () => {
    const old = new ScriptedSource({ boot: 4, bootedAtUs: noonUs - 60_000_000 });
    const young = new ScriptedSource({ source: old.source, boot: 5, bootedAtUs: 0 });
    const latest = young.segment(30_000_000, 5, { raw: 700 }); // its clock says 1970
    await store.apply(tenant, [latest]);
    await store.apply(tenant, [old.segment(noonUs, 5, { raw: 100 })]);
    const [row] = await rows<{ packed: Buffer; boot: string; at_us: string }>("select packed, boot, at_us from source_latest where tenant_id = $1");
    expect(row).toMatchObject({ boot: "5", at_us: "34000000" });
    expect([...unpackLatest(row?.packed ?? Buffer.alloc(0)).values()]).toMatchObject([{ boot: 5, atUs: 34_000_000, value: 704 * 0.01 }]);
  });

  it("keeps entrusted numbers apart until their depot says that it has nothing left", async () => {
    const source = new ScriptedSource();
    const depot = parseSourceId(randomUUID());
    const entrusted = source.statement({ kind: "entrusted", depot, given: [{ stream: source.stream(), ranges: [[2, 3]] }] });
    await store.apply(tenant, [source.segment(noonUs, 5), entrusted]);
    expect(await rows("select ranges::text as ranges from stream_entrusted where tenant_id = $1")).toEqual([{ ranges: "{[2,4)}" }]);
    await store.resolveEntrusted(tenant, depot);
    expect(await rows("select ranges from stream_entrusted where tenant_id = $1")).toEqual([]);
    expect(await rows("select gaps::text as gaps from stream_range where tenant_id = $1 and priority = 3")).toEqual([{ gaps: "{[2,4)}" }]);
    await store.resolveEntrusted(tenant, depot);
  });
});

describe("incarnation", () => {
  it("begins with the clock, is the same for every process, and only rises", async () => {
    const first = await store.incarnation();
    expect(first).toBeGreaterThan(0);
    expect(await makeStore().incarnation()).toBe(first);
    await store.raiseIncarnation(first + 10);
    await store.raiseIncarnation(first + 5);
    expect(await makeStore().incarnation()).toBe(first + 10);
  });

  it("remembers the highest boot counter", async () => {
    const source = parseSourceId(randomUUID());
    expect(await store.bootSeen(tenant, source)).toBeUndefined();
    for (const boot of [3, 7, 5]) await store.noteBoot(tenant, source, boot);
    expect(await store.bootSeen(tenant, source)).toBe(7);
    const behindDepot = new ScriptedSource({ boot: 12 });
    await store.apply(tenant, [behindDepot.segment(noonUs, 5)]);
    expect(await store.bootSeen(tenant, behindDepot.source)).toBe(12);
  });
});
