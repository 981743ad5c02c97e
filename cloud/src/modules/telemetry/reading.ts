/** What every reader of stored segments needs besides its question. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { CatalogueStore } from "./catalogue-store.ts";
import { horizonOf, retentionOf, type RetentionHorizon } from "./retention-horizon.ts";
import type { SegmentOpener } from "./segment-keys.ts";

export interface Reading {
  readonly tx: TenantTransaction;
  readonly catalogues: CatalogueStore;
  /** Absent: bodies are not sealed here. */
  readonly opener: SegmentOpener | undefined;
  readonly horizon: RetentionHorizon;
}

export interface ReadingOptions {
  readonly catalogues: CatalogueStore;
  readonly opener?: SegmentOpener | undefined;
}

/** Looks up the tenant's retention, so that a shorter one holds from the next question on. */
export async function openReading(tx: TenantTransaction, { catalogues, opener }: ReadingOptions, nowUs: number): Promise<Reading> {
  return { tx, catalogues, opener, horizon: horizonOf(await retentionOf(tx), nowUs) };
}
