/** What every reader of stored segments needs besides its question. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { CatalogueStore } from "./catalogue-store.ts";
import { horizonOf, retentionOf, type RetentionHorizon, type TenantRetention } from "./retention-horizon.ts";
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
export async function openReading(tx: TenantTransaction, options: ReadingOptions, nowUs: number): Promise<Reading> {
  return readingOf(tx, options, await retentionOf(tx), nowUs);
}

/** @param retention as it is in the database at this moment. */
export function readingOf(tx: TenantTransaction, { catalogues, opener }: ReadingOptions, retention: TenantRetention, nowUs: number): Reading {
  return { tx, catalogues, opener, horizon: horizonOf(retention, nowUs) };
}
