import { describe, expect, it } from "vitest";
import { cloudHub } from "./holder-options.ts";
import { claimOf, Counter, depotSource, hellosIn, join, kindsIn, makeUnit, mark, nameOf, recordsIn, testLimits, unitSource, welcome } from "./link-fixtures.ts";
import { MemoryHolderStore } from "./memory-holder-store.ts";
import { streamKey, type Epoch, type LinkRecord, type Priority, type StreamKey } from "./records.ts";
import { parseStatement } from "./statements.ts";

const streamOf = (epoch: number, priority: Priority): StreamKey => streamKey(unitSource, epoch as Epoch, priority);
const raw = streamOf(1, 3);
const faults = streamOf(1, 0);
const names = (records: readonly LinkRecord[]): string[] => records.map(nameOf);

describe("sealing", () => {
  it("numbers each stream from 1, carries what was produced before, and begins with opened", () => {
    const { unit, store, seal } = makeUnit();
    seal(3, 4);
    seal(3, 2);
    unit.commit(0);
    expect(store.records().map((record) => [nameOf(record), record.producedBefore, record.produced])).toEqual([
      ["1/0#1 opened", 0, 0],
      ["1/3#1 segment", 0, 4],
      ["1/3#2 segment", 4, 2],
    ]);
  });

  it("names in a new epoch where the one before ended, and whether it ended cleanly", () => {
    const counter = new Counter();
    const first = makeUnit({ counter });
    first.seal(3, 4);
    first.unit.stop();
    const second = makeUnit({ counter, store: new MemoryHolderStore(first.store.image()) });
    const opened = second.store.records().find(({ kind, stream }) => kind === "opened" && !stream.includes("/1/"));
    expect(opened && parseStatement(opened)).toEqual({
      kind: "opened",
      previous: 1,
      unclean: false,
      totals: [
        { stream: faults, last: 1, produced: 0 },
        { stream: raw, last: 1, produced: 4 },
      ],
    });
    const third = makeUnit({ counter, store: new MemoryHolderStore(second.store.image()) });
    const last = third.store.records().findLast(({ kind }) => kind === "opened");
    expect(last && parseStatement(last)).toMatchObject({ unclean: true });
    expect([first.unit.boot, second.unit.boot, third.unit.boot]).toEqual([1, 2, 3]);
  });

  it("refuses a segment that is too large or whose catalogue nobody gave, and loses nothing by it", () => {
    const { unit, seal, store } = makeUnit({ limits: { ...testLimits, recordBytesMax: 10 } });
    seal(3, 4);
    expect(() => seal(3, 11)).toThrow(/LINK_RECORD_TOO_LARGE.*11 bytes/);
    const catalogue = "f".repeat(64);
    expect(() => unit.sealSegment(3, { produced: 1, catalogue: catalogue as never, encode: () => Uint8Array.of(1) })).toThrow(/LINK_CATALOGUE_UNKNOWN/);
    unit.commit(0);
    expect(store.totalsOf(raw)).toMatchObject({ last: 1, produced: 4 });
  });

  it("says nothing more once it was stopped", () => {
    const { unit, seal } = makeUnit();
    unit.stop();
    unit.stop();
    expect(() => seal(3, 1)).toThrow(/LINK_STOPPED/);
    expect([unit.tick(0), unit.receive(welcome(1), 0)]).toEqual([[], []]);
  });
});

describe("sending", () => {
  it("waits for the commit and for the welcome", () => {
    const { unit, seal } = makeUnit();
    seal(3, 4);
    const [hello] = hellosIn(unit.connect(cloudHub, 0));
    expect(hello?.streams.map(({ stream }) => stream)).toEqual([faults, raw]);
    expect(recordsIn(unit.tick(1))).toEqual([]);
    const session = hello?.session ?? 0;
    expect(names(recordsIn(unit.receive(welcome(session, { streams: [claimOf(faults), claimOf(raw)] }), 2)))).toEqual(["1/0#1 opened"]);
    expect(names(recordsIn(unit.commit(3)))).toEqual(["1/3#1 segment"]);
  });

  it("passes over any number of records that are not committed yet", () => {
    const { unit, seal } = makeUnit();
    unit.commit(0);
    const { session } = join(unit, cloudHub, 0);
    for (let count = 0; count < 300; count += 1) seal(3, 1);
    for (let count = 0; count < 300; count += 1) seal(2, 1);
    expect(recordsIn(unit.tick(1))).toEqual([]);
    unit.commit(2);
    const streams = [claimOf(raw), claimOf(streamOf(1, 2))];
    expect(recordsIn(unit.receive(welcome(session, { streams }), 3)).length).toBe(600);
  });

  it("sends what the hub lacks, and nothing that it has", () => {
    const { unit, seal } = makeUnit();
    for (let count = 0; count < 4; count += 1) seal(3, 1);
    unit.commit(0);
    const { session, sent } = join(unit, cloudHub, 0);
    expect(names(recordsIn(sent))).toEqual(["1/0#1 opened", "1/3#1 segment", "1/3#2 segment", "1/3#3 segment", "1/3#4 segment"]);
    unit.receive(mark(session, raw, [[2, 3]], [[2, 3]]), 1);
    unit.disconnect(cloudHub);
    const [hello] = hellosIn(unit.connect(depotSource, 2));
    const again = unit.receive(welcome(hello?.session ?? 0, { incarnation: "d1", streams: [claimOf(raw, [[1, 1]]), claimOf(faults)] }), 3);
    expect(names(recordsIn(again))).toEqual(["1/0#1 opened", "1/3#4 segment"]);
  });

  it("lets priorities 0 and 1 overtake a backlog that fills the window", () => {
    const { unit, seal } = makeUnit({ limits: { ...testLimits, windowRecords: 16 } });
    for (let count = 0; count < 30; count += 1) seal(3, 1);
    unit.commit(0);
    const { session, sent } = join(unit, cloudHub, 0);
    expect(recordsIn(sent).length).toBe(14); // an eighth stays free
    seal(1, 1);
    seal(0, 1);
    const [hello] = hellosIn(unit.commit(1));
    expect(hello?.streams.map(({ stream }) => stream)).toEqual([streamOf(1, 1)]);
    const urgent = unit.receive(welcome(session, { streams: [claimOf(streamOf(1, 1))] }), 2);
    expect(names([...recordsIn(urgent)])).toEqual(["1/1#1 segment"]);
  });

  it("keeps within a window of bytes, but lets one large record through", () => {
    const { unit, seal } = makeUnit({ limits: { ...testLimits, windowBytes: 800, windowUrgentShare: 0 } });
    for (let count = 0; count < 4; count += 1) seal(3, 300);
    unit.commit(0);
    const { session, sent } = join(unit, cloudHub, 0);
    expect(names(recordsIn(sent))).toEqual(["1/0#1 opened", "1/3#1 segment", "1/3#2 segment"]);
    expect(names(recordsIn(unit.receive(mark(session, raw, [[1, 1]], [[1, 1]]), 1)))).toEqual(["1/3#3 segment"]);
    const large = makeUnit({ limits: { ...testLimits, windowBytes: 100 } });
    large.seal(3, 300);
    large.unit.commit(0);
    const joined = join(large.unit, cloudHub, 0);
    large.unit.receive(mark(joined.session, faults, [[1, 1]], [[1, 1]]), 1);
    expect(large.unit.recordsInFlight).toBe(1);
  });

  it("keeps to the smaller window of the hub", () => {
    const { unit, seal } = makeUnit();
    for (let count = 0; count < 30; count += 1) seal(0, 1);
    unit.commit(0);
    const { sent } = join(unit, cloudHub, 0, { limits: { windowRecords: 5, windowBytes: 1_000 } });
    expect(recordsIn(sent).length).toBe(5);
  });

  it("sends again after busy, after full, and after silence", () => {
    const { unit } = makeUnit();
    const { session } = join(unit, cloudHub, 0);
    const refuse = (reason: "busy" | "full", nowMs: number): unknown => unit.receive({ kind: "refused", session, stream: faults, seq: 1, reason }, nowMs);
    const sentAt = (nowMs: number): number => recordsIn(unit.tick(nowMs)).length;
    refuse("busy", 0);
    expect([sentAt(testLimits.busyRetryAfterMs - 1), sentAt(testLimits.busyRetryAfterMs)]).toEqual([0, 1]);
    refuse("full", 2_000);
    expect([sentAt(1_999 + testLimits.fullRetryAfterMs), sentAt(2_000 + testLimits.fullRetryAfterMs)]).toEqual([0, 1]);
    const resentAt = 2_000 + testLimits.fullRetryAfterMs;
    expect([sentAt(resentAt + testLimits.retryAfterMs - 1), sentAt(resentAt + testLimits.retryAfterMs)]).toEqual([0, 1]);
  });

  it("gives its newest catalogue with the first answer, once a session, before any record", () => {
    const { unit, seal } = makeUnit();
    seal(3, 1);
    unit.commit(0);
    const { session } = hellosIn(unit.connect(cloudHub, 0))[0] ?? { session: 0 };
    expect(kindsIn(unit.receive(welcome(session, { streams: [] }), 0))[0]).toBe("catalogue");
    expect(kindsIn(unit.tick(10))).not.toContain("catalogue");
    unit.addCatalogue(new TextEncoder().encode("another"));
    expect(kindsIn(unit.tick(20))).toEqual(["catalogue"]);
  });

  it("needs no second telling of a catalogue that it announced, and gives it again when it was lost", () => {
    const { unit, seal, store } = makeUnit();
    for (let count = 0; count < 3; count += 1) seal(3, 1);
    unit.commit(0);
    const { session } = join(unit, cloudHub, 0);
    const hash = store.records().at(-1)?.catalogue;
    if (hash === undefined) throw new Error("a segment names a catalogue");
    const need = (seq: number): string[] => kindsIn(unit.receive({ kind: "need", session, hash, stream: raw, seq }, 1));
    expect([need(1), need(2), need(3), need(2)]).toEqual([["record"], ["record"], ["record"], ["catalogue", "record"]]);
  });

  it("pages its hello, and repeats what nobody answered", () => {
    const limits = { ...testLimits, helloStreamsMax: 2 };
    const { unit, seal } = makeUnit({ limits });
    for (const priority of [1, 2, 3] as const) seal(priority, 1);
    const hellos = hellosIn(unit.connect(cloudHub, 0));
    expect(hellos.map(({ streams }) => streams.length)).toEqual([2, 2]);
    expect(new Set(hellos.map(({ session }) => session)).size).toBe(1);
    const session = hellos[0]?.session ?? 0;
    unit.receive(welcome(session, { streams: [claimOf(faults), claimOf(streamOf(1, 1))] }), 1);
    expect(hellosIn(unit.tick(limits.helloRetryAfterMs - 1))).toEqual([]);
    expect(hellosIn(unit.tick(limits.helloRetryAfterMs)).flatMap(({ streams }) => streams.map(({ stream }) => stream))).toEqual([streamOf(1, 2), raw]);
  });

  it("says hello again after ten minutes while anything is unsecured, and not when all is", () => {
    const { unit } = makeUnit();
    const { session } = join(unit, depotSource, 0);
    unit.receive(mark(session, faults, [[1, 1]]), 1);
    expect(hellosIn(unit.tick(testLimits.helloAgainAfterMs - 1)).length).toBe(0);
    expect(hellosIn(unit.tick(testLimits.helloAgainAfterMs)).length).toBe(1);
    unit.receive(welcome(session, { streams: [claimOf(faults, [[1, 1]], [[1, 1]])] }), testLimits.helloAgainAfterMs);
    expect(hellosIn(unit.tick(testLimits.helloAgainAfterMs * 3)).length).toBe(0);
  });

  it("begins anew on bye, and does not spin when it is never welcomed", () => {
    const { unit } = makeUnit();
    const { session } = join(unit, cloudHub, 0);
    const [hello] = hellosIn(unit.receive({ kind: "bye", session, reason: "incarnation" }, 1));
    expect(hello?.session).not.toBe(session);
    expect(unit.receive({ kind: "bye", session: hello?.session ?? 0, reason: "incarnation" }, 2)).toEqual([]);
    expect(hellosIn(unit.tick(1 + testLimits.helloRetryAfterMs)).length).toBe(0);
    expect(hellosIn(unit.tick(2 + testLimits.helloRetryAfterMs)).length).toBe(1);
  });

  it("drops what names no open session, or an incarnation that is not the hub's last", () => {
    const { unit, store } = makeUnit();
    const { session } = join(unit, cloudHub, 0);
    unit.receive(mark(session + 1, faults, [[1, 1]], [[1, 1]]), 1);
    unit.receive({ ...mark(session, faults, [[1, 1]], [[1, 1]]), incarnation: "i0" } as never, 1);
    expect(store.sums().unsecured[0].records).toBe(1);
    unit.receive(mark(session, faults, [[1, 1]], [[1, 1]]), 1);
    expect(store.sums().unsecured[0].records).toBe(0);
  });

  it("does not believe a claim on a number that it never sent", () => {
    const { unit, seal, store } = makeUnit();
    seal(3, 1);
    unit.commit(0);
    const { sent } = join(unit, cloudHub, 0, { streams: [claimOf(faults, [[1, 1]], [[1, 1]]), claimOf(raw, [[1, 9]], [[1, 9]])] });
    expect(recordsIn(sent).length).toBe(2);
    expect(store.heldSecured(raw)).toEqual([]);
  });
});

describe("forgetting", () => {
  it("waits until the same cloud is heard from a retention later, by its clock", () => {
    const { unit, seal, store } = makeUnit();
    seal(3, 1);
    unit.commit(0);
    const { session } = join(unit, cloudHub, 0);
    unit.receive(mark(session, raw, [[1, 1]], [[1, 1]], 5_000), 1);
    const holdsAfter = (asOf: number, incarnation = 1): boolean => {
      unit.receive(incarnation === 1 ? mark(session, undefined, [], [], asOf) : welcome(session, { incarnation: "i1", cloud: { incarnation, asOf } }), 1e9);
      unit.tidy(1e9);
      return store.head(raw, 1) !== undefined;
    };
    expect(holdsAfter(5_000 + testLimits.retentionMs)).toBe(true);
    expect(holdsAfter(5_001 + testLimits.retentionMs)).toBe(false);
  });

  it("takes back what is secured when the cloud has a new incarnation, and sends it again", () => {
    const { unit, seal, store } = makeUnit();
    seal(3, 1);
    unit.commit(0);
    const { session } = join(unit, depotSource, 0);
    unit.receive(mark(session, raw, [[1, 1]], [[1, 1]], 5_000), 1);
    expect(store.heldSecured(raw)).toEqual([[1, 1]]);
    const again = unit.receive({ ...mark(session, undefined, [], [], 1), cloud: { incarnation: 2, asOf: 1 } } as never, 2);
    expect(store.heldSecured(raw)).toEqual([]);
    expect(names(recordsIn(again))).toContain("1/3#1 segment");
    unit.receive(mark(session, raw, [], [[1, 1]], 9_000), 3);
    expect(store.heldSecured(raw)).toEqual([]);
  });

  it("doubts a cloud that lacks what it had secured under the same incarnation", () => {
    const { unit } = makeUnit();
    const { session } = join(unit, cloudHub, 0);
    unit.receive(mark(session, faults, [[1, 1]], [[1, 1]], 5_000), 1);
    const hello = hellosIn(unit.connect(cloudHub, 2))[0]?.session ?? 0;
    const lacking = (asOf: number) => unit.receive(welcome(hello, { cloud: { incarnation: 1, asOf }, streams: [claimOf(faults)] }), 3);
    expect(hellosIn(lacking(5_000 + testLimits.doubtMarginMs))).toEqual([]);
    expect(hellosIn(lacking(5_001 + testLimits.doubtMarginMs))[0]?.doubted).toBe(1);
  });

  it("closes an earlier epoch when nothing of it is left", () => {
    const counter = new Counter();
    const first = makeUnit({ counter });
    first.seal(3, 4);
    first.unit.commit(0);
    const { unit, store, held } = makeUnit({ counter, store: new MemoryHolderStore(first.store.image()) });
    for (const stream of [faults, raw]) store.markSecured(stream, [[1, 9]], 1);
    store.setState({ cloud: { incarnation: 1, asOf: testLimits.retentionMs + 2 } });
    unit.tidy(0);
    const closed = store.records().find(({ kind }) => kind === "closed");
    expect(held().filter((name) => name.startsWith("1/"))).toEqual([]);
    expect(closed && parseStatement(closed)).toMatchObject({ epoch: 1, totals: [{ last: 1 }, { stream: raw, last: 1, produced: 4 }] });
  });
});

describe("pressure", () => {
  const tight = { ...testLimits, outboxBytesMax: 8 };

  it("drops what is secured before anything else", () => {
    const { unit, store, seal } = makeUnit({ limits: tight });
    seal(3, 4);
    seal(3, 4);
    unit.commit(0);
    store.markSecured(raw, [[2, 2]], 1);
    seal(3, 4);
    expect(store.held(raw)).toEqual([
      [1, 1],
      [3, 3],
    ]);
  });

  it("entrusts what a depot has before it thins, in one statement that grows", () => {
    const { unit, store, seal, held } = makeUnit({ limits: tight });
    seal(3, 4);
    seal(3, 4);
    unit.commit(0);
    store.markStored(depotSource, raw, [[1, 2]]);
    seal(3, 4);
    seal(3, 4);
    const entrusted = store.records().filter(({ kind }) => kind === "entrusted");
    expect(entrusted.map((record) => parseStatement(record))).toEqual([{ kind: "entrusted", depot: depotSource, given: [{ stream: raw, ranges: [[1, 2]] }] }]);
    expect(held().filter((name) => name.includes("gap"))).toEqual(["1/0#4 gap"]); // the number of the statement that was restated
    expect(held().some((name) => name.includes("thinned"))).toBe(false);
  });

  it("thins the oldest detail under a new number that names the old one", () => {
    const { store, seal } = makeUnit({ limits: tight });
    seal(3, 4);
    seal(3, 4);
    seal(3, 2);
    const thinned = store.records().find(({ kind }) => kind === "thinned");
    expect(thinned).toMatchObject({ seq: 4, produced: 0, samples: 2, replaces: [1] });
    expect(store.sums().data.bytes).toBe(8);
  });

  it("names the epoch of what it thins after a restart, and states the numbers in between", () => {
    const counter = new Counter();
    const first = makeUnit({ counter });
    first.seal(3, 8);
    first.unit.commit(0);
    const second = makeUnit({ counter, limits: { ...testLimits, outboxBytesMax: 6 }, store: new MemoryHolderStore(first.store.image()) });
    second.unit.commit(0);
    expect(second.store.records().find(({ kind }) => kind === "thinned")).toMatchObject({
      stream: second.unit.epoch && streamOf(second.unit.epoch, 3),
      replaces: [1],
      replacesEpoch: 1,
    });
    const third = makeUnit({ counter, limits: { ...testLimits, outboxBytesMax: 3 }, store: new MemoryHolderStore(second.store.image()) });
    const last = third.store.records().find(({ kind }) => kind === "thinned");
    expect(last).toMatchObject({ samples: 2, replaces: [1], replacesEpoch: 1 });
    const gap = third.store.records().find(({ kind }) => kind === "gap");
    expect(gap && parseStatement(gap)).toEqual({ kind: "gap", given: [{ stream: streamOf(second.unit.epoch, 3), ranges: [[1, 1]] }] });
  });

  it("gives up the least important when nothing else is left, and never statements", () => {
    const { store, seal, unit } = makeUnit({ limits: { ...tight, outboxBytesMax: 2 } });
    seal(3, 1);
    seal(0, 2);
    unit.commit(0);
    const gap = store.records().find(({ kind }) => kind === "gap");
    expect(gap && parseStatement(gap)).toEqual({ kind: "gap", given: [{ stream: raw, ranges: [[1, 1]] }] });
    expect(store.held(faults)).toEqual([[1, 3]]);
    expect(unit.report()).toMatchObject({ produced: 3, givenUp: 1 });
  });

  it("keeps every statement within its bound of ranges", () => {
    const { store, seal, unit } = makeUnit({ limits: { ...testLimits, outboxRecordsMax: 3, statementRangesMax: 2 } });
    for (let count = 0; count < 12; count += 1) {
      seal(3, 1);
      seal(2, 1);
    }
    unit.commit(0);
    for (const record of store.records().filter(({ kind }) => kind === "gap")) {
      const statement = parseStatement(record);
      const ranges = statement.kind === "gap" ? statement.given.flatMap(({ ranges }) => ranges) : [];
      expect(ranges.length).toBeLessThanOrEqual(4);
    }
    expect(store.sums().data.records).toBe(3);
  });
});

describe("what a hub will not take", () => {
  it("is sealed again in a new epoch when the number belongs to somebody else", () => {
    const { unit, seal, held } = makeUnit();
    seal(3, 4);
    unit.commit(0);
    const { session } = join(unit, cloudHub, 0);
    unit.receive({ kind: "refused", session, stream: raw, seq: 1, reason: "conflict" }, 1);
    unit.commit(2);
    expect(held()).toEqual(["1/0#1 opened", `${unit.epoch}/0#1 opened`, `${unit.epoch}/3#1 segment`]);
  });

  it("is given up and counted when it is corrupt", () => {
    const { unit, seal, store } = makeUnit();
    seal(3, 4);
    unit.commit(0);
    const { session } = join(unit, cloudHub, 0);
    unit.receive({ kind: "refused", session, stream: raw, seq: 1, reason: "corrupt" }, 1);
    const gap = store.records().find(({ kind }) => kind === "gap");
    expect(gap && parseStatement(gap)).toEqual({ kind: "gap", given: [{ stream: raw, ranges: [[1, 1]] }] });
    expect(unit.epoch).toBe(1);
  });
});

describe("a full disk", () => {
  it("keeps what is sealed, and numbers it when there is room", () => {
    const { unit, store, seal, held } = makeUnit();
    unit.commit(0);
    seal(3, 4);
    store.failingCommits = 2;
    expect(() => unit.commit(1)).toThrow(/HOLDER_DISK_FULL/);
    seal(3, 2);
    expect([held(), unit.report().unsavedRecords, unit.report().isDiskFull]).toEqual([["1/0#1 opened"], 2, true]);
    expect(() => unit.commit(2)).toThrow(/HOLDER_DISK_FULL/);
    unit.commit(3);
    expect([held(), unit.report().isDiskFull]).toEqual([["1/0#1 opened", "1/3#1 segment", "1/3#2 segment"], false]);
    expect(store.totalsOf(raw)).toMatchObject({ last: 2, produced: 6 });
  });

  it("counts what does not fit into memory either", () => {
    const { unit, store, seal } = makeUnit({ limits: { ...testLimits, unsavedBytesMax: 900 } });
    unit.commit(0);
    store.failingCommits = 1;
    for (const [priority, samples] of [
      [3, 4],
      [3, 5],
      [0, 6],
      [3, 7],
    ] as const)
      seal(priority, samples);
    expect(() => unit.commit(1)).toThrow(/HOLDER_DISK_FULL/);
    unit.commit(2);
    const gap = store.records().find(({ kind }) => kind === "gap");
    expect(gap && parseStatement(gap)).toEqual({ kind: "gap", given: [{ stream: raw, ranges: [[2, 2]] }] });
    expect(store.totalsOf(raw)).toMatchObject({ last: 2, produced: 16 });
    expect(
      store
        .records()
        .filter(({ kind }) => kind === "segment")
        .map(({ samples }) => samples),
    ).toEqual([6, 7]);
  });

  it("counts what its owner declares lost", () => {
    const { unit, store } = makeUnit();
    unit.declareLost(3, 40);
    unit.declareLost(3, 2);
    unit.commit(0);
    expect(store.totalsOf(raw)).toMatchObject({ last: 1, produced: 42 });
    expect(unit.report()).toMatchObject({ produced: 42, givenUp: 42 });
  });
});
