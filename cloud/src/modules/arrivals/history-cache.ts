/** The journeys of each fleet in memory, for as long as what is stored is the same or more. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { ArrivalHistory } from "./arrival-history.ts";
import { readDepotGrounds, type DepotGrounds } from "./depot-grounds.ts";
import { countJourneys, journeysAfter } from "./journey-store.ts";
import { arrivalLimits } from "./limits.ts";

export interface FleetHistory {
  readonly grounds: DepotGrounds;
  readonly history: ArrivalHistory;
}

interface Kept extends FleetHistory {
  throughNo: number;
  known: number;
}

export class HistoryCache {
  /** In order of use. */
  readonly #kept = new Map<TenantId, Kept>();

  async of(tx: TenantTransaction): Promise<FleetHistory> {
    const grounds = await readDepotGrounds(tx);
    const before = this.#kept.get(tx.tenantId);
    const counts = await countJourneys(tx, before?.throughNo ?? 0);
    // Fewer of those that are known: some were taken back, which a memory cannot do.
    const isSame = before?.grounds.digest === grounds.digest && counts.known === before.known;
    const kept = isSame ? { ...before, grounds } : { grounds, history: new ArrivalHistory(grounds.all), throughNo: 0, known: 0 };
    if (!isSame || counts.all > counts.known) {
      const journeys = await journeysAfter(tx, kept.throughNo);
      for (const journey of journeys) kept.history.add(journey);
      kept.throughNo = journeys.at(-1)?.journeyNo ?? kept.throughNo;
      kept.known = (await countJourneys(tx, kept.throughNo)).known;
    }
    this.#kept.delete(tx.tenantId);
    this.#kept.set(tx.tenantId, kept);
    this.#shrink();
    return kept;
  }

  /** The one in use stays. */
  #shrink(): void {
    let journeys = [...this.#kept.values()].reduce((sum, { known }) => sum + known, 0);
    for (const [tenant, { known }] of this.#kept) {
      const isFull = this.#kept.size > arrivalLimits.fleetsKept || journeys > arrivalLimits.journeysInMemoryMax;
      if (!isFull || this.#kept.size === 1) return;
      this.#kept.delete(tenant);
      journeys -= known;
    }
  }
}
