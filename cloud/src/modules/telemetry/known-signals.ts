/** Rows of `signal`, which are only ever added: what was read once is kept. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { telemetryLimits } from "./limits.ts";
import { signalsById, type SignalRow } from "./signal-rows.ts";

export class KnownSignals {
  readonly #kept = new Map<TenantId, Map<number, SignalRow>>();
  #rows = 0;

  /** @returns those of the tenant's that there are; others may be among them. */
  async find(tx: TenantTransaction, signalIds: Iterable<number>): Promise<ReadonlyMap<number, SignalRow>> {
    const kept = this.#kept.get(tx.tenantId) ?? new Map<number, SignalRow>();
    const missing = [...signalIds].filter((signalId) => !kept.has(signalId));
    if (missing.length === 0) return kept;
    const read = await signalsById(tx, missing);
    if (this.#rows + read.size > telemetryLimits.signalsKept) {
      this.#kept.clear();
      this.#rows = 0;
      return new Map([...kept, ...read]);
    }
    this.#kept.set(tx.tenantId, kept);
    for (const [signalId, row] of read) {
      if (!kept.has(signalId)) this.#rows += 1; // somebody else may have read it meanwhile
      kept.set(signalId, row);
    }
    return kept;
  }
}
