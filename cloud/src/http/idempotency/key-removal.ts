import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { KeyStore } from "./key-store.ts";
import { idempotencyLimits } from "./limits.ts";

/** The worker's job: removes keys that are older than is promised, one tenant at a time and not at every turn. */
export class KeyRemoval {
  readonly #database: Database;
  readonly #monoUs: () => number;
  readonly #keys = new KeyStore();
  /** As many as there are tenants. */
  readonly #nextAtUs = new Map<TenantId, number>();

  constructor(options: { readonly database: Database; readonly monoUs: () => number }) {
    this.#database = options.database;
    this.#monoUs = options.monoUs;
  }

  /** @returns how many were removed. */
  async turn(tenant: TenantId): Promise<number> {
    const nowUs = this.#monoUs();
    if ((this.#nextAtUs.get(tenant) ?? 0) > nowUs) return 0;
    const removed = await this.#keys.removeOld(this.#database.of(tenant));
    if (removed < idempotencyLimits.removedPerTurn) this.#nextAtUs.set(tenant, nowUs + idempotencyLimits.removalMs * 1_000);
    return removed;
  }
}
