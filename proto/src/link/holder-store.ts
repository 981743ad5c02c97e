/**
 * What a holder (unit or depot) keeps, as the link sees it: SQLite in production, memory in the simulator.
 *
 * Synchronous: it runs in a thread of its own. Writes gather in one open transaction; `commit` makes them durable
 * (fsync), and only what is committed is sent or claimed (rules S2, K1). Nothing here walks over all records:
 * a depot holds millions.
 */
import type { DepotId, SourceId } from "../kernel/ids.ts";
import type { ChangeCursor, CloudView } from "./messages.ts";
import type { RangeSet } from "./range-set.ts";
import type { CatalogueHash, Epoch, LinkRecord, Priority, RecordKind, StreamKey, StreamTotals } from "./records.ts";

/** What a holder knows of itself and of the cloud; one row. */
export interface HolderState {
  readonly source: SourceId;
  /** Absent until the first start. */
  readonly epoch: Epoch | undefined;
  /** Counts starts; 0 before the first. */
  readonly boot: number;
  /** Set by a clean stop, unset by the start after it. */
  readonly endedClean: boolean;
  /** The newest view of the cloud; `secured` holds under its incarnation only (rule R1). */
  readonly cloud: CloudView;
  /** Where a depot's replica stands (rule R5). */
  readonly cursor: ChangeCursor;
}

export const unknownCloud: CloudView = { incarnation: 0, asOf: 0 };
export const noCursor: ChangeCursor = { incarnation: 0, position: 0 };

/** A held record without its bytes. */
export interface HeldHead {
  /** Grows in order of sealing (unit) or arrival (depot); never used again. */
  readonly id: number;
  readonly stream: StreamKey;
  readonly seq: number;
  readonly priority: Priority;
  readonly kind: RecordKind;
  readonly checksum: Uint8Array;
  readonly produced: number;
  readonly samples: number;
  /** Length of the record's bytes. */
  readonly size: number;
  /** The cloud's clock when it called the record secured; absent while it has not. */
  readonly securedAt: number | undefined;
  /** The depot that last called it stored; absent while none did. */
  readonly storedAt: DepotId | undefined;
}

/** A stream of which something is held. */
export interface HeldStream {
  readonly stream: StreamKey;
  readonly first: number;
  readonly last: number;
  readonly records: number;
  readonly unsecured: number;
}

/** Numbers known to be in the cloud, held or not, under one incarnation of it: both in one row (rule R1). */
export interface KnownSecured {
  readonly under: number;
  readonly ranges: RangeSet;
}

export interface HeldAmount {
  readonly records: number;
  readonly bytes: number;
  readonly samples: number;
}

/** Sums that the store keeps up to date; one object that changes, so copy what must not. */
export interface HeldSums {
  readonly held: Readonly<Record<Priority, HeldAmount>>;
  readonly unsecured: Readonly<Record<Priority, HeldAmount>>;
  /** Everything but statements and acts: what pressure may take. */
  readonly data: HeldAmount;
  /** Unsecured, and a depot has it. */
  readonly stored: HeldAmount;
}

export interface UnsecuredQuery {
  readonly priority: Priority;
  /** Ids above this one. */
  readonly afterId: number;
  readonly limit: number;
}

/** What pressure takes. Of data, in the order of rule F3; statements and acts only once they are secured, by a depot (rule F2). */
export type VictimClass =
  /** Anything that is secured. */
  | "secured"
  | "secured-data"
  /** Unsecured, and a depot has it. */
  | "stored"
  /** Unsecured segments of this source with more than one sample, priorities 2 and 3, not found to be unthinnable. */
  | "thinnable"
  /** Any unsecured data. */
  | "unsecured";

export interface HolderStore {
  readonly state: HolderState;
  setState(change: Partial<Omit<HolderState, "source">>): void;

  /**
   * Runs `work` as one unit: a crash, or an error, keeps all of it or nothing. Groups may nest; the outermost counts.
   *
   * @throws what `work` throws, after everything since the last `commit` was undone.
   */
  group<Result>(work: () => Result): Result;
  /**
   * Makes everything so far durable.
   *
   * @throws DrawbarError `HOLDER_DISK_FULL` or `HOLDER_FILE_UNWRITABLE`: everything since the last `commit` is undone,
   *   as after a crash, and the store can be used on.
   */
  commit(): void;
  /** Records with a higher id could still be undone. */
  readonly committedId: number;
  /** Counts undone transactions, so that a caller notices that its own memory is ahead of the store. */
  readonly rollbacks: number;

  /** Streams of this source that are not closed, of any epoch (rules S1, F4). */
  totals(): readonly StreamTotals[];
  totalsOf(stream: StreamKey): StreamTotals | undefined;
  setTotals(totals: StreamTotals): void;
  dropTotals(streams: readonly StreamKey[]): void;

  /** @param options.isThinnable whether the record may become a `thinnable` victim. @returns its id. */
  append(record: LinkRecord, options?: { readonly isThinnable?: boolean }): number;
  /** @returns the head of a held record. */
  head(stream: StreamKey, seq: number): HeldHead | undefined;
  /** @returns the whole record; the caller owns its bytes. */
  read(id: number): LinkRecord | undefined;
  remove(id: number): void;
  /** The record's samples cannot be halved: it is no `thinnable` victim any more. */
  noteUnthinnable(id: number): void;

  streams(): Iterable<HeldStream>;
  streamCount(): number;
  /** Numbers held, committed or not. */
  held(stream: StreamKey): RangeSet;
  /** Numbers held and committed: what may be claimed (rule K4). */
  committed(stream: StreamKey): RangeSet;
  /** Numbers held and secured. */
  heldSecured(stream: StreamKey): RangeSet;
  /** Whether one of `ranges` is held and was secured before `asOf` (rule R3). */
  hasSecuredBefore(stream: StreamKey, ranges: RangeSet, asOf: number): boolean;
  /** Unsecured records of one priority in order of sealing, at most `limit`. */
  unsecured(query: UnsecuredQuery): readonly HeldHead[];
  /** Unsecured gap and entrusted records of this source that no depot is known to have, oldest first; few by construction (rule S4). */
  openStatements(): readonly HeldHead[];
  /** @returns the oldest, least important record of a class. */
  victim(of: VictimClass): HeldHead | undefined;
  sums(): HeldSums;
  markStored(depot: DepotId, stream: StreamKey, ranges: RangeSet): void;
  /** Forgets what `depot` was said to have stored of `stream`, but for `keep`. */
  clearStored(depot: DepotId, stream: StreamKey, keep: RangeSet): void;
  /** As above, of every stream: the depot has a new incarnation. */
  clearStoredAt(depot: DepotId): void;
  /** @returns heads of what was not secured before, as it is now. */
  markSecured(stream: StreamKey, ranges: RangeSet, asOf: number): readonly HeldHead[];
  /** Nothing is secured or stored any more: the cloud has a new incarnation (rule R1). */
  voidSecured(): void;
  /** Removes records that were secured before `asOf`, at most `limit`, oldest first. @returns their heads. */
  forgetSecuredBefore(asOf: number, limit: number): readonly HeldHead[];

  /** What a depot remembers of a stream beyond what it holds (rule K4). */
  knownSecured(stream: StreamKey): KnownSecured | undefined;
  setKnownSecured(stream: StreamKey, known: KnownSecured, asOf: number): void;
  /** Forgets `knownSecured` of streams of which nothing is held and nothing was secured since `asOf`, at most `limit`. */
  forgetKnownBefore(asOf: number, limit: number): void;

  putCatalogue(hash: CatalogueHash, bytes: Uint8Array): void;
  hasCatalogue(hash: CatalogueHash): boolean;
  catalogue(hash: CatalogueHash): Uint8Array | undefined;
  /** Drops catalogues that no held record needs (rule S6), but for `keep` and the `spareMax` that were put last. */
  pruneCatalogues(keep: ReadonlySet<CatalogueHash>, spareMax: number): void;

  /** Ends the open transaction undone and lets the file go. Idempotent. */
  close(): void;
}
