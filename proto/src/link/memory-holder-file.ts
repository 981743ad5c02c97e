/** What a holder's file in memory says, and the only ways in which it changes. */
import type { SourceId } from "../kernel/ids.ts";
import { noCursor, unknownCloud, type HeldHead, type HolderState, type KnownSecured } from "./holder-store.ts";
import type { CatalogueHash, LinkRecord, StreamKey, StreamTotals } from "./records.ts";

export interface Entry {
  readonly head: HeldHead;
  readonly record: LinkRecord;
  readonly isThinnable: boolean;
}

export interface KnownStream {
  readonly known: KnownSecured;
  readonly asOf: number;
}

/** One primitive change of the file; `apply` is the only place that makes it. */
export type Change =
  | { readonly kind: "put"; readonly entry: Entry }
  | { readonly kind: "remove"; readonly id: number }
  | { readonly kind: "state"; readonly state: HolderState }
  | { readonly kind: "totals"; readonly stream: StreamKey; readonly totals: StreamTotals | undefined }
  | { readonly kind: "known"; readonly stream: StreamKey; readonly known: KnownStream | undefined }
  | { readonly kind: "catalogue"; readonly hash: CatalogueHash; readonly bytes: Uint8Array | undefined }
  | { readonly kind: "note"; readonly key: string; readonly note: unknown };

/** What the file says. Values in it are never changed in place. */
export interface MemoryFile {
  state: HolderState;
  nextId: number;
  readonly entries: Map<number, Entry>;
  readonly totals: Map<StreamKey, StreamTotals>;
  readonly known: Map<StreamKey, KnownStream>;
  readonly catalogues: Map<CatalogueHash, Uint8Array>;
  readonly notes: Map<string, unknown>;
}

export function applyChange(file: MemoryFile, change: Change): void {
  switch (change.kind) {
    case "put":
      file.entries.set(change.entry.head.id, change.entry);
      file.nextId = Math.max(file.nextId, change.entry.head.id + 1);
      return;
    case "remove":
      file.entries.delete(change.id);
      return;
    case "state":
      file.state = change.state;
      return;
    case "totals":
      setOrDelete(file.totals, change.stream, change.totals);
      return;
    case "known":
      setOrDelete(file.known, change.stream, change.known);
      return;
    case "catalogue":
      setOrDelete(file.catalogues, change.hash, change.bytes);
      return;
    case "note":
      file.notes.set(change.key, change.note);
  }
}

function setOrDelete<Key, Value>(map: Map<Key, Value>, key: Key, value: Value | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

export function emptyFile(source: SourceId): MemoryFile {
  const state: HolderState = { source, epoch: undefined, boot: 0, endedClean: false, cloud: unknownCloud, cursor: noCursor };
  return { state, nextId: 1, entries: new Map(), totals: new Map(), known: new Map(), catalogues: new Map(), notes: new Map() };
}

export function copyOf(file: Readonly<MemoryFile>): MemoryFile {
  return {
    state: file.state,
    nextId: file.nextId,
    entries: new Map(file.entries),
    totals: new Map(file.totals),
    known: new Map(file.known),
    catalogues: new Map(file.catalogues),
    notes: new Map(file.notes),
  };
}
