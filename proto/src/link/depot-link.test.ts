import { describe, expect, it } from "vitest";
import { recordChecksum } from "./checksum.ts";
import { DepotLink, type DepotLinkOptions } from "./depot-link.ts";
import { cloudHub } from "./holder-options.ts";
import { recordOf } from "./holder-store-suite.ts";
import { claimOf, Counter, depotSource, hellosIn, kindsIn, mark, otherSource, recordsIn, testLimits, unitSource, welcome } from "./link-fixtures.ts";
import { MemoryHolderStore } from "./memory-holder-store.ts";
import type { CloudView, HubMessage, Outgoing, PeerMessage } from "./messages.ts";
import { streamKey, type Epoch, type LinkRecord } from "./records.ts";

const raw = streamKey(unitSource, 5 as Epoch, 3);
const foreign = streamKey(otherSource, 5 as Epoch, 3);
const unknown: CloudView = { incarnation: 0, asOf: 0 };

interface Depot {
  readonly link: DepotLink;
  readonly store: MemoryHolderStore;
  readonly violations: string[];
  hello(connection: string, session: number, cloudSeen?: CloudView): readonly Outgoing[];
  send(connection: string, session: number, record: LinkRecord): readonly Outgoing[];
}

function makeDepot(options: Partial<DepotLinkOptions> & { readonly store?: MemoryHolderStore } = {}): Depot {
  const counter = new Counter();
  const violations: string[] = [];
  const { store = new MemoryHolderStore({ source: depotSource }), ...more } = options;
  const link = new DepotLink({
    limits: testLimits,
    observer: { violated: (connection, what) => violations.push(`${connection}: ${what}`) },
    nextEpoch: counter.nextEpoch,
    nextSession: counter.next,
    nextIncarnation: () => `d${counter.next()}`,
    agent: "test",
    ...more,
    store,
  });
  link.unitConnected("u", { source: unitSource });
  return {
    link,
    store,
    violations,
    hello: (connection, session, cloudSeen = unknown) =>
      link.receive(
        connection,
        {
          kind: "hello",
          session,
          source: unitSource,
          epoch: 5 as Epoch,
          boot: 1,
          protocols: [1],
          agent: "test",
          streams: [{ stream: raw, first: 1, last: 99 }],
          cloudSeen,
        },
        0,
      ),
    send: (connection, session, record) => link.receive(connection, { kind: "record", session, record }, 0),
  };
}

function messages(outgoing: readonly Outgoing[]): (HubMessage | PeerMessage)[] {
  return outgoing.map(({ message }) => message);
}

describe("DepotLink as a hub", () => {
  it("marks what it took after the commit only, many of a stream in one mark", () => {
    const depot = makeDepot();
    depot.hello("u", 7);
    for (const seq of [1, 2, 3, 9]) expect(depot.send("u", 7, recordOf(raw, seq))).toEqual([]);
    expect(depot.link.uncommitted).toBe(4);
    expect(messages(depot.link.commit(0))).toMatchObject([
      {
        kind: "mark",
        session: 7,
        stream: raw,
        stored: [
          [1, 3],
          [9, 9],
        ],
        secured: [],
      },
    ]);
    expect(depot.link.commit(0)).toEqual([]);
  });

  it("marks a repeat again, and claims exactly what it has", () => {
    const depot = makeDepot();
    depot.hello("u", 7);
    depot.send("u", 7, recordOf(raw, 2));
    expect(messages(depot.hello("u", 8))).toMatchObject([{ kind: "welcome", streams: [{ have: [] }] }]);
    depot.link.commit(0);
    depot.send("u", 7, recordOf(raw, 2));
    expect(messages(depot.link.commit(0))).toMatchObject([{ stored: [[2, 2]] }]);
    expect(messages(depot.hello("u", 9))).toMatchObject([{ kind: "welcome", streams: [{ stream: raw, have: [[2, 2]], secured: [] }] }]);
  });

  it("claims less, never more, when there are too many ranges", () => {
    const depot = makeDepot({ limits: { ...testLimits, rangesMax: 2 } });
    depot.hello("u", 7);
    for (const seq of [1, 3, 5, 7]) depot.send("u", 7, recordOf(raw, seq));
    depot.link.commit(0);
    expect(messages(depot.hello("u", 8))).toMatchObject([
      {
        streams: [
          {
            have: [
              [1, 1],
              [3, 3],
            ],
            through: 3,
          },
        ],
      },
    ]);
  });

  it("answers a record of an unknown session with bye", () => {
    expect(messages(makeDepot().send("u", 7, recordOf(raw, 1)))).toEqual([{ kind: "bye", session: 7, reason: "unknown-session" }]);
  });

  it("forgets the oldest session of a connection that opens too many, and all when it ends", () => {
    const depot = makeDepot();
    for (let session = 1; session <= 5; session += 1) depot.hello("u", session);
    expect(kindsIn(depot.send("u", 1, recordOf(raw, 1)))).toEqual(["bye"]);
    expect(depot.send("u", 5, recordOf(raw, 1))).toEqual([]);
    depot.link.unitDisconnected("u");
    expect(depot.link.commit(0)).toEqual([]);
    expect(() => depot.send("u", 5, recordOf(raw, 1))).toThrow(/LINK_CONNECTION_UNKNOWN/);
  });

  it("lets a unit speak for itself only", () => {
    const depot = makeDepot();
    depot.hello("u", 7);
    depot.link.unitConnected("v", { source: otherSource });
    expect(depot.hello("v", 8)).toEqual([]);
    expect(depot.send("u", 7, recordOf(foreign, 1))).toEqual([]);
    expect(depot.violations).toEqual([`v: a hello for ${unitSource}, or about streams of others`, `u: a record of ${foreign}`]);
  });

  it("refuses a known number with other contents, and what is not what its checksum says", () => {
    const depot = makeDepot();
    depot.hello("u", 7);
    depot.send("u", 7, recordOf(raw, 1));
    expect(messages(depot.send("u", 7, recordOf(raw, 1, { bytes: Uint8Array.of(9) })))).toMatchObject([{ kind: "refused", seq: 1, reason: "conflict" }]);
    expect(messages(depot.send("u", 7, { ...recordOf(raw, 2), samples: 99 }))).toMatchObject([{ kind: "refused", seq: 2, reason: "corrupt" }]);
  });

  it("asks for a catalogue that it lacks, and ignores bytes that are not it", () => {
    const depot = makeDepot();
    const bytes = Uint8Array.of(1, 2);
    const catalogue = "4cac1e1bb40f3a8a0cbf5fbb9c5b0f1d4b4c3c1d0f8e1e9d6b8a7c6d5e4f3a2b" as never;
    depot.hello("u", 7);
    const record = recordOf(raw, 1, { catalogue });
    expect(messages(depot.send("u", 7, record))).toMatchObject([{ kind: "need", hash: catalogue, stream: raw, seq: 1 }]);
    depot.link.receive("u", { kind: "catalogue", session: 7, hash: catalogue, bytes }, 0);
    expect(kindsIn(depot.send("u", 7, record))).toEqual(["need"]);
  });

  it("says busy while too much waits for the commit, and full when nothing secured can go", () => {
    const depot = makeDepot({ limits: { ...testLimits, batchRecordsMax: 2, spoolRecordsMax: 4 } });
    depot.hello("u", 7);
    const take = (seq: number): unknown => messages(depot.send("u", 7, recordOf(raw, seq)))[0];
    expect([take(1), take(2), take(3)]).toMatchObject([undefined, undefined, { reason: "busy" }]);
    depot.link.commit(0);
    expect([take(3), take(4)]).toMatchObject([undefined, { reason: "full" }]); // its own `opened` counts
    depot.store.markSecured(raw, [[1, 2]], 10);
    expect(take(4)).toBeUndefined();
    expect(depot.store.held(raw)).toEqual([[2, 4]]);
  });

  it("marks nothing that a full disk undid", () => {
    const depot = makeDepot();
    depot.hello("u", 7);
    depot.send("u", 7, recordOf(raw, 1));
    depot.store.failingCommits = 1;
    expect(() => depot.link.commit(0)).toThrow(/HOLDER_DISK_FULL/);
    expect([depot.link.uncommitted, depot.link.commit(0)]).toEqual([0, []]);
    // Told at once: a unit that hears nothing waits for two minutes.
    expect(depot.link.tick(0).filter(({ to }) => to === "u")).toMatchObject([
      { message: { kind: "refused", session: 7, stream: raw, seq: 1, reason: "full" } },
    ]);
    expect(depot.link.tick(0).filter(({ to }) => to === "u")).toEqual([]);
    depot.send("u", 7, recordOf(raw, 1));
    expect(kindsIn(depot.link.commit(0))).toEqual(["mark"]);
  });
});

describe("DepotLink towards the cloud", () => {
  const joinCloud = (depot: Depot, more = {}): number => {
    const hello = hellosIn(depot.link.cloudConnected(0))[0];
    const session = hello?.session ?? 0;
    depot.link.receiveFromCloud(welcome(session, { streams: (hello?.streams ?? []).map(({ stream }) => claimOf(stream)), ...more }), 0);
    return session;
  };

  it("relays what it has committed, with streams that turn up later, and tells the unit what is secured", () => {
    const depot = makeDepot();
    const session = joinCloud(depot);
    depot.hello("u", 7);
    depot.send("u", 7, recordOf(raw, 1));
    const asked = hellosIn(depot.link.commit(1).filter(({ to }) => to === cloudHub));
    expect(asked[0]?.streams).toEqual([{ stream: raw, first: 1, last: 1 }]);
    const sent = depot.link.receiveFromCloud(welcome(session, { streams: [claimOf(raw)] }), 2);
    expect(recordsIn(sent).map(({ seq }) => seq)).toEqual([1]);
    const told = depot.link.receiveFromCloud(mark(session, raw, [[1, 1]], [[1, 1]], 3_000), 3);
    expect(told).toMatchObject([{ to: "u", message: { kind: "mark", session: 7, stream: raw, secured: [[1, 1]], cloud: { incarnation: 1, asOf: 3_000 } } }]);
  });

  it("passes the cloud's clock on to everybody, and other units' marks to nobody else", () => {
    const depot = makeDepot();
    depot.link.unitConnected("v", { source: otherSource });
    const session = joinCloud(depot);
    depot.hello("u", 7);
    expect(depot.link.receiveFromCloud(mark(session, foreign, [[1, 1]], [[1, 1]]), 1)).toEqual([]);
    expect(depot.link.receiveFromCloud(mark(session, undefined, [], [], 9_000), 2)).toMatchObject([
      { to: "u", message: { cloud: { asOf: 9_000 }, stored: [], secured: [] } },
    ]);
  });

  it("remembers what is secured beyond what it holds, but not for a unit that knows of a newer cloud", () => {
    const depot = makeDepot();
    const session = joinCloud(depot);
    depot.link.receiveFromCloud(mark(session, raw, [[1, 4]], [[1, 4]]), 1);
    const claim = (cloudSeen: CloudView): unknown => messages(depot.hello("u", 7, cloudSeen))[0];
    expect(claim({ incarnation: 1, asOf: 1 })).toMatchObject({ streams: [{ have: [[1, 4]], secured: [[1, 4]] }] });
    expect(claim({ incarnation: 2, asOf: 1 })).toMatchObject({ streams: [{ have: [], secured: [] }] });
  });

  it("takes a new incarnation and ends its sessions when the cloud was put back", () => {
    const depot = makeDepot();
    const session = joinCloud(depot);
    const before = depot.link.report().incarnation;
    depot.link.receiveFromCloud(mark(session, raw, [[1, 4]], [[1, 4]]), 1);
    depot.hello("u", 7);
    const said = depot.link.receiveFromCloud({ ...mark(session, undefined, [], [], 1), cloud: { incarnation: 2, asOf: 1 } } as HubMessage, 2);
    expect(said.filter(({ to }) => to === "u")).toMatchObject([{ message: { kind: "bye", session: 7, reason: "incarnation" } }]);
    expect(depot.link.report().incarnation).not.toBe(before);
    expect(messages(depot.hello("u", 8))).toMatchObject([{ streams: [{ have: [], secured: [] }] }]);
  });

  it("drops what the cloud refuses, and lets the unit hear it when it sends that again", () => {
    const depot = makeDepot();
    const session = joinCloud(depot, { streams: [claimOf(raw)] });
    depot.hello("u", 7);
    depot.send("u", 7, recordOf(raw, 1));
    depot.link.commit(0);
    depot.link.receiveFromCloud({ kind: "refused", session, stream: raw, seq: 1, reason: "conflict" }, 1);
    expect(depot.store.held(raw)).toEqual([]);
    expect(messages(depot.send("u", 7, recordOf(raw, 1)))).toMatchObject([{ kind: "refused", reason: "conflict" }]);
    expect(depot.send("u", 7, recordOf(raw, 1, { bytes: Uint8Array.of(7) }))).toEqual([]);
  });

  it("asks units again when what they stored here turns out to be damaged", () => {
    const depot = makeDepot();
    const session = joinCloud(depot);
    depot.hello("u", 7);
    const record = recordOf(raw, 1);
    depot.send("u", 7, record);
    depot.link.commit(0);
    record.bytes.fill(0xff); // the disk, or memory, under the record
    expect(recordChecksum(record)).not.toEqual(record.checksum);
    const said = depot.link.receiveFromCloud({ kind: "refused", session, stream: raw, seq: 1, reason: "corrupt" }, 1);
    expect(said).toMatchObject([{ to: "u", message: { kind: "bye", reason: "incarnation" } }]);
  });

  it("says that it is drained once everything is secured, and again later", () => {
    const depot = makeDepot();
    const session = joinCloud(depot);
    const own = streamKey(depotSource, depot.store.state.epoch ?? (1 as Epoch), 0);
    depot.link.commit(0);
    expect(kindsIn(depot.link.tick(0))).not.toContain("drained");
    depot.link.receiveFromCloud(mark(session, own, [[1, 1]], [[1, 1]]), 1);
    expect(messages(depot.link.tick(2))).toEqual([{ kind: "drained", session, depot: depotSource, incarnation: "i1" }]);
    expect(depot.link.tick(testLimits.drainedAfterMs)).toEqual([]);
    expect(kindsIn(depot.link.tick(2 + testLimits.drainedAfterMs))).toEqual(["drained"]);
  });

  it("seals acts of its own, and again when their number was taken", () => {
    const depot = makeDepot();
    const session = joinCloud(depot);
    const { stream, seq } = depot.link.sealAct(Uint8Array.of(1, 2));
    expect(recordsIn(depot.link.commit(0)).map(({ kind }) => kind)).toEqual(["act"]);
    depot.link.receiveFromCloud({ kind: "refused", session, stream, seq, reason: "conflict" }, 1);
    const acts = depot.store.records().filter(({ kind }) => kind === "act");
    expect(acts).toMatchObject([{ bytes: Uint8Array.of(1, 2) }]);
    expect(acts[0]?.stream).not.toBe(stream);
  });

  it("takes changes in their order only, and from 0 under another incarnation", () => {
    const taken: [number, boolean][] = [];
    const depot = makeDepot({ applyChanges: ({ from }, startsOver) => taken.push([from, startsOver]) });
    const session = joinCloud(depot);
    const changes = (incarnation: number, from: number, count: number): unknown =>
      depot.link.receiveFromCloud({ kind: "changes", session, incarnation, from, items: Array.from({ length: count }, () => Uint8Array.of(1)) }, 0);
    changes(1, 0, 2);
    changes(1, 0, 2);
    changes(1, 3, 1);
    changes(1, 2, 1);
    changes(2, 3, 1);
    changes(2, 0, 1);
    changes(1, 3, 1);
    expect(taken).toEqual([
      [0, true],
      [2, false],
      [0, true],
    ]);
    expect(depot.link.report().cursor).toEqual({ incarnation: 2, position: 1 });
    expect(hellosIn(depot.link.cloudConnected(1))[0]?.cursor).toEqual({ incarnation: 2, position: 1 });
  });

  it("says bye to units when it stops, and marks what its last commit made durable", () => {
    const depot = makeDepot();
    depot.hello("u", 7);
    depot.send("u", 7, recordOf(raw, 1));
    expect(messages(depot.link.stop())).toMatchObject([
      { kind: "mark", stored: [[1, 1]] },
      { kind: "bye", reason: "stopping" },
    ]);
    expect([depot.link.stop(), depot.link.tick(1), depot.store.state.endedClean]).toEqual([[], [], true]);
  });
});
