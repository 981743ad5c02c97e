/**
 * What a store keeps in memory of its file, and how to take back what it says since the last commit: a transaction that
 * SQLite undoes is undone here, too, without reading the file again.
 */
import type { DepotId } from "@drawbar/proto/kernel/ids.ts";
import { HeldIndex } from "@drawbar/proto/link/held-index.ts";
import type { HeldHead, KnownSecured } from "@drawbar/proto/link/holder-store.ts";
import { holderStoreError } from "@drawbar/proto/link/link-errors.ts";
import type { RangeSet } from "@drawbar/proto/link/range-set.ts";
import type { CatalogueHash, StreamKey, StreamTotals } from "@drawbar/proto/link/records.ts";
import { headOf, type CatalogueRow, type HeadRow, type StreamRow } from "./holder-rows.ts";

export interface KnownStream {
  readonly known: KnownSecured;
  readonly asOf: number;
}

export class HolderMemory {
  readonly streamIds = new Map<StreamKey, number>();
  readonly streamKeys = new Map<number, StreamKey>();
  readonly totals = new Map<StreamKey, StreamTotals>();
  readonly known = new Map<StreamKey, KnownStream>();
  /** Ids by hash, in order of arrival. */
  readonly catalogues = new Map<CatalogueHash, number>();
  index = new HeldIndex();
  /** Newest last. */
  #undo: (() => void)[] = [];

  /** What the file says of streams and catalogues, at open. */
  read({ streams, catalogues }: { readonly streams: Iterable<StreamRow>; readonly catalogues: Iterable<CatalogueRow> }): void {
    for (const row of streams) {
      const stream = row.name as StreamKey; // written from one
      this.streamIds.set(stream, row.stream_id);
      this.streamKeys.set(row.stream_id, stream);
      if (row.last !== null && row.produced !== null) this.totals.set(stream, { stream, last: row.last, produced: row.produced });
      if (row.known_under === null || row.known_ranges === null) continue;
      const ranges = JSON.parse(row.known_ranges) as RangeSet; // written from one
      this.known.set(stream, { known: { under: row.known_under, ranges }, asOf: row.known_as_of_ms ?? 0 });
    }
    for (const { catalogue_id, hash } of catalogues) this.catalogues.set(hash as CatalogueHash, catalogue_id); // written from one
  }

  readIndex(heads: Iterable<HeadRow>, committedId: number): void {
    const index = new HeldIndex();
    for (const row of heads) index.add(headOf(row, this.keyOf(row.stream_id)), row.record_id <= committedId);
    this.index = index;
  }

  /** @throws DrawbarError `HOLDER_FILE_CORRUPT` when a row names a stream that is not there. */
  keyOf(streamId: number): StreamKey {
    const key = this.streamKeys.get(streamId);
    if (key === undefined) throw holderStoreError("HOLDER_FILE_CORRUPT", `a record of stream ${streamId}, which is not in the file`);
    return key;
  }

  set<Key, Value>(map: Map<Key, Value>, key: Key, value: Value | undefined): void {
    const before = map.get(key);
    this.#undo.push(() => setOrDelete(map, key, before));
    setOrDelete(map, key, value);
  }

  added(head: HeldHead): void {
    this.index.add(head, false);
    this.#undo.push(() => this.index.remove(head));
  }

  removed(head: HeldHead, isCommitted: boolean): void {
    this.index.remove(head);
    this.#undo.push(() => this.index.add(head, isCommitted));
  }

  secured(before: HeldHead, securedAt: number): HeldHead {
    return this.#changed(before, { ...before, securedAt });
  }

  stored(before: HeldHead, storedAt: DepotId | undefined): HeldHead {
    return this.#changed(before, { ...before, storedAt });
  }

  /** Runs in the order opposite to the calls. */
  onUndo(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** Runs after everything else was taken back, whatever comes later. */
  onUndone(undo: () => void): void {
    this.#undo.unshift(undo);
  }

  committed(): void {
    this.#undo = [];
    this.index.committed();
  }

  undo(): void {
    const steps = this.#undo;
    this.#undo = [];
    for (const step of steps.toReversed()) step();
  }

  #changed(before: HeldHead, after: HeldHead): HeldHead {
    this.index.change(before, after);
    this.#undo.push(() => this.index.change(after, before));
    return after;
  }
}

function setOrDelete<Key, Value>(map: Map<Key, Value>, key: Key, value: Value | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}
