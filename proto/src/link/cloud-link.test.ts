import { describe, expect, it } from "vitest";
import { hashOfCatalogue } from "./checksum.ts";
import { CloudLink, type CloudLinkOptions, type CloudPeer } from "./cloud-link.ts";
import { recordOf } from "./holder-store-suite.ts";
import { depotSource, kindsIn, otherSource, testLimits, testTenant, unitSource } from "./link-fixtures.ts";
import { MemoryCloudStore, type MemoryCloudStoreOptions } from "./memory-cloud-store.ts";
import type { Hello, HubMessage, Outgoing } from "./messages.ts";
import { streamKey, type Epoch, type LinkRecord } from "./records.ts";

const raw = streamKey(unitSource, 5 as Epoch, 3);
const other = streamKey(otherSource, 5 as Epoch, 3);
const unit: CloudPeer = { tenant: testTenant, source: unitSource, kind: "unit" };
const depot: CloudPeer = { tenant: testTenant, source: depotSource, kind: "depot" };

interface Cloud {
  readonly link: CloudLink;
  readonly store: MemoryCloudStore;
  readonly violations: string[];
  hello(connection: string, more?: Partial<Hello>): Promise<readonly Outgoing<HubMessage>[]>;
  send(connection: string, record: LinkRecord, session?: number): Promise<readonly Outgoing<HubMessage>[]>;
}

function makeCloud(options: Partial<CloudLinkOptions> & { readonly storeOptions?: MemoryCloudStoreOptions; readonly store?: MemoryCloudStore } = {}): Cloud {
  const violations: string[] = [];
  const { storeOptions, store = new MemoryCloudStore(3, storeOptions), ...more } = options;
  const link = new CloudLink({ limits: testLimits, observer: { violated: (connection, what) => violations.push(`${connection}: ${what}`) }, ...more, store });
  link.connected("u", unit);
  link.connected("d", depot);
  return {
    link,
    store,
    violations,
    hello: (connection, hello = {}) =>
      link.receive(
        connection,
        {
          kind: "hello",
          session: 7,
          source: connection === "u" ? unitSource : depotSource,
          epoch: 5 as Epoch,
          boot: 1,
          protocols: [1],
          agent: "test",
          streams: [],
          cloudSeen: { incarnation: 0, asOf: 0 },
          ...hello,
        },
        1_000,
      ),
    send: (connection, record, session = 7) => link.receive(connection, { kind: "record", session, record }, 1_001),
  };
}

function messages(outgoing: readonly Outgoing<HubMessage>[]): HubMessage[] {
  return outgoing.map(({ message }) => message);
}

describe("CloudLink", () => {
  it("marks what is committed, as ranges of each session and stream, secured with the newest clock", async () => {
    const cloud = makeCloud();
    await cloud.hello("d");
    for (const seq of [1, 2, 5]) expect(await cloud.send("d", recordOf(raw, seq))).toEqual([]);
    await cloud.send("d", recordOf(other, 1));
    expect(cloud.link.gathered).toBe(4);
    const marks = messages(await cloud.link.commit(2_000));
    expect(marks).toMatchObject([
      {
        kind: "mark",
        session: 7,
        stream: raw,
        stored: [
          [1, 2],
          [5, 5],
        ],
        secured: [
          [1, 2],
          [5, 5],
        ],
        cloud: { incarnation: 3, asOf: 2_000 },
      },
      { kind: "mark", stream: other, secured: [[1, 1]] },
    ]);
    expect(cloud.link.gathered).toBe(0);
    expect(messages(await cloud.hello("d", { session: 8, streams: [{ stream: raw, first: 2, last: 9 }] }))).toMatchObject([
      {
        kind: "welcome",
        incarnation: "cloud@3",
        streams: [
          {
            have: [
              [2, 2],
              [5, 5],
            ],
          },
        ],
      },
    ]);
  });

  it("goes on receiving while a commit runs, and marks that with the next one", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cloud = makeCloud({ storeOptions: { beforeCommit: () => promise } });
    await cloud.hello("u");
    await cloud.send("u", recordOf(raw, 1));
    const first = cloud.link.commit(1_002);
    const second = cloud.link.commit(1_003);
    await cloud.send("u", recordOf(raw, 2));
    await cloud.link.receive("u", { kind: "record", session: 7, record: recordOf(raw, 3) }, 5_000);
    resolve();
    expect(messages(await first)).toMatchObject([{ stored: [[1, 1]], cloud: { asOf: 5_000 } }]);
    expect(messages(await second)).toMatchObject([{ stored: [[2, 3]] }]);
  });

  it("answers each record of a batch by what became of it", async () => {
    const cloud = makeCloud();
    const bytes = Uint8Array.of(4);
    const needed = recordOf(raw, 3, { catalogue: hashOfCatalogue(bytes) });
    await cloud.hello("u");
    await cloud.send("u", recordOf(raw, 1));
    await cloud.link.commit(0);
    for (const record of [recordOf(raw, 1), recordOf(raw, 1, { bytes }), needed]) await cloud.send("u", record);
    const answers = messages(await cloud.link.commit(0));
    expect(answers).toMatchObject([
      { kind: "refused", seq: 1, reason: "conflict" },
      { kind: "need", hash: hashOfCatalogue(bytes), seq: 3 },
      { kind: "mark", stored: [[1, 1]] },
    ]);
    await cloud.link.receive("u", { kind: "catalogue", session: 7, hash: hashOfCatalogue(bytes), bytes: Uint8Array.of(5) }, 0);
    await cloud.link.receive("u", { kind: "catalogue", session: 7, hash: hashOfCatalogue(bytes), bytes }, 0);
    await cloud.send("u", needed);
    expect(messages(await cloud.link.commit(0))).toMatchObject([{ kind: "mark", stored: [[3, 3]] }]);
    expect(messages(await cloud.send("u", { ...recordOf(raw, 4), produced: 5 }))).toMatchObject([{ kind: "refused", reason: "corrupt" }]);
  });

  it("lets a unit speak for itself only, and a depot for its tenant", async () => {
    const cloud = makeCloud();
    expect(await cloud.hello("u", { source: otherSource })).toEqual([]);
    expect(await cloud.hello("u", { streams: [{ stream: other, first: 1, last: 1 }] })).toEqual([]);
    await cloud.hello("u");
    expect(await cloud.send("u", recordOf(other, 1))).toEqual([]);
    expect(cloud.violations.length).toBe(3);
    await cloud.hello("d", { streams: [{ stream: other, first: 1, last: 1 }] });
    await cloud.send("d", recordOf(other, 1));
    expect(cloud.link.gathered).toBe(1);
    await expect(cloud.send("nobody", recordOf(raw, 1))).rejects.toThrow(/LINK_CONNECTION_UNKNOWN/);
    expect(kindsIn(await cloud.send("d", recordOf(raw, 1), 99))).toEqual(["bye"]);
  });

  it("says busy when too much is gathered, and when a tenant's transaction failed", async () => {
    class FailingStore extends MemoryCloudStore {
      override apply(): Promise<never> {
        return Promise.reject(new Error("deadlock"));
      }
    }
    const failures: unknown[] = [];
    const cloud = makeCloud({
      limits: { ...testLimits, batchRecordsMax: 1 },
      store: new FailingStore(3),
      observer: { failed: (_, error) => failures.push(error) },
    });
    await cloud.hello("u");
    await cloud.send("u", recordOf(raw, 1));
    expect(messages(await cloud.send("u", recordOf(raw, 2)))).toMatchObject([{ kind: "refused", seq: 2, reason: "busy" }]);
    expect(messages(await cloud.link.commit(0))).toMatchObject([{ kind: "refused", seq: 1, reason: "busy" }]);
    expect([failures.length, cloud.link.gathered]).toEqual([1, 0]);
  });

  it("rises above what a peer has seen, ends every session, and tells those who come too soon to wait", async () => {
    const cloud = makeCloud();
    await cloud.hello("d");
    const said = messages(await cloud.hello("u", { cloudSeen: { incarnation: 9, asOf: 1 } }));
    expect(said).toMatchObject([
      { kind: "bye", session: 7, reason: "incarnation" },
      { kind: "welcome", incarnation: "cloud@1000" },
    ]);
    expect([...cloud.store.state(testTenant).alarms.values()]).toEqual([{ kind: "restored" }]);
    expect(kindsIn(await cloud.hello("d", { doubted: 1_000 }))).toEqual(["bye"]);
    expect(await cloud.store.incarnation()).toBe(1_000);
  });

  it("takes a new incarnation when a peer doubts the present one, once for all who do", async () => {
    const cloud = makeCloud();
    const said = await Promise.all([cloud.hello("u", { doubted: 3 }), cloud.hello("d", { doubted: 3 })]);
    expect(said.map(kindsIn)).toEqual([["welcome"], ["welcome"]]);
    expect(await cloud.store.incarnation()).toBe(1_000);
  });

  it("does not believe a peer that has seen the far future", async () => {
    const cloud = makeCloud();
    await cloud.hello("u", { cloudSeen: { incarnation: 2 ** 52, asOf: 1 } });
    expect(await cloud.store.incarnation()).toBe(3);
  });

  it("notices that another process took a new incarnation", async () => {
    const cloud = makeCloud();
    await cloud.hello("u");
    await cloud.store.raiseIncarnation(8);
    expect(messages(await cloud.link.heartbeat(2_000))).toEqual([{ kind: "bye", session: 7, reason: "incarnation" }]);
    expect(messages(await cloud.hello("u", { session: 9 }))).toMatchObject([{ incarnation: "cloud@8" }]);
  });

  it("tells its clock to everybody, and of the boots that it has seen before this hello", async () => {
    const cloud = makeCloud();
    expect(messages(await cloud.hello("u", { boot: 4 }))[0]).not.toHaveProperty("bootSeen", 4);
    expect(messages(await cloud.hello("u", { boot: 2, session: 8 }))).toMatchObject([{ bootSeen: 4 }]);
    const beats = await cloud.link.heartbeat(60_000);
    expect(beats).toMatchObject([
      { to: "u", message: { kind: "mark", session: 7, cloud: { asOf: 60_000 }, stored: [], secured: [] } },
      { to: "u", message: { session: 8 } },
    ]);
  });

  it("sends a depot the tenant's changes in pages, and what is new with the next heartbeat", async () => {
    const cloud = makeCloud({ limits: { ...testLimits, changesItemsMax: 2, changesPagesMax: 2 } });
    for (let item = 0; item < 7; item += 1) cloud.store.addChange(testTenant, Uint8Array.of(item));
    const changesIn = (outgoing: readonly Outgoing<HubMessage>[]): unknown[] =>
      messages(outgoing).flatMap((message) => (message.kind === "changes" ? [[message.from, message.items.length]] : []));
    expect(changesIn(await cloud.hello("d", { cursor: { incarnation: 3, position: 1 } }))).toEqual([
      [1, 2],
      [3, 2],
    ]);
    expect(changesIn(await cloud.link.heartbeat(0))).toEqual([[5, 2]]);
    expect(changesIn(await cloud.link.heartbeat(0))).toEqual([]);
    expect(changesIn(await cloud.hello("d", { session: 8, cursor: { incarnation: 2, position: 6 } }))).toEqual([
      [0, 2],
      [2, 2],
    ]);
  });

  it("resolves what was entrusted to a depot when that very depot is drained", async () => {
    const cloud = makeCloud();
    await cloud.hello("d");
    cloud.store.state(testTenant).entrusted.set(depotSource, new Map([[raw, [[1, 3]]]]));
    const drained = (incarnation: string, connection = "d"): Promise<unknown> =>
      cloud.link.receive(connection, { kind: "drained", session: 7, depot: depotSource, incarnation }, 0);
    await drained("cloud@2");
    await drained("cloud@3", "u");
    expect(cloud.store.state(testTenant).gaps.size).toBe(0);
    await drained("cloud@3");
    expect(cloud.store.state(testTenant).gaps.get(raw)).toEqual([[1, 3]]);
  });

  it("forgets sessions with their connection: a commit that ends later marks nothing there", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cloud = makeCloud({ storeOptions: { beforeCommit: () => promise } });
    await cloud.hello("u");
    await cloud.send("u", recordOf(raw, 1));
    const commit = cloud.link.commit(0);
    cloud.link.disconnected("u");
    resolve();
    expect(await commit).toEqual([]);
    expect(cloud.store.state(testTenant).have.get(raw)).toEqual([[1, 1]]);
  });
});
