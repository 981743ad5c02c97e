/**
 * A holder's store on SQLite: WAL, synchronous FULL, one process per file. Heads and sums are indexed in memory, bodies
 * stay on disk. Everything between two commits is one transaction, undone as a whole when the disk refuses it.
 */
import type { DepotId, SourceId } from "@drawbar/proto/kernel/ids.ts";
import { HeldIndex } from "@drawbar/proto/link/held-index.ts";
import type { HeldHead, HeldStream, HeldSums, HolderState, HolderStore, KnownSecured, UnsecuredQuery, VictimClass } from "@drawbar/proto/link/holder-store.ts";
import type { RangeSet } from "@drawbar/proto/link/range-set.ts";
import { recordKinds, streamName, type CatalogueHash, type LinkRecord, type StreamKey, type StreamTotals } from "@drawbar/proto/link/records.ts";
import { closeQuietly, isDamaged, moveAside, openHolderFile, type Database } from "./holder-file.ts";
import { prepareStatements, type HolderStatements } from "./holder-statements.ts";
import { hashBytes, hashOf, headOf, recordOf, replacesText, stateOf, type HeadRow, type HolderRow } from "./holder-rows.ts";
import { damagedError, failureOf, storeErrorOf } from "./sqlite-failures.ts";

/** How a record's head changed since the last commit; absent on one side when it came or went. */
interface HeadChange {
  readonly before?: HeldHead;
  readonly after?: HeldHead;
}

const priorities = [3, 2, 1, 0] as const;

export class SqliteHolderStore implements HolderStore {
  readonly file: string;
  /** Where a damaged file was put when this one was begun; absent when there was none. */
  readonly movedAside: string | undefined;
  readonly #database: Database;
  readonly #sql: HolderStatements;
  readonly #index = new HeldIndex();
  readonly #streamIds = new Map<StreamKey, number>();
  readonly #streams = new Map<number, StreamKey>();
  readonly #totals = new Map<StreamKey, StreamTotals>();
  #changes: HeadChange[] = [];
  #state: HolderState;
  #lastId = 0;
  #committedId = 0;
  #rollbacks = 0;
  #groups = 0;
  #isOpen = true;

  /**
   * Opens the file, or makes it. A damaged one is moved aside, and a new one begun: what it held and no hub had is lost,
   * and the new epoch says so.
   *
   * @throws DrawbarError `HOLDER_FILE_BUSY`, `HOLDER_FILE_NEWER`, `HOLDER_FILE_FOREIGN`, `HOLDER_FILE_UNWRITABLE`, `HOLDER_DISK_FULL`.
   */
  static open(options: { readonly file: string; readonly source: SourceId }): SqliteHolderStore {
    const { file, source } = options;
    let database: Database | undefined;
    try {
      database = openHolderFile(file, source);
      return new SqliteHolderStore(file, database, undefined);
    } catch (error) {
      closeQuietly(database);
      if (!isDamaged(error)) throw storeErrorOf(error, file);
      const movedTo = moveAside(file);
      return new SqliteHolderStore(file, openHolderFile(file, source), movedTo);
    }
  }

  private constructor(file: string, database: Database, movedAside: string | undefined) {
    this.file = file;
    this.movedAside = movedAside;
    this.#database = database;
    this.#sql = prepareStatements(database);
    this.#state = this.#readState();
    this.#readIndex();
  }

  get state(): HolderState {
    return this.#state;
  }

  setState(change: Partial<Omit<HolderState, "source">>): void {
    const next: HolderState = { ...this.#state, ...change };
    this.#write(() =>
      this.#sql.setState.run(
        next.epoch ?? null,
        next.boot,
        next.endedClean ? 1 : 0,
        next.cloud.incarnation,
        next.cloud.asOf,
        next.cursor.incarnation,
        next.cursor.position,
      ),
    );
    this.#state = next;
  }

  group<Result>(work: () => Result): Result {
    this.#groups += 1;
    try {
      return work();
    } catch (error) {
      if (this.#groups === 1) this.#rollback();
      throw error;
    } finally {
      this.#groups -= 1;
    }
  }

  commit(): void {
    if (this.#database.inTransaction) this.#run(() => this.#database.exec("commit"));
    this.#committedId = this.#lastId;
    this.#changes = [];
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
    this.#write(() => this.#sql.setTotals.run(totals.stream, totals.last, totals.produced));
    this.#totals.set(totals.stream, totals);
  }

  dropTotals(streams: readonly StreamKey[]): void {
    for (const stream of streams) {
      this.#write(() => this.#sql.dropTotals.run(stream));
      this.#totals.delete(stream);
    }
  }

  append(record: LinkRecord, { isThinnable = false }: { readonly isThinnable?: boolean } = {}): number {
    const { stream, seq, checksum, kind, produced, samples, bytes } = record;
    const { priority } = streamName(stream);
    const id = this.#write(() => {
      const { lastInsertRowid } = this.#sql.append.run(
        this.#streamId(stream),
        seq,
        priority,
        recordKinds[kind],
        checksum,
        record.producedBefore,
        produced,
        samples,
        bytes.length,
        record.catalogue === undefined ? null : hashBytes(record.catalogue),
        replacesText(record),
        isThinnable ? 1 : 0,
      );
      this.#sql.appendBody.run(lastInsertRowid, bytes);
      return Number(lastInsertRowid);
    });
    this.#lastId = id;
    const head: HeldHead = { id, stream, seq, priority, kind, checksum, produced, samples, size: bytes.length, securedAt: undefined, storedAt: undefined };
    this.#index.add(head, false);
    this.#changes.push({ after: head });
    return id;
  }

  head(stream: StreamKey, seq: number): HeldHead | undefined {
    const streamId = this.#streamIds.get(stream);
    const row = streamId === undefined ? undefined : this.#run(() => this.#sql.headByName.get(streamId, seq));
    return row === undefined ? undefined : headOf(row, stream);
  }

  read(id: number): LinkRecord | undefined {
    const row = this.#run(() => this.#sql.record.get(id));
    return row === undefined ? undefined : recordOf(row, this.#streamOf(row.stream_id));
  }

  remove(id: number): void {
    const row = this.#run(() => this.#sql.headById.get(id));
    if (row === undefined) return;
    this.#write(() => {
      this.#sql.remove.run(id);
      this.#sql.removeBody.run(id);
    });
    const head = headOf(row, this.#streamOf(row.stream_id));
    this.#index.remove(head);
    this.#changes.push({ before: head });
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
    const streamId = this.#streamIds.get(stream);
    if (streamId === undefined) return false;
    return ranges.some(([first, last]) => this.#run(() => this.#sql.securedBefore.get(streamId, first, last, asOf)) !== undefined);
  }

  unsecured({ priority, afterId, limit }: UnsecuredQuery): readonly HeldHead[] {
    return this.#heads(() => this.#sql.unsecured.all(priority, afterId, limit));
  }

  openStatements(): readonly HeldHead[] {
    const own = this.#state.source;
    return this.#heads(() => this.#sql.openStatements.all()).filter(({ stream }) => streamName(stream).source === own);
  }

  victim(of: VictimClass): HeldHead | undefined {
    const statement = this.#sql.victim[of];
    for (const priority of priorities) {
      const row = this.#run(() => statement.get(priority));
      if (row !== undefined) return headOf(row, this.#streamOf(row.stream_id));
    }
    return undefined;
  }

  sums(): HeldSums {
    return this.#index.sums;
  }

  markStored(depot: DepotId, stream: StreamKey, ranges: RangeSet): void {
    this.#eachWithin(stream, ranges, (head) => {
      if (head.securedAt === undefined && head.storedAt !== depot) this.#changeHead(head, { ...head, storedAt: depot });
    });
  }

  clearStored(depot: DepotId, stream: StreamKey, keep: RangeSet): void {
    const streamId = this.#streamIds.get(stream);
    if (streamId === undefined) return;
    const isKept = (seq: number): boolean => keep.some(([first, last]) => first <= seq && seq <= last);
    for (const head of this.#heads(() => this.#sql.storedOfStream.all(streamId, depot)))
      if (!isKept(head.seq)) this.#changeHead(head, { ...head, storedAt: undefined });
  }

  clearStoredAt(depot: DepotId): void {
    for (const head of this.#heads(() => this.#sql.storedAt.all(depot))) this.#changeHead(head, { ...head, storedAt: undefined });
  }

  markSecured(stream: StreamKey, ranges: RangeSet, asOf: number): readonly HeldHead[] {
    const fresh: HeldHead[] = [];
    this.#eachWithin(stream, ranges, (head) => {
      if (head.securedAt === undefined) fresh.push(this.#changeHead(head, { ...head, securedAt: asOf }));
    });
    return fresh;
  }

  voidSecured(): void {
    for (const head of this.#heads(() => this.#sql.securedOrStored.all())) this.#changeHead(head, { ...head, securedAt: undefined, storedAt: undefined });
  }

  forgetSecuredBefore(asOf: number, limit: number): readonly HeldHead[] {
    const heads = this.#heads(() => this.#sql.settled.all(asOf, limit));
    for (const { id } of heads) this.remove(id);
    return heads;
  }

  knownSecured(stream: StreamKey): KnownSecured | undefined {
    const row = this.#run(() => this.#sql.knownSecured.get(stream));
    return row === undefined ? undefined : { under: row.under, ranges: JSON.parse(row.ranges) as RangeSet }; // written by us
  }

  setKnownSecured(stream: StreamKey, known: KnownSecured, asOf: number): void {
    this.#write(() => this.#sql.setKnownSecured.run(stream, known.under, JSON.stringify(known.ranges), asOf));
  }

  forgetKnownBefore(asOf: number, limit: number): void {
    const old = this.#run(() => this.#sql.knownBefore.all(asOf));
    const idle = old.map(({ stream }) => stream as StreamKey).filter((stream) => this.held(stream).length === 0); // written by us
    for (const stream of idle.slice(0, limit)) {
      this.#write(() => this.#sql.forgetKnown.run(stream));
    }
  }

  putCatalogue(hash: CatalogueHash, bytes: Uint8Array): void {
    this.#write(() => this.#sql.putCatalogue.run(hashBytes(hash), bytes));
  }

  hasCatalogue(hash: CatalogueHash): boolean {
    return this.#run(() => this.#sql.hasCatalogue.get(hashBytes(hash))) !== undefined;
  }

  catalogue(hash: CatalogueHash): Uint8Array | undefined {
    return this.#run(() => this.#sql.catalogue.get(hashBytes(hash)))?.bytes;
  }

  pruneCatalogues(keep: ReadonlySet<CatalogueHash>, spareMax: number): void {
    const unneeded = this.#run(() => this.#sql.unneededCatalogues.all()).filter(({ hash }) => !keep.has(hashOf(hash)));
    for (const { hash } of unneeded.slice(0, Math.max(0, unneeded.length - spareMax))) this.#write(() => this.#sql.dropCatalogue.run(hash));
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeQuietly(this.#database); // an open transaction ends undone
  }

  // --- inside

  /** Runs a change inside the open transaction, which it begins when there is none. */
  #write<Result>(work: () => Result): Result {
    return this.#run(() => {
      if (!this.#database.inTransaction) this.#database.exec("begin immediate");
      return work();
    });
  }

  /** @throws DrawbarError of the store when SQLite refuses; everything since the last commit is undone then. */
  #run<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      const failure = failureOf(error);
      if (failure === "damaged") {
        closeQuietly(this.#database);
        this.#isOpen = false;
        throw damagedError(this.file, moveAside(this.file), error);
      }
      if (failure !== undefined) this.#rollback();
      throw storeErrorOf(error, this.file);
    }
  }

  #rollback(): void {
    if (!this.#isOpen) return;
    try {
      if (this.#database.inTransaction) this.#database.exec("rollback");
    } catch {
      // SQLite has rolled back by itself: a full disk or a failed write ends the transaction
    }
    this.#rollbacks += 1;
    for (const { before, after } of this.#changes.toReversed()) {
      if (before === undefined && after !== undefined) this.#index.remove(after);
      else if (before !== undefined && after === undefined) this.#index.add(before, true);
      else if (before !== undefined && after !== undefined) this.#index.change(after, before);
    }
    this.#changes = [];
    this.#index.committed();
    this.#lastId = this.#committedId;
    this.#state = this.#readState();
    this.#readStreams();
    this.#readTotals();
  }

  #changeHead(before: HeldHead, after: HeldHead): HeldHead {
    this.#write(() => this.#sql.changeHead.run(after.securedAt ?? null, after.storedAt ?? null, after.id));
    this.#index.change(before, after);
    this.#changes.push({ before, after });
    return after;
  }

  #eachWithin(stream: StreamKey, ranges: RangeSet, visit: (head: HeldHead) => void): void {
    const streamId = this.#streamIds.get(stream);
    if (streamId === undefined) return;
    for (const [first, last] of ranges) for (const head of this.#heads(() => this.#sql.within.all(streamId, first, last))) visit(head);
  }

  #heads(query: () => readonly HeadRow[]): readonly HeldHead[] {
    return this.#run(query).map((row) => headOf(row, this.#streamOf(row.stream_id)));
  }

  #streamId(stream: StreamKey): number {
    const known = this.#streamIds.get(stream);
    if (known !== undefined) return known;
    const streamId = Number(this.#sql.addStream.run(stream).lastInsertRowid);
    this.#streamIds.set(stream, streamId);
    this.#streams.set(streamId, stream);
    return streamId;
  }

  #streamOf(streamId: number): StreamKey {
    const stream = this.#streams.get(streamId);
    if (stream === undefined) throw new TypeError(`stream ${streamId} has no name`);
    return stream;
  }

  #readState(): HolderState {
    return stateOf(this.#database.prepare<[], HolderRow>("select * from holder where id = 1").get() as HolderRow); // made when the file was opened
  }

  #readStreams(): void {
    this.#streams.clear();
    this.#streamIds.clear();
    for (const { stream_id: streamId, name } of this.#sql.streams.all()) {
      this.#streams.set(streamId, name as StreamKey); // written by us
      this.#streamIds.set(name as StreamKey, streamId);
    }
  }

  #readTotals(): void {
    this.#totals.clear();
    for (const { stream, last, produced } of this.#sql.totals.all()) this.#totals.set(stream as StreamKey, { stream: stream as StreamKey, last, produced }); // written by us
  }

  #readIndex(): void {
    this.#readStreams();
    this.#readTotals();
    for (const row of this.#sql.heads.iterate()) {
      this.#index.add(headOf(row, this.#streamOf(row.stream_id)), true);
      this.#lastId = Math.max(this.#lastId, row.id);
    }
    this.#committedId = this.#lastId;
  }
}
