/** What a holder is given by its process: names of hubs, tools for segments, somebody who watches. */
import type { DepotId, SourceId } from "../kernel/ids.ts";
import type { HeldHead } from "./holder-store.ts";
import type { CatalogueHash, Epoch, LinkRecord, Priority, RecordName } from "./records.ts";

/** The cloud's name among hubs; a depot's name is its source id. */
export const cloudHub = "cloud";
export type HubName = DepotId | typeof cloudHub;

/** What a record's bytes may need to name themselves. */
export interface Numbering {
  readonly source: SourceId;
  readonly epoch: Epoch;
  readonly priority: Priority;
  readonly seq: number;
  readonly boot: number;
}

/** Samples that are to become a segment; `encode` is called once the number is known, and again when it changes. */
export interface SegmentSeal {
  /** Samples in the segment, at least 1. */
  readonly produced: number;
  /** Added before with `addCatalogue`. */
  readonly catalogue: CatalogueHash;
  encode(numbering: Numbering): Uint8Array;
}

/** What the link must be able to do to a sealed segment without knowing its format. */
export interface SegmentTools {
  /** @returns the segment with about half of its samples under a new number; `undefined` when it cannot get smaller. */
  thin(bytes: Uint8Array, numbering: Numbering): { readonly bytes: Uint8Array; readonly samples: number } | undefined;
  /** @returns the same samples under a new number (rule S7). */
  renumber(bytes: Uint8Array, numbering: Numbering): Uint8Array;
}

/** Why a record was forgotten. */
export type ForgottenBecause = "settled" | "secured-early" | "entrusted" | "thinned" | "given-up" | "restated" | "resealed" | "left-to-cloud" | "planted";

/** For counters and logs. Called inside the transaction: what it says may still be undone by a crash. */
export interface HolderObserver {
  sealed?(record: LinkRecord): void;
  /** Samples that could not be kept took this number; a gap states it. */
  skipped?(name: RecordName, samples: number): void;
  forgot?(head: HeldHead, because: ForgottenBecause): void;
  /** The cloud has it. */
  secured?(head: HeldHead): void;
  /** A hub has another record under this number, or calls it corrupt. */
  refused?(name: RecordName, reason: "conflict" | "corrupt"): void;
  /** The cloud speaks under a new incarnation: it was put back. */
  cloudRestored?(incarnation: number): void;
}
