/** What every holder's store must do, as tests: run against the one in memory and the one in SQLite. */
import { afterEach, describe, expect, it } from "vitest";
import { parseSourceId } from "../kernel/ids.ts";
import { hashOfCatalogue, recordChecksum } from "./checksum.ts";
import type { HolderStore } from "./holder-store.ts";
import { streamKey, type CatalogueHash, type Epoch, type LinkRecord, type Priority, type RecordKind, type StreamKey } from "./records.ts";

/** A file, or what stands for one: it survives its store. */
export interface StoreFixture {
  open(): HolderStore;
  /** The process dies: what was not committed is gone. */
  crash(store: HolderStore): void;
  /** Lets everything go. */
  dispose(): void;
}

export const suiteSource = parseSourceId("c0000000-0000-4000-8000-000000000001");
const otherSource = parseSourceId("c0000000-0000-4000-8000-000000000002");
const depot = parseSourceId("d0000000-0000-4000-8000-000000000001");
const otherDepot = parseSourceId("d0000000-0000-4000-8000-000000000002");
const epoch = 7_000_000_000_000_001 as Epoch;

export const streamOf = (priority: Priority, source = suiteSource): StreamKey => streamKey(source, epoch, priority);
const raw = streamOf(3);
const faults = streamOf(0);

export function recordOf(stream: StreamKey, seq: number, more: Partial<LinkRecord> = {}): LinkRecord {
  const kind: RecordKind = more.kind ?? "segment";
  const unchecked = { stream, seq, producedBefore: (seq - 1) * 4, produced: 4, samples: 4, bytes: Uint8Array.of(seq % 256, 2, 3), ...more, kind };
  return { ...unchecked, checksum: recordChecksum(unchecked) };
}

export function describeHolderStore(name: string, makeFixture: () => StoreFixture): void {
  describe(`${name} as a holder's store`, () => {
    let fixture: StoreFixture | undefined;
    const begin = (): { readonly fixture: StoreFixture; readonly store: HolderStore } => {
      fixture = makeFixture();
      return { fixture, store: fixture.open() };
    };
    afterEach(() => {
      fixture?.dispose();
      fixture = undefined;
    });

    it("gives a record back as it was appended, and its head", () => {
      const { store } = begin();
      const catalogue = hashOfCatalogue(Uint8Array.of(1));
      store.putCatalogue(catalogue, Uint8Array.of(1));
      const thinned = recordOf(raw, 9, {
        kind: "thinned",
        produced: 0,
        samples: 2,
        catalogue,
        replaces: [2, 5],
        replacesEpoch: 3 as Epoch,
        bytes: new Uint8Array(10_000).fill(9),
      });
      const id = store.append(thinned);
      expect(plain(store.read(id))).toEqual(plain(thinned));
      expect(store.head(raw, 9)).toMatchObject({
        id,
        stream: raw,
        seq: 9,
        priority: 3,
        kind: "thinned",
        samples: 2,
        size: 10_000,
        securedAt: undefined,
        storedAt: undefined,
      });
      expect([store.head(raw, 8), store.head(faults, 9), store.read(id + 1)]).toEqual([undefined, undefined, undefined]);
    });

    it("loses with a crash what was not committed, and nothing else", () => {
      const { fixture, store } = begin();
      store.append(recordOf(raw, 1));
      store.setTotals({ stream: raw, last: 1, produced: 4 });
      store.setState({ epoch, boot: 3, endedClean: true, cloud: { incarnation: 5, asOf: 1_764_000_000_000 }, cursor: { incarnation: 5, position: 9 } });
      store.commit();
      store.append(recordOf(raw, 2));
      store.setTotals({ stream: raw, last: 2, produced: 8 });
      store.setState({ boot: 4 });
      fixture.crash(store);
      const reopened = fixture.open();
      expect(reopened.held(raw)).toEqual([[1, 1]]);
      expect(reopened.totals()).toEqual([{ stream: raw, last: 1, produced: 4 }]);
      expect(reopened.state).toEqual({
        source: suiteSource,
        epoch,
        boot: 3,
        endedClean: true,
        cloud: { incarnation: 5, asOf: 1_764_000_000_000 },
        cursor: { incarnation: 5, position: 9 },
      });
    });

    it("undoes everything since the last commit when a group fails, also in its memory", () => {
      const { store } = begin();
      const kept = store.append(recordOf(raw, 1));
      store.append(recordOf(raw, 2));
      store.setTotals({ stream: raw, last: 2, produced: 8 });
      store.commit();
      const rollbacks = store.rollbacks;
      store.append(recordOf(raw, 3));
      expect(() =>
        store.group(() => {
          store.remove(kept);
          store.markSecured(raw, [[2, 2]], 50);
          store.setTotals({ stream: raw, last: 3, produced: 12 });
          store.setKnownSecured(raw, { under: 1, ranges: [[1, 1]] }, 5);
          store.setState({ boot: 9 });
          throw new Error("planted");
        }),
      ).toThrow(/planted/);
      expect(store.rollbacks).toBe(rollbacks + 1);
      expect([store.held(raw), store.committed(raw), store.heldSecured(raw)]).toEqual([[[1, 2]], [[1, 2]], []]);
      expect([store.totalsOf(raw)?.last, store.knownSecured(raw), store.state.boot]).toEqual([2, undefined, 0]);
      expect(store.sums().data).toEqual({ records: 2, bytes: 6, samples: 8 });
      expect(store.read(kept)?.seq).toBe(1);
    });

    it("claims only what is committed, but knows what it holds", () => {
      const { store } = begin();
      store.append(recordOf(raw, 1));
      store.commit();
      const second = store.append(recordOf(raw, 2));
      store.append(recordOf(raw, 4));
      expect([store.held(raw), store.committed(raw)]).toEqual([
        [
          [1, 2],
          [4, 4],
        ],
        [[1, 1]],
      ]);
      expect(second).toBeGreaterThan(store.committedId);
      store.remove(second);
      store.commit();
      expect(store.committed(raw)).toEqual([
        [1, 1],
        [4, 4],
      ]);
      expect(second).toBeLessThanOrEqual(store.committedId);
    });

    it("never gives an id twice, also when the newest record goes", () => {
      const { store } = begin();
      const first = store.append(recordOf(raw, 1));
      store.remove(first);
      expect(store.append(recordOf(raw, 2))).toBeGreaterThan(first);
    });

    it("lists streams with what is held and what is unsecured", () => {
      const { store } = begin();
      for (const seq of [3, 4, 9]) store.append(recordOf(raw, seq));
      store.append(recordOf(streamOf(2, otherSource), 1));
      store.markSecured(raw, [[1, 4]], 10);
      const streams = [...store.streams()].sort((a, b) => b.records - a.records);
      expect(streams).toEqual([
        { stream: raw, first: 3, last: 9, records: 3, unsecured: 1 },
        { stream: streamOf(2, otherSource), first: 1, last: 1, records: 1, unsecured: 1 },
      ]);
      expect(store.streamCount()).toBe(2);
    });

    it("walks unsecured records in order of sealing, a page at a time", () => {
      const { store } = begin();
      const ids = [1, 2, 3, 4, 5].map((seq) => store.append(recordOf(raw, seq)));
      store.append(recordOf(faults, 1));
      store.markSecured(raw, [[2, 2]], 10);
      const page = (afterId: number, limit: number): number[] => store.unsecured({ priority: 3, afterId, limit }).map(({ seq }) => seq);
      expect([page(0, 2), page(ids[2] ?? 0, 10), page(ids[4] ?? 0, 10)]).toEqual([[1, 3], [4, 5], []]);
    });

    it("marks what is secured once, with the cloud's clock, and forgets it by that", () => {
      const { store } = begin();
      for (const seq of [1, 2, 3]) store.append(recordOf(raw, seq));
      expect(store.markSecured(raw, [[1, 2]], 100).map(({ seq, securedAt }) => [seq, securedAt])).toEqual([
        [1, 100],
        [2, 100],
      ]);
      expect(store.markSecured(raw, [[2, 9]], 200).map(({ seq }) => seq)).toEqual([3]);
      expect([store.hasSecuredBefore(raw, [[1, 1]], 100), store.hasSecuredBefore(raw, [[1, 1]], 101), store.hasSecuredBefore(raw, [[4, 4]], 900)]).toEqual([
        false,
        true,
        false,
      ]);
      expect(store.forgetSecuredBefore(100, 10)).toEqual([]);
      expect(store.forgetSecuredBefore(201, 2).map(({ seq }) => seq)).toEqual([1, 2]);
      expect(store.held(raw)).toEqual([[3, 3]]);
    });

    it("voids what is secured and stored when the cloud was put back", () => {
      const { store } = begin();
      for (const seq of [1, 2, 3]) store.append(recordOf(raw, seq));
      store.markStored(depot, raw, [[1, 3]]);
      store.markSecured(raw, [[1, 1]], 100);
      store.commit();
      store.voidSecured();
      expect([store.heldSecured(raw), store.sums().stored.records, store.head(raw, 1)?.storedAt]).toEqual([[], 0, undefined]);
      expect(store.unsecured({ priority: 3, afterId: 0, limit: 9 }).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    it("undoes a voiding that was not committed", () => {
      const { store } = begin();
      store.append(recordOf(raw, 1));
      store.markSecured(raw, [[1, 1]], 100);
      store.commit();
      expect(() =>
        store.group(() => {
          store.append(recordOf(raw, 2));
          store.voidSecured();
          store.append(recordOf(raw, 3));
          throw new Error("planted");
        }),
      ).toThrow(/planted/);
      expect([store.held(raw), store.heldSecured(raw), store.sums().unsecured[3].records]).toEqual([[[1, 1]], [[1, 1]], 0]);
    });

    it("keeps the depot that last stored a record, until that depot says otherwise", () => {
      const { store } = begin();
      for (const seq of [1, 2, 3]) store.append(recordOf(raw, seq));
      const storedAt = (): unknown[] => [1, 2, 3].map((seq) => store.head(raw, seq)?.storedAt);
      store.markStored(depot, raw, [[1, 9]]);
      store.markStored(otherDepot, raw, [[2, 2]]);
      expect(storedAt()).toEqual([depot, otherDepot, depot]);
      store.clearStored(depot, raw, [[3, 3]]);
      expect(storedAt()).toEqual([undefined, otherDepot, depot]);
      store.clearStoredAt(otherDepot);
      expect(storedAt()).toEqual([undefined, undefined, depot]);
      expect(store.sums().stored).toEqual({ records: 1, bytes: 3, samples: 4 });
    });

    it("finds what pressure takes: least important and oldest first, never statements or acts", () => {
      const { store } = begin();
      store.append(recordOf(faults, 1, { kind: "gap", produced: 0, samples: 0 }));
      store.append(recordOf(faults, 2, { kind: "act", produced: 0, samples: 0 }));
      const names = (): unknown[] => (["secured", "secured-data", "stored", "thinnable", "unsecured"] as const).map((of) => store.victim(of)?.seq);
      expect(names()).toEqual([undefined, undefined, undefined, undefined, undefined]);
      store.append(recordOf(faults, 3));
      store.append(recordOf(streamOf(2), 4), { isThinnable: true });
      const oldest = store.append(recordOf(raw, 5), { isThinnable: true });
      store.append(recordOf(raw, 6), { isThinnable: true });
      expect(names()).toEqual([undefined, undefined, undefined, 5, 5]);
      store.noteUnthinnable(oldest);
      expect(names()).toEqual([undefined, undefined, undefined, 6, 5]);
      store.markStored(depot, streamOf(2), [[4, 4]]);
      store.markSecured(raw, [[6, 6]], 20);
      expect(names()).toEqual([6, 6, 4, 4, 5]);
      store.markSecured(raw, [[5, 5]], 10);
      expect(names()).toEqual([5, 5, 4, 4, 4]);
      store.forgetSecuredBefore(1_000, 9);
      store.markSecured(faults, [[1, 2]], 30);
      expect(names()).toEqual([1, undefined, 4, 4, 4]);
    });

    it("lists its own statements that no hub is known to have", () => {
      const { store } = begin();
      const gap = { kind: "gap", produced: 0, samples: 0 } as const;
      store.append(recordOf(faults, 1, gap));
      store.append(recordOf(faults, 2, { ...gap, kind: "opened" }));
      store.append(recordOf(faults, 3, { ...gap, kind: "entrusted" }));
      store.append(recordOf(faults, 4, gap));
      store.append(recordOf(streamOf(0, otherSource), 5, gap));
      store.markStored(depot, faults, [[4, 4]]);
      expect(store.openStatements().map(({ seq }) => seq)).toEqual([1, 3]);
      store.markSecured(faults, [[1, 1]], 10);
      expect(store.openStatements().map(({ seq }) => seq)).toEqual([3]);
    });

    it("remembers what is secured beyond what it holds, bound to an incarnation", () => {
      const { fixture, store } = begin();
      store.setKnownSecured(
        raw,
        {
          under: 4,
          ranges: [
            [1, 5],
            [8, 9],
          ],
        },
        100,
      );
      store.setKnownSecured(faults, { under: 4, ranges: [[1, 1]] }, 300);
      store.append(recordOf(streamOf(2), 1));
      store.setKnownSecured(streamOf(2), { under: 4, ranges: [[1, 1]] }, 100);
      store.commit();
      fixture.crash(store);
      const reopened = fixture.open();
      expect(reopened.knownSecured(raw)).toEqual({
        under: 4,
        ranges: [
          [1, 5],
          [8, 9],
        ],
      });
      reopened.forgetKnownBefore(300, 10);
      expect([reopened.knownSecured(raw), reopened.knownSecured(faults)?.under, reopened.knownSecured(streamOf(2))?.under]).toEqual([undefined, 4, 4]);
    });

    it("keeps a catalogue while a record needs it, and the newest spare ones", () => {
      const { store } = begin();
      const put = (byte: number): CatalogueHash => {
        const bytes = Uint8Array.of(byte);
        store.putCatalogue(hashOfCatalogue(bytes), bytes);
        return hashOfCatalogue(bytes);
      };
      const [needed, old, current, newest] = [put(1), put(2), put(3), put(4)];
      store.append(recordOf(raw, 1, { catalogue: needed }));
      store.pruneCatalogues(new Set([current]), 1);
      expect([needed, old, current, newest].map((hash) => store.hasCatalogue(hash))).toEqual([true, false, true, true]);
      expect([...(store.catalogue(needed) ?? [])]).toEqual([1]);
      expect(store.catalogue(old)).toBeUndefined();
    });

    it("drops totals of closed streams", () => {
      const { fixture, store } = begin();
      store.setTotals({ stream: raw, last: 1, produced: 4 });
      store.setTotals({ stream: faults, last: 2, produced: 0 });
      store.dropTotals([raw]);
      store.commit();
      fixture.crash(store);
      expect(fixture.open().totals()).toEqual([{ stream: faults, last: 2, produced: 0 }]);
    });

    it("counts what it holds through every change, and again after it was opened anew", () => {
      const { fixture, store } = begin();
      for (let seq = 1; seq <= 20; seq += 1) store.append(recordOf(seq % 2 === 0 ? raw : faults, seq));
      store.markStored(depot, raw, [[1, 8]]);
      store.markSecured(raw, [[2, 4]], 10);
      store.markSecured(faults, [[1, 5]], 20);
      store.forgetSecuredBefore(15, 1);
      store.commit();
      const sums = structuredClone(store.sums());
      const ranges = [raw, faults].map((stream) => [store.held(stream), store.heldSecured(stream), store.committed(stream)]);
      expect(sums.stored.records).toBe(2);
      fixture.crash(store);
      const reopened = fixture.open();
      expect(reopened.sums()).toEqual(sums);
      expect([raw, faults].map((stream) => [reopened.held(stream), reopened.heldSecured(stream), reopened.committed(stream)])).toEqual(ranges);
    });
  });
}

/** Bytes of a database are Buffers: the same bytes in another class. */
function plain(record: LinkRecord | undefined): unknown {
  return record === undefined ? undefined : { ...record, bytes: [...record.bytes], checksum: [...record.checksum] };
}
