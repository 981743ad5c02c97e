/**
 * A holder's store in SQLite: write-ahead log, an fsync at every commit. One transaction is open at a time; what the
 * index in memory and the caches say is undone with it.
 */
import type Database from "better-sqlite3";
import { parseSourceId, type DepotId, type SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { HeldIndex } from "@drawbar/proto/link/held-index.ts";
import {
  noCursor,
  unknownCloud,
  type HeldHead,
  type HeldStream,
  type HeldSums,
  type HolderState,
  type HolderStore,
  type KnownSecured,
  type UnsecuredQuery,
  type VictimClass,
} from "@drawbar/proto/link/holder-store.ts";
import { holderStoreError } from "@drawbar/proto/link/link-errors.ts";
import { intersectRanges, subtractRanges, type RangeSet } from "@drawbar/proto/link/range-set.ts";
import {
  recordKinds,
  streamName,
  type CatalogueHash,
  type Epoch,
  type LinkRecord,
  type Priority,
  type StreamKey,
  type StreamTotals,
} from "@drawbar/proto/link/records.ts";
import { headOf, recordOf, type HeadRow } from "./holder-rows.ts";
import { prepareStatements, type HolderRow, type HolderStatements } from "./holder-statements.ts";
import { openHolderFile } from "./open-holder-file.ts";
import { storeErrorOf } from "./sqlite-errors.ts";

interface KnownStream {
  readonly known: KnownSecured;
  readonly asOf: number;
}

const leastImportantFirst: readonly Priority[] = [3, 2, 1, 0];

export class SqliteHolderStore implements HolderStore {
  /** Set when the file was damaged: it lies aside under the name in `details.movedTo`, and this store is new and empty. */
  readonly replaced: DrawbarError | undefined;
  readonly #file: string;
  readonly #database: Database.Database;
  readonly #sql: HolderStatements;
  #index = new HeldIndex();
  #state: HolderState;
  #isStateDirty = false;
  /** Whether the file has a state at all: a new one gets it with its first commit. */
  #hasState = true;
  readonly #streamIds = new Map<StreamKey, number>();
  readonly #streamKeys = new Map<number, StreamKey>();
  readonly #totals = new Map<StreamKey, StreamTotals>();
  readonly #known = new Map<StreamKey, KnownStream>();
  /** Ids by hash, in order of arrival. */
  readonly #catalogues = new Map<CatalogueHash, number>();
  #nextId: number;
  #committedId: number;
  #rollbacks = 0;
  /** How to take back, newest last, what memory says since the last commit. */
  #undo: (() => void)[] = [];

  /**
   * @param options.file made with its folder when it is not there. A damaged one is put aside (`replaced`).
   * @param options.bytesMax size of the file, its log not counted, at which the disk counts as full; none when absent.
   * @throws DrawbarError `HOLDER_FILE_BUSY`, `HOLDER_FILE_NEWER`, `HOLDER_FILE_FOREIGN`, `HOLDER_FILE_UNWRITABLE`, `HOLDER_DISK_FULL`.
   */
  static open(options: { readonly file: string; readonly source: SourceId; readonly bytesMax?: number | undefined }): SqliteHolderStore {
    const { database, replaced } = openHolderFile(options.file, options.bytesMax);
    try {
      return new SqliteHolderStore(options, database, replaced);
    } catch (error) {
      database.close();
      throw storeErrorOf(error, options.file);
    }
  }

  private constructor({ file, source }: { readonly file: string; readonly source: SourceId }, database: Database.Database, replaced: DrawbarError | undefined) {
    this.#file = file;
    this.#database = database;
    this.replaced = replaced;
    this.#sql = prepareStatements(database);
    this.#state = this.#readState(source);
    this.#readStreams();
    this.#readIndex();
    for (const { catalogue_id, hash } of this.#sql.catalogues.all()) this.#catalogues.set(hash as CatalogueHash, catalogue_id); // written from one
    this.#nextId = (this.#sql.lastId.get() ?? 0) + 1;
    this.#committedId = this.#nextId - 1;
  }

  get state(): HolderState {
    return this.#state;
  }

  setState(change: Partial<Omit<HolderState, "source">>): void {
    const before = this.#state;
    this.#undo.push(() => (this.#state = before));
    this.#state = { ...before, ...change };
    this.#isStateDirty = true; // written once, by the commit
  }

  group<Result>(work: () => Result): Result {
    const { rollbacks } = this;
    try {
      return work();
    } catch (error) {
      if (this.#rollbacks === rollbacks) this.#rollBack();
      throw storeErrorOf(error, this.#file);
    }
  }

  commit(): void {
    try {
      if (this.#isStateDirty) {
        this.#begin();
        this.#sql.putHolder.run(rowOf(this.#state));
      }
      if (this.#database.inTransaction) this.#sql.commit.run();
    } catch (error) {
      this.#rollBack();
      throw storeErrorOf(error, this.#file);
    }
    this.#isStateDirty = false;
    this.#hasState = true;
    this.#undo = [];
    this.#committedId = this.#nextId - 1;
    this.#index.committed();
  }

  get committedId(): number {
    return this.#committedId;
  }

  get rollbacks(): number {
    return this.#rollbacks;
  }

  totals(): readonly StreamTotals[] {
    return [...this.#totals.values()];
  }

  totalsOf(stream: StreamKey): StreamTotals | undefined {
    return this.#totals.get(stream);
  }

  setTotals(totals: StreamTotals): void {
    this.#write(() => {
      this.#sql.setTotals.run(totals.last, totals.produced, this.#idOf(totals.stream));
      this.#remember(this.#totals, totals.stream, totals);
    });
  }

  dropTotals(streams: readonly StreamKey[]): void {
    this.#write(() => {
      for (const stream of streams) {
        this.#sql.setTotals.run(null, null, this.#idOf(stream));
        this.#remember(this.#totals, stream, undefined);
        this.#dropIfEmpty(stream);
      }
    });
  }

  append(record: LinkRecord, { isThinnable = false }: { readonly isThinnable?: boolean } = {}): number {
    return this.#write(() => {
      const id = this.#nextId;
      this.#nextId += 1;
      const { stream, seq, kind, checksum, producedBefore, produced, samples, catalogue, replaces, replacesEpoch, bytes } = record;
      const { source, priority } = streamName(stream);
      const isOwn = source === this.#state.source ? 1 : 0;
      const catalogueId = catalogue === undefined ? null : (this.#catalogues.get(catalogue) ?? null);
      this.#sql.append.run(
        id,
        this.#idOf(stream),
        seq,
        priority,
        recordKinds[kind],
        producedBefore,
        produced,
        samples,
        bytes.length,
        isOwn,
        isThinnable ? 1 : 0,
        catalogueId,
        checksum,
      );
      this.#sql.appendBody.run(id, replaces === undefined ? null : JSON.stringify(replaces), replacesEpoch ?? null, bytes);
      const head: HeldHead = { id, stream, seq, priority, kind, checksum, produced, samples, size: bytes.length, securedAt: undefined, storedAt: undefined };
      this.#index.add(head, false);
      this.#undo.push(() => this.#index.remove(head));
      return id;
    });
  }

  head(stream: StreamKey, seq: number): HeldHead | undefined {
    const streamId = this.#streamIds.get(stream);
    return streamId === undefined ? undefined : this.#head(this.#query(() => this.#sql.headByNumber.get(streamId, seq)));
  }

  read(id: number): LinkRecord | undefined {
    const row = this.#query(() => this.#sql.read.get(id));
    return row === undefined ? undefined : recordOf(row, this.#keyOf(row.stream_id));
  }

  remove(id: number): void {
    const head = this.#head(this.#query(() => this.#sql.headById.get(id)));
    if (head !== undefined) this.#write(() => this.#remove(head));
  }

  noteUnthinnable(id: number): void {
    this.#write(() => this.#sql.noteUnthinnable.run(id));
  }

  streams(): Iterable<HeldStream> {
    return this.#index.streams();
  }

  streamCount(): number {
    return this.#index.streamCount();
  }

  held(stream: StreamKey): RangeSet {
    return this.#index.heldOf(stream);
  }

  committed(stream: StreamKey): RangeSet {
    return this.#index.committedOf(stream);
  }

  heldSecured(stream: StreamKey): RangeSet {
    return this.#index.securedOf(stream);
  }

  hasSecuredBefore(stream: StreamKey, ranges: RangeSet, asOf: number): boolean {
    return this.#within(stream, ranges).some(({ securedAt }) => securedAt !== undefined && securedAt < asOf);
  }

  unsecured({ priority, afterId, limit }: UnsecuredQuery): readonly HeldHead[] {
    return this.#heads(() => this.#sql.unsecured.all(priority, afterId, limit));
  }

  openStatements(): readonly HeldHead[] {
    return this.#heads(() => this.#sql.openStatements.all()).filter(({ storedAt }) => storedAt === undefined);
  }

  victim(of: VictimClass): HeldHead | undefined {
    for (const priority of leastImportantFirst) {
      const row = this.#query(() => this.#sql.victims[of].get(priority));
      if (row !== undefined) return this.#head(row);
    }
    return undefined;
  }

  sums(): HeldSums {
    return this.#index.sums;
  }

  markStored(depot: DepotId, stream: StreamKey, ranges: RangeSet): void {
    this.#write(() => {
      for (const head of this.#within(stream, subtractRanges(ranges, this.heldSecured(stream)))) {
        if (head.storedAt !== depot) this.#setStored(head, depot);
      }
    });
  }

  clearStored(depot: DepotId, stream: StreamKey, keep: RangeSet): void {
    const streamId = this.#streamIds.get(stream);
    if (streamId === undefined) return;
    this.#write(() => {
      for (const [first, last] of subtractRanges(this.held(stream), keep)) {
        for (const head of this.#heads(() => this.#sql.storedWithin.all(streamId, first, last, depot))) this.#setStored(head, undefined);
      }
    });
  }

  clearStoredAt(depot: DepotId): void {
    this.#write(() => {
      for (const priority of leastImportantFirst) {
        for (const head of this.#heads(() => this.#sql.storedAt.all(priority, depot))) this.#setStored(head, undefined);
      }
    });
  }

  markSecured(stream: StreamKey, ranges: RangeSet, asOf: number): readonly HeldHead[] {
    return this.#write(() =>
      this.#within(stream, subtractRanges(ranges, this.heldSecured(stream))).map((head) => {
        this.#sql.setSecured.run(asOf, head.id);
        return this.#changed(head, { ...head, securedAt: asOf });
      }),
    );
  }

  voidSecured(): void {
    this.#write(() => {
      this.#sql.voidSecured.run();
      this.#readIndex();
      this.#undo = [() => this.#readIndex(), ...this.#undo]; // the last to run: nothing finer is worth the trouble for a restored cloud
    });
  }

  forgetSecuredBefore(asOf: number, limit: number): readonly HeldHead[] {
    const heads: HeldHead[] = [];
    for (const priority of leastImportantFirst) heads.push(...this.#heads(() => this.#sql.securedBefore.all(priority, asOf, limit - heads.length)));
    if (heads.length > 0) this.#write(() => heads.forEach((head) => this.#remove(head)));
    return heads;
  }

  knownSecured(stream: StreamKey): KnownSecured | undefined {
    return this.#known.get(stream)?.known;
  }

  setKnownSecured(stream: StreamKey, known: KnownSecured, asOf: number): void {
    this.#write(() => {
      this.#sql.setKnown.run(known.under, JSON.stringify(known.ranges), asOf, this.#idOf(stream));
      this.#remember(this.#known, stream, { known, asOf });
    });
  }

  forgetKnownBefore(asOf: number, limit: number): void {
    let left = limit;
    for (const [stream, known] of this.#known) {
      if (left === 0) return;
      if (known.asOf >= asOf || this.held(stream).length > 0) continue;
      left -= 1;
      this.#write(() => {
        this.#sql.setKnown.run(null, null, null, this.#idOf(stream));
        this.#remember(this.#known, stream, undefined);
        this.#dropIfEmpty(stream);
      });
    }
  }

  putCatalogue(hash: CatalogueHash, bytes: Uint8Array): void {
    if (this.#catalogues.has(hash)) return;
    this.#write(() => {
      const { lastInsertRowid } = this.#sql.putCatalogue.run(hash, bytes);
      this.#remember(this.#catalogues, hash, Number(lastInsertRowid));
    });
  }

  hasCatalogue(hash: CatalogueHash): boolean {
    return this.#catalogues.has(hash);
  }

  catalogue(hash: CatalogueHash): Uint8Array | undefined {
    return this.#query(() => this.#sql.catalogue.get(hash));
  }

  pruneCatalogues(keep: ReadonlySet<CatalogueHash>, spareMax: number): void {
    if (this.#catalogues.size <= spareMax) return;
    const unneeded = [...this.#catalogues].filter(([hash, id]) => !keep.has(hash) && this.#query(() => this.#sql.isCatalogueNeeded.get(id)) === 0);
    for (const [hash, id] of unneeded.slice(0, Math.max(0, unneeded.length - spareMax))) {
      this.#write(() => {
        this.#sql.dropCatalogue.run(id);
        this.#remember(this.#catalogues, hash, undefined);
      });
    }
  }

  close(): void {
    if (!this.#database.open) return;
    if (this.#database.inTransaction) this.#sql.rollback.run();
    this.#database.close();
  }

  // --- the transaction

  /** Runs a change in the open transaction, beginning one if there is none. @throws DrawbarError after everything was undone. */
  #write<Result>(change: () => Result): Result {
    try {
      this.#begin();
      return change();
    } catch (error) {
      this.#rollBack();
      throw storeErrorOf(error, this.#file);
    }
  }

  #query<Result>(query: () => Result): Result {
    try {
      return query();
    } catch (error) {
      throw storeErrorOf(error, this.#file);
    }
  }

  #begin(): void {
    if (!this.#database.inTransaction) this.#sql.begin.run();
  }

  /** SQLite has undone the transaction by itself after some errors, a full disk among them. */
  #rollBack(): void {
    if (this.#database.inTransaction) this.#sql.rollback.run();
    for (const undo of this.#undo.toReversed()) undo();
    this.#undo = [];
    this.#isStateDirty = !this.#hasState;
    this.#rollbacks += 1;
  }

  // --- memory that follows the file

  #remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value | undefined): void {
    const before = map.get(key);
    this.#undo.push(() => setOrDelete(map, key, before));
    setOrDelete(map, key, value);
  }

  #changed(before: HeldHead, after: HeldHead): HeldHead {
    this.#index.change(before, after);
    this.#undo.push(() => this.#index.change(after, before));
    return after;
  }

  #setStored(head: HeldHead, depot: DepotId | undefined): void {
    this.#sql.setStored.run(depot ?? null, head.id);
    this.#changed(head, { ...head, storedAt: depot });
  }

  #remove(head: HeldHead): void {
    this.#sql.remove.run(head.id);
    this.#sql.removeBody.run(head.id);
    const isCommitted = head.id <= this.#committedId;
    this.#index.remove(head);
    this.#undo.push(() => this.#index.add(head, isCommitted));
  }

  #idOf(stream: StreamKey): number {
    const known = this.#streamIds.get(stream);
    if (known !== undefined) return known;
    const id = Number(this.#sql.addStream.run(stream).lastInsertRowid);
    this.#remember(this.#streamIds, stream, id);
    this.#remember(this.#streamKeys, id, stream);
    return id;
  }

  #dropIfEmpty(stream: StreamKey): void {
    const id = this.#streamIds.get(stream);
    if (id === undefined || this.#totals.has(stream) || this.#known.has(stream) || this.held(stream).length > 0) return;
    this.#sql.dropStream.run(id);
    this.#remember(this.#streamIds, stream, undefined);
    this.#remember(this.#streamKeys, id, undefined);
  }

  #keyOf(streamId: number): StreamKey {
    const key = this.#streamKeys.get(streamId);
    if (key === undefined) throw holderStoreError("HOLDER_FILE_CORRUPT", `${this.#file}: a record of stream ${streamId}, which is not there`);
    return key;
  }

  #head(row: HeadRow | undefined): HeldHead | undefined {
    return row === undefined ? undefined : headOf(row, this.#keyOf(row.stream_id));
  }

  #heads(query: () => HeadRow[]): HeldHead[] {
    return this.#query(query).map((row) => headOf(row, this.#keyOf(row.stream_id)));
  }

  /** Heads of what is held of `ranges`. */
  #within(stream: StreamKey, ranges: RangeSet): HeldHead[] {
    const streamId = this.#streamIds.get(stream);
    if (streamId === undefined) return [];
    return intersectRanges(ranges, this.held(stream)).flatMap(([first, last]) => this.#heads(() => this.#sql.headsWithin.all(streamId, first, last)));
  }

  // --- opening

  #readState(source: SourceId): HolderState {
    const row = this.#sql.holder.get();
    if (row === undefined) {
      this.#hasState = false;
      this.#isStateDirty = true;
      return { source, epoch: undefined, boot: 0, endedClean: false, cloud: unknownCloud, cursor: noCursor };
    }
    if (row.source !== source) throw holderStoreError("HOLDER_FILE_FOREIGN", `${this.#file} belongs to ${row.source}, not to ${source}`);
    return {
      source: parseSourceId(row.source),
      epoch: (row.epoch ?? undefined) as Epoch | undefined, // written from one
      boot: row.boot,
      endedClean: row.ended_clean === 1,
      cloud: { incarnation: row.cloud_incarnation, asOf: row.cloud_as_of_ms },
      cursor: { incarnation: row.cursor_incarnation, position: row.cursor_position },
    };
  }

  #readStreams(): void {
    for (const row of this.#sql.streams.all()) {
      const stream = row.name as StreamKey; // written from one
      this.#streamIds.set(stream, row.stream_id);
      this.#streamKeys.set(row.stream_id, stream);
      if (row.last !== null && row.produced !== null) this.#totals.set(stream, { stream, last: row.last, produced: row.produced });
      if (row.known_under === null || row.known_ranges === null) continue;
      const ranges = JSON.parse(row.known_ranges) as RangeSet; // written from one
      this.#known.set(stream, { known: { under: row.known_under, ranges }, asOf: row.known_as_of_ms ?? 0 });
    }
  }

  #readIndex(): void {
    const index = new HeldIndex();
    for (const row of this.#sql.allHeads.iterate()) index.add(headOf(row, this.#keyOf(row.stream_id)), !(row.record_id > this.#committedId));
    this.#index = index;
  }
}

function setOrDelete<Key, Value>(map: Map<Key, Value>, key: Key, value: Value | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

function rowOf({ source, epoch, boot, endedClean, cloud, cursor }: HolderState): HolderRow {
  return {
    source,
    epoch: epoch ?? null,
    boot,
    ended_clean: endedClean ? 1 : 0,
    cloud_incarnation: cloud.incarnation,
    cloud_as_of_ms: cloud.asOf,
    cursor_incarnation: cursor.incarnation,
    cursor_position: cursor.position,
  };
}
