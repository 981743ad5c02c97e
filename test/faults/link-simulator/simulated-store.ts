/** A holder's store with everything that may befall the disk under it. */
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { HolderStore } from "@drawbar/proto/link/holder-store.ts";
import { MemoryHolderStore, type HolderImage, type Undone } from "@drawbar/proto/link/memory-holder-store.ts";
import type { LinkRecord } from "@drawbar/proto/link/records.ts";

export interface SimulatedStore extends HolderStore {
  /** What is committed, to restore or clone it later. */
  image(): HolderImage;
  /** Power off: of the uncommitted groups this many survive. */
  crash(survivors: number): void;
  readonly uncommittedGroups: number;
  /** What the last crash or rollback undid. */
  readonly undone: Undone;
  records(): LinkRecord[];
  /** So many commits fail as on a full disk. */
  failingCommits: number;
  /** Something else that lives in the same file. */
  note(key: string): unknown;
  setNote(key: string, note: unknown): void;
}

/** @param begin a fresh disk for a source, or a copy of an old one. */
export type Disks = (begin: { readonly source: SourceId } | HolderImage) => SimulatedStore;

export const memoryDisks: Disks = (begin) => new MemoryHolderStore(begin);
