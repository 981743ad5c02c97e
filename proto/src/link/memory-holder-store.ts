/**
 * A holder's store in memory, for the simulator and for tests: a process that must keep its records uses SQLite.
 *
 * It crashes as a write-ahead log does: of the groups since the last commit a prefix survives, never a part of one.
 */
import type { DepotId, SourceId } from "../kernel/ids.ts";
import { HeldIndex } from "./held-index.ts";
import {
  type HeldHead,
  type HeldStream,
  type HeldSums,
  type HolderState,
  type HolderStore,
  type KnownSecured,
  type UnsecuredQuery,
  type VictimClass,
} from "./holder-store.ts";
import { holderStoreError } from "./link-errors.ts";
import { applyChange, copyOf, emptyFile, type Change, type Entry, type MemoryFile } from "./memory-holder-file.ts";
import { hasNumber, rangeAt, type RangeSet } from "./range-set.ts";
import { isData, streamName, type CatalogueHash, type LinkRecord, type Priority, type RecordName, type StreamKey, type StreamTotals } from "./records.ts";

/** A copy of a committed file, as a backup or a cloned disk has it. */
export interface HolderImage {
  readonly file: Readonly<MemoryFile>;
}

export interface Undone {
  readonly records: readonly LinkRecord[];
  readonly numbers: readonly RecordName[];
}

export class MemoryHolderStore implements HolderStore {
  #synced: MemoryFile;
  #file: MemoryFile;
  #groups: Change[][] = [];
  #openGroup: Change[] | undefined;
  #index = new HeldIndex();
  /** Ids by name, and unsecured ones by priority; both in order of sealing. */
  #ids = new Map<StreamKey, Map<number, number>>();
  #unsecured: readonly Map<number, Entry>[] = [];
  #committedId = 0;
  #undone: Undone = { records: [], numbers: [] };
  #rollbacks = 0;
  /** While above 0, commits fail as on a full disk; a test sets it. */
  failingCommits = 0;
  readonly #fail: () => Error;

  constructor(begin: { readonly source: SourceId } | HolderImage, options: { readonly fail?: () => Error } = {}) {
    this.#synced = "file" in begin ? copyOf(begin.file) : emptyFile(begin.source);
    this.#file = copyOf(this.#synced);
    this.#fail = options.fail ?? (() => holderStoreError("HOLDER_DISK_FULL", "a test said so"));
    this.#committedId = this.#file.nextId - 1;
    this.#rebuild();
  }

  /** What a crash cannot take back. */
  image(): HolderImage {
    return { file: copyOf(this.#synced) };
  }

  /** How many groups a crash could take back. */
  get uncommittedGroups(): number {
    return this.#groups.length;
  }

  /** Everything held. */
  records(): LinkRecord[] {
    return [...this.#file.entries.values()].map(({ record }) => record);
  }

  /** What the last crash or rollback undid: records appended, and numbers given, with or without a record. */
  get undone(): Undone {
    return this.#undone;
  }

  /** @param survivors how many of the uncommitted groups reached the disk, 0 to `uncommittedGroups`. */
  crash(survivors: number): void {
    for (const group of this.#groups.slice(0, survivors)) for (const change of group) applyChange(this.#synced, change);
    const dropped = [...this.#groups.slice(survivors), this.#openGroup ?? []].flat();
    this.#undone = {
      records: dropped.flatMap((change) => (change.kind === "put" && change.entry.head.id >= this.#synced.nextId ? [change.entry.record] : [])),
      numbers: dropped.flatMap((change) =>
        change.kind === "totals" && change.totals !== undefined ? [{ stream: change.stream, seq: change.totals.last }] : [],
      ),
    };
    this.#groups = [];
    this.#file = copyOf(this.#synced);
    this.#committedId = this.#file.nextId - 1;
    this.#rebuild();
  }

  get state(): HolderState {
    return this.#file.state;
  }

  setState(change: Partial<Omit<HolderState, "source">>): void {
    this.#write({ kind: "state", state: { ...this.#file.state, ...change } });
  }

  group<Result>(work: () => Result): Result {
    if (this.#openGroup !== undefined) return work();
    this.#openGroup = [];
    try {
      const result = work();
      if (this.#openGroup.length > 0) this.#groups.push(this.#openGroup);
      return result;
    } catch (error) {
      this.#rollbacks += 1;
      this.crash(0);
      throw error;
    } finally {
      this.#openGroup = undefined;
    }
  }

  commit(): void {
    if (this.failingCommits > 0) {
      this.failingCommits -= 1;
      this.#rollbacks += 1;
      this.crash(0);
      throw this.#fail();
    }
    for (const group of this.#groups) for (const change of group) applyChange(this.#synced, change);
    this.#groups = [];
    this.#committedId = this.#file.nextId - 1;
    this.#index.committed();
  }

  get committedId(): number {
    return this.#committedId;
  }

  get rollbacks(): number {
    return this.#rollbacks;
  }

  totals(): readonly StreamTotals[] {
    return [...this.#file.totals.values()];
  }

  totalsOf(stream: StreamKey): StreamTotals | undefined {
    return this.#file.totals.get(stream);
  }

  setTotals(totals: StreamTotals): void {
    this.#write({ kind: "totals", stream: totals.stream, totals });
  }

  dropTotals(streams: readonly StreamKey[]): void {
    for (const stream of streams) this.#write({ kind: "totals", stream, totals: undefined });
  }

  append(record: LinkRecord, { isThinnable = false }: { readonly isThinnable?: boolean } = {}): number {
    const { stream, seq, kind, checksum, produced, samples } = record;
    const id = this.#file.nextId;
    const { priority } = streamName(stream);
    const head: HeldHead = {
      id,
      stream,
      seq,
      priority,
      kind,
      checksum,
      produced,
      samples,
      size: record.bytes.length,
      securedAt: undefined,
      storedAt: undefined,
    };
    this.#write({ kind: "put", entry: { head, record, isThinnable } });
    return id;
  }

  head(stream: StreamKey, seq: number): HeldHead | undefined {
    return this.#entry(this.#ids.get(stream)?.get(seq))?.head;
  }

  read(id: number): LinkRecord | undefined {
    return this.#entry(id)?.record;
  }

  remove(id: number): void {
    if (this.#file.entries.has(id)) this.#write({ kind: "remove", id });
  }

  noteUnthinnable(id: number): void {
    const entry = this.#entry(id);
    if (entry !== undefined) this.#write({ kind: "put", entry: { ...entry, isThinnable: false } });
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
    return this.#within(stream, ranges).some(({ head }) => head.securedAt !== undefined && head.securedAt < asOf);
  }

  unsecured({ priority, afterId, limit }: UnsecuredQuery): readonly HeldHead[] {
    const heads: HeldHead[] = [];
    for (const [id, { head }] of this.#unsecured[priority] ?? []) {
      if (id <= afterId) continue;
      if (heads.length >= limit) break;
      heads.push(head);
    }
    return heads;
  }

  openStatements(): readonly HeldHead[] {
    const own = this.state.source;
    const heads = [...(this.#unsecured[0]?.values() ?? [])].map(({ head }) => head);
    return heads.filter(
      ({ kind, stream, storedAt }) => (kind === "gap" || kind === "entrusted") && storedAt === undefined && streamName(stream).source === own,
    );
  }

  victim(of: VictimClass): HeldHead | undefined {
    if (of === "secured" || of === "secured-data") return this.#oldestSecured(of === "secured-data");
    for (const priority of [3, 2, 1, 0]) {
      for (const { head, isThinnable } of this.#unsecured[priority]?.values() ?? []) {
        if (!isData(head.kind)) continue;
        if (of === "unsecured" || (of === "stored" && head.storedAt !== undefined) || (of === "thinnable" && isThinnable)) return head;
      }
    }
    return undefined;
  }

  sums(): HeldSums {
    return this.#index.sums;
  }

  markStored(depot: DepotId, stream: StreamKey, ranges: RangeSet): void {
    for (const entry of this.#within(stream, ranges)) {
      if (entry.head.securedAt === undefined && entry.head.storedAt !== depot) this.#change(entry, { storedAt: depot });
    }
  }

  clearStored(depot: DepotId, stream: StreamKey, keep: RangeSet): void {
    for (const entry of this.#of(stream)) {
      if (entry.head.storedAt === depot && !hasNumber(keep, entry.head.seq)) this.#change(entry, { storedAt: undefined });
    }
  }

  clearStoredAt(depot: DepotId): void {
    for (const entry of this.#file.entries.values()) if (entry.head.storedAt === depot) this.#change(entry, { storedAt: undefined });
  }

  markSecured(stream: StreamKey, ranges: RangeSet, asOf: number): readonly HeldHead[] {
    const fresh = this.#within(stream, ranges).filter(({ head }) => head.securedAt === undefined);
    return fresh.map((entry) => this.#change(entry, { securedAt: asOf }));
  }

  voidSecured(): void {
    for (const entry of this.#file.entries.values()) {
      if (entry.head.securedAt !== undefined || entry.head.storedAt !== undefined) this.#change(entry, { securedAt: undefined, storedAt: undefined });
    }
    this.#rebuild();
  }

  forgetSecuredBefore(asOf: number, limit: number): readonly HeldHead[] {
    const heads: HeldHead[] = [];
    for (const { head } of this.#file.entries.values()) {
      if (head.securedAt !== undefined && head.securedAt < asOf) heads.push(head);
    }
    const oldest = heads.sort((a, b) => (a.securedAt ?? 0) - (b.securedAt ?? 0) || a.id - b.id).slice(0, limit);
    for (const { id } of oldest) this.remove(id);
    return oldest;
  }

  knownSecured(stream: StreamKey): KnownSecured | undefined {
    return this.#file.known.get(stream)?.known;
  }

  setKnownSecured(stream: StreamKey, known: KnownSecured, asOf: number): void {
    this.#write({ kind: "known", stream, known: { known, asOf } });
  }

  forgetKnownBefore(asOf: number, limit: number): void {
    const old = [...this.#file.known].filter(([stream, known]) => known.asOf < asOf && this.held(stream).length === 0);
    for (const [stream] of old.slice(0, limit)) this.#write({ kind: "known", stream, known: undefined });
  }

  putCatalogue(hash: CatalogueHash, bytes: Uint8Array): void {
    if (!this.hasCatalogue(hash)) this.#write({ kind: "catalogue", hash, bytes });
  }

  hasCatalogue(hash: CatalogueHash): boolean {
    return this.#file.catalogues.has(hash);
  }

  catalogue(hash: CatalogueHash): Uint8Array | undefined {
    return this.#file.catalogues.get(hash);
  }

  pruneCatalogues(keep: ReadonlySet<CatalogueHash>, spareMax: number): void {
    if (this.#file.catalogues.size <= spareMax) return;
    const needed = new Set([...this.#file.entries.values()].map(({ record }) => record.catalogue));
    const unneeded = [...this.#file.catalogues.keys()].filter((hash) => !needed.has(hash) && !keep.has(hash));
    for (const hash of unneeded.slice(0, Math.max(0, unneeded.length - spareMax))) this.#write({ kind: "catalogue", hash, bytes: undefined });
  }

  close(): void {
    this.crash(0);
  }

  /** Something else that lives in the same file and crashes with it, such as a replica. */
  note(key: string): unknown {
    return this.#file.notes.get(key);
  }

  setNote(key: string, note: unknown): void {
    this.#write({ kind: "note", key, note });
  }

  #write(change: Change): void {
    this.#reindex(change);
    applyChange(this.#file, change);
    if (this.#openGroup === undefined) this.#groups.push([change]);
    else this.#openGroup.push(change);
  }

  #change(entry: Entry, change: Partial<Pick<HeldHead, "securedAt" | "storedAt">>): HeldHead {
    const head = { ...entry.head, ...change };
    this.#write({ kind: "put", entry: { ...entry, head } });
    return head;
  }

  #reindex(change: Change): void {
    if (change.kind === "put") {
      const { head } = change.entry;
      const before = this.#file.entries.get(head.id);
      if (before === undefined) this.#index.add(head, false);
      else this.#index.change(before.head, head);
      this.#place(change.entry);
    } else if (change.kind === "remove") {
      const head = this.#file.entries.get(change.id)?.head;
      if (head === undefined) return;
      this.#index.remove(head);
      this.#unsecured[head.priority]?.delete(head.id);
      this.#ids.get(head.stream)?.delete(head.seq);
    }
  }

  #place(entry: Entry): void {
    const { head } = entry;
    const ids = this.#ids.get(head.stream) ?? new Map<number, number>();
    this.#ids.set(head.stream, ids.set(head.seq, head.id));
    if (head.securedAt === undefined) this.#unsecured[head.priority]?.set(head.id, entry);
    else this.#unsecured[head.priority]?.delete(head.id);
  }

  #rebuild(): void {
    this.#index = new HeldIndex();
    this.#ids = new Map();
    this.#unsecured = [new Map(), new Map(), new Map(), new Map()];
    for (const entry of this.#file.entries.values()) {
      this.#index.add(entry.head, entry.head.id <= this.#committedId);
      this.#place(entry);
    }
  }

  #oldestSecured(isDataOnly: boolean): HeldHead | undefined {
    const found: Partial<Record<Priority, HeldHead>> = {};
    for (const { head } of this.#file.entries.values()) {
      if (head.securedAt === undefined || (isDataOnly && !isData(head.kind))) continue;
      const rival = found[head.priority]?.securedAt;
      if (rival === undefined || head.securedAt < rival) found[head.priority] = head;
    }
    return found[3] ?? found[2] ?? found[1] ?? found[0];
  }

  #of(stream: StreamKey): Entry[] {
    return [...(this.#ids.get(stream)?.values() ?? [])].flatMap((id) => this.#entry(id) ?? []);
  }

  #within(stream: StreamKey, ranges: RangeSet): Entry[] {
    const entries: Entry[] = [];
    const held = this.held(stream);
    for (const [first, last] of ranges) {
      for (let index = rangeAt(held, first); index < held.length; index += 1) {
        const [from, to] = held[index] ?? [1, 0];
        if (from > last) break;
        for (let seq = Math.max(from, first); seq <= Math.min(to, last); seq += 1) {
          const entry = this.#entry(this.#ids.get(stream)?.get(seq));
          if (entry !== undefined) entries.push(entry);
        }
      }
    }
    return entries;
  }

  #entry(id: number | undefined): Entry | undefined {
    return id === undefined ? undefined : this.#file.entries.get(id);
  }
}
