/**
 * A holder's store in SQLite: write-ahead log, an fsync at every commit. One transaction is open at a time; what the
 * index in memory and the caches say is undone with it.
 */
import type Database from "better-sqlite3";
import type { DepotId, SourceId } from "@drawbar/proto/kernel/ids.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import type { HeldHead, HeldStream, HeldSums, HolderState, HolderStore, KnownSecured, UnsecuredQuery, VictimClass } from "@drawbar/proto/link/holder-store.ts";
import { holderStoreError } from "@drawbar/proto/link/link-errors.ts";
import { intersectRanges, subtractRanges, type RangeSet } from "@drawbar/proto/link/range-set.ts";
import { recordKinds, streamName, type CatalogueHash, type LinkRecord, type Priority, type StreamKey, type StreamTotals } from "@drawbar/proto/link/records.ts";
import { HolderMemory } from "./holder-memory.ts";
import { headOf, newState, recordOf, rowOf, stateOf, type HeadRow } from "./holder-rows.ts";
import { prepareStatements, type HolderStatements } from "./holder-statements.ts";
import { noteSuspect, openHolderFile } from "./open-holder-file.ts";
import { storeErrorOf } from "./sqlite-errors.ts";

const leastImportantFirst: readonly Priority[] = [3, 2, 1, 0];

export class SqliteHolderStore implements HolderStore {
  /** Set when the file was damaged: it lies aside under the name in `details.movedTo`, and this store is new and empty. */
  readonly replaced: DrawbarError | undefined;
  readonly #file: string;
  readonly #database: Database.Database;
  readonly #sql: HolderStatements;
  readonly #memory = new HolderMemory();
  #state: HolderState;
  #isStateDirty: boolean;
  /** Whether the file has a state at all: a new one gets it with its first commit. */
  #hasState: boolean;
  #nextId: number;
  /** Until the file was read, everything in it counts as committed. */
  #committedId = Number.MAX_SAFE_INTEGER;
  #rollbacks = 0;

  /**
   * @param options.file made with its folder when it is not there. A damaged one is put aside (`replaced`).
   * @param options.bytesMax size of the file, its log not counted, at which the disk counts as full; none when absent.
   * @throws DrawbarError `HOLDER_FILE_BUSY`, `HOLDER_FILE_NEWER`, `HOLDER_FILE_FOREIGN`, `HOLDER_FILE_UNWRITABLE`, `HOLDER_DISK_FULL`.
   */
  static open(options: { readonly file: string; readonly source: SourceId; readonly bytesMax?: number | undefined }): SqliteHolderStore {
    const { file, bytesMax } = options;
    return openHolderFile(file, bytesMax, (database, replaced) => new SqliteHolderStore(options, database, replaced));
  }

  private constructor({ file, source }: { readonly file: string; readonly source: SourceId }, database: Database.Database, replaced: DrawbarError | undefined) {
    this.#file = file;
    this.#database = database;
    this.replaced = replaced;
    this.#sql = prepareStatements(database);
    const row = this.#sql.holder.get();
    this.#hasState = row !== undefined;
    this.#isStateDirty = row === undefined;
    if (row !== undefined && row.source !== source) throw holderStoreError("HOLDER_FILE_FOREIGN", `${file} belongs to ${row.source}, not to ${source}`);
    this.#state = row === undefined ? newState(source) : stateOf(row);
    this.#memory.read({ streams: this.#sql.streams.all(), catalogues: this.#sql.catalogues.all() });
    this.#readIndex();
    this.#nextId = (this.#sql.lastId.get() ?? 0) + 1;
    this.#committedId = this.#nextId - 1;
  }

  get state(): HolderState {
    return this.#state;
  }

  setState(change: Partial<Omit<HolderState, "source">>): void {
    const before = this.#state;
    this.#memory.onUndo(() => (this.#state = before));
    this.#state = { ...before, ...change };
    this.#isStateDirty = true; // written once, by the commit
  }

  group<Result>(work: () => Result): Result {
    const { rollbacks } = this;
    try {
      return work();
    } catch (error) {
      if (this.#rollbacks === rollbacks) this.#rollBack();
      throw this.#failure(error);
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
      throw this.#failure(error);
    }
    this.#isStateDirty = false;
    this.#hasState = true;
    this.#committedId = this.#nextId - 1;
    this.#memory.committed();
  }

  get committedId(): number {
    return this.#committedId;
  }

  get rollbacks(): number {
    return this.#rollbacks;
  }

  totals(): readonly StreamTotals[] {
    return [...this.#memory.totals.values()];
  }

  totalsOf(stream: StreamKey): StreamTotals | undefined {
    return this.#memory.totals.get(stream);
  }

  setTotals(totals: StreamTotals): void {
    this.#write(() => {
      this.#sql.setTotals.run(totals.last, totals.produced, this.#idOf(totals.stream));
      this.#memory.set(this.#memory.totals, totals.stream, totals);
    });
  }

  dropTotals(streams: readonly StreamKey[]): void {
    this.#write(() => {
      for (const stream of streams) {
        this.#sql.setTotals.run(null, null, this.#idOf(stream));
        this.#memory.set(this.#memory.totals, stream, undefined);
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
      const catalogueId = catalogue === undefined ? null : (this.#memory.catalogues.get(catalogue) ?? null);
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
      this.#memory.added(head);
      return id;
    });
  }

  head(stream: StreamKey, seq: number): HeldHead | undefined {
    const streamId = this.#memory.streamIds.get(stream);
    return streamId === undefined ? undefined : this.#head(this.#query(() => this.#sql.headByNumber.get(streamId, seq)));
  }

  read(id: number): LinkRecord | undefined {
    const row = this.#query(() => this.#sql.read.get(id));
    return row === undefined ? undefined : recordOf(row, this.#memory.keyOf(row.stream_id));
  }

  remove(id: number): void {
    const head = this.#head(this.#query(() => this.#sql.headById.get(id)));
    if (head !== undefined) this.#write(() => this.#remove(head));
  }

  noteUnthinnable(id: number): void {
    this.#write(() => this.#sql.noteUnthinnable.run(id));
  }

  streams(): Iterable<HeldStream> {
    return this.#memory.index.streams();
  }

  streamCount(): number {
    return this.#memory.index.streamCount();
  }

  held(stream: StreamKey): RangeSet {
    return this.#memory.index.heldOf(stream);
  }

  committed(stream: StreamKey): RangeSet {
    return this.#memory.index.committedOf(stream);
  }

  heldSecured(stream: StreamKey): RangeSet {
    return this.#memory.index.securedOf(stream);
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
    return this.#memory.index.sums;
  }

  markStored(depot: DepotId, stream: StreamKey, ranges: RangeSet): void {
    this.#write(() => {
      for (const head of this.#within(stream, subtractRanges(ranges, this.heldSecured(stream)))) {
        if (head.storedAt !== depot) this.#setStored(head, depot);
      }
    });
  }

  clearStored(depot: DepotId, stream: StreamKey, keep: RangeSet): void {
    const streamId = this.#memory.streamIds.get(stream);
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
        return this.#memory.secured(head, asOf);
      }),
    );
  }

  voidSecured(): void {
    this.#write(() => {
      this.#sql.voidSecured.run();
      this.#readIndex();
      this.#memory.onUndone(() => this.#readIndex()); // nothing finer is worth the trouble for a restored cloud
    });
  }

  forgetSecuredBefore(asOf: number, limit: number): readonly HeldHead[] {
    const heads: HeldHead[] = [];
    for (const priority of leastImportantFirst) heads.push(...this.#heads(() => this.#sql.securedBefore.all(priority, asOf, limit - heads.length)));
    if (heads.length > 0) this.#write(() => heads.forEach((head) => this.#remove(head)));
    return heads;
  }

  knownSecured(stream: StreamKey): KnownSecured | undefined {
    return this.#memory.known.get(stream)?.known;
  }

  setKnownSecured(stream: StreamKey, known: KnownSecured, asOf: number): void {
    this.#write(() => {
      this.#sql.setKnown.run(known.under, JSON.stringify(known.ranges), asOf, this.#idOf(stream));
      this.#memory.set(this.#memory.known, stream, { known, asOf });
    });
  }

  forgetKnownBefore(asOf: number, limit: number): void {
    let left = limit;
    for (const [stream, known] of this.#memory.known) {
      if (left === 0) return;
      if (known.asOf >= asOf || this.held(stream).length > 0) continue;
      left -= 1;
      this.#write(() => {
        this.#sql.setKnown.run(null, null, null, this.#idOf(stream));
        this.#memory.set(this.#memory.known, stream, undefined);
        this.#dropIfEmpty(stream);
      });
    }
  }

  putCatalogue(hash: CatalogueHash, bytes: Uint8Array): void {
    if (this.#memory.catalogues.has(hash)) return;
    this.#write(() => {
      const { lastInsertRowid } = this.#sql.putCatalogue.run(hash, bytes);
      this.#memory.set(this.#memory.catalogues, hash, Number(lastInsertRowid));
    });
  }

  hasCatalogue(hash: CatalogueHash): boolean {
    return this.#memory.catalogues.has(hash);
  }

  catalogue(hash: CatalogueHash): Uint8Array | undefined {
    return this.#query(() => this.#sql.catalogue.get(hash));
  }

  pruneCatalogues(keep: ReadonlySet<CatalogueHash>, spareMax: number): void {
    if (this.#memory.catalogues.size <= spareMax) return;
    const unneeded = [...this.#memory.catalogues].filter(([hash, id]) => !keep.has(hash) && this.#query(() => this.#sql.isCatalogueNeeded.get(id)) === 0);
    for (const [hash, id] of unneeded.slice(0, Math.max(0, unneeded.length - spareMax))) {
      this.#write(() => {
        this.#sql.dropCatalogue.run(id);
        this.#memory.set(this.#memory.catalogues, hash, undefined);
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
      throw this.#failure(error);
    }
  }

  #query<Result>(query: () => Result): Result {
    try {
      return query();
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #begin(): void {
    if (!this.#database.inTransaction) this.#sql.begin.run();
  }

  /** SQLite has undone the transaction by itself after some errors, a full disk among them. */
  #rollBack(): void {
    if (this.#database.inTransaction) this.#sql.rollback.run();
    this.#memory.undo();
    this.#isStateDirty = !this.#hasState;
    this.#rollbacks += 1;
  }

  // --- memory that follows the file

  #setStored(head: HeldHead, depot: DepotId | undefined): void {
    this.#sql.setStored.run(depot ?? null, head.id);
    this.#memory.stored(head, depot);
  }

  #remove(head: HeldHead): void {
    this.#sql.remove.run(head.id);
    this.#sql.removeBody.run(head.id);
    this.#memory.removed(head, head.id <= this.#committedId);
  }

  #idOf(stream: StreamKey): number {
    const known = this.#memory.streamIds.get(stream);
    if (known !== undefined) return known;
    const id = Number(this.#sql.addStream.run(stream).lastInsertRowid);
    this.#memory.set(this.#memory.streamIds, stream, id);
    this.#memory.set(this.#memory.streamKeys, id, stream);
    return id;
  }

  #dropIfEmpty(stream: StreamKey): void {
    const id = this.#memory.streamIds.get(stream);
    if (id === undefined || this.#memory.totals.has(stream) || this.#memory.known.has(stream) || this.held(stream).length > 0) return;
    this.#sql.dropStream.run(id);
    this.#memory.set(this.#memory.streamIds, stream, undefined);
    this.#memory.set(this.#memory.streamKeys, id, undefined);
  }

  #head(row: HeadRow | undefined): HeldHead | undefined {
    return row === undefined ? undefined : headOf(row, this.#memory.keyOf(row.stream_id));
  }

  #heads(query: () => HeadRow[]): HeldHead[] {
    return this.#query(query).map((row) => headOf(row, this.#memory.keyOf(row.stream_id)));
  }

  /** Heads of what is held of `ranges`. */
  #within(stream: StreamKey, ranges: RangeSet): HeldHead[] {
    const streamId = this.#memory.streamIds.get(stream);
    if (streamId === undefined) return [];
    return intersectRanges(ranges, this.held(stream)).flatMap(([first, last]) => this.#heads(() => this.#sql.headsWithin.all(streamId, first, last)));
  }

  #readIndex(): void {
    this.#memory.readIndex(this.#sql.allHeads.iterate(), this.#committedId);
  }

  /** As `storeErrorOf`; damage is noted beside the file, so that whoever opens it next looks closely. */
  #failure(error: unknown): unknown {
    const failure = storeErrorOf(error, this.#file);
    if (failure instanceof DrawbarError && failure.code === "HOLDER_FILE_CORRUPT") noteSuspect(this.#file);
    return failure;
  }
}
