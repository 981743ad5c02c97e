/** What the cloud's end of the link needs from its database. PostgreSQL implements it; the simulator keeps it in memory. */
import type { DepotId, SourceId, TenantId } from "../kernel/ids.ts";
import type { ChangeCursor, StreamClaim, StreamSpan } from "./messages.ts";
import type { CatalogueHash, LinkRecord, StreamKey } from "./records.ts";

/** What became of one record of a batch. */
export type ApplyOutcome =
  /** New, committed with everything that it says. */
  | { readonly kind: "stored" }
  /** The number was there with the same checksum; nothing changed. */
  | { readonly kind: "known" }
  /** The number was there with another checksum: kept in quarantine, alarm raised. */
  | { readonly kind: "conflict" }
  /** The catalogue is not here; nothing was stored. */
  | { readonly kind: "need"; readonly hash: CatalogueHash }
  /** Checksum or segment header do not fit; nothing was stored. */
  | { readonly kind: "corrupt" };

export type Alarm =
  | { readonly kind: "conflict"; readonly stream: StreamKey; readonly seq: number }
  | { readonly kind: "forked"; readonly source: SourceId }
  | { readonly kind: "restored" };

export interface CloudStore {
  /** The incarnation under which this database speaks (rules R1-R3). */
  incarnation(): Promise<number>;
  /** Durable before it returns. @param incarnation above the present one. */
  raiseIncarnation(incarnation: number): Promise<void>;
  /**
   * Numbers at hand of each span, committed ones only; gap and entrusted numbers are never among them (rules K2, K6).
   * `have` equals `secured`. At most `rangesMax` ranges each; nothing is said above `through`.
   */
  claims(tenant: TenantId, spans: readonly StreamSpan[], rangesMax: number): Promise<readonly StreamClaim[]>;
  bootSeen(tenant: TenantId, source: SourceId): Promise<number | undefined>;
  noteBoot(tenant: TenantId, source: SourceId, boot: number): Promise<void>;
  /**
   * Commits a batch of one tenant in one transaction and answers for each record in order (rules K3, A1, C1, F5).
   * Repeats within the batch and against the store are harmless.
   */
  apply(tenant: TenantId, batch: readonly LinkRecord[]): Promise<readonly ApplyOutcome[]>;
  addCatalogue(tenant: TenantId, hash: CatalogueHash, bytes: Uint8Array): Promise<void>;
  /** Rule F5: what `depot` was entrusted with and is not here becomes a gap. */
  resolveEntrusted(tenant: TenantId, depot: DepotId): Promise<void>;
  alarm(tenant: TenantId, alarm: Alarm): Promise<void>;
  /** Changes after the cursor for a depot's replica, at most `itemsMax`. */
  changesAfter(
    tenant: TenantId,
    cursor: ChangeCursor,
    itemsMax: number,
  ): Promise<{ readonly incarnation: number; readonly from: number; readonly items: readonly Uint8Array[] }>;
}
