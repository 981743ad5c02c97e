import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { arrivalLimits } from "./limits.ts";

/** What is made for one fleet and serves everybody who asks within a while; those who ask meanwhile wait for the same. */
export class FleetMemo<Value> {
  readonly #freshMs: number;
  /** In order of use. */
  readonly #kept = new Map<TenantId, { readonly value: Promise<Value>; readonly untilUs: number }>();

  constructor(freshMs: number) {
    this.#freshMs = freshMs;
  }

  of(tenant: TenantId, nowUs: number, make: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(tenant);
    if (known !== undefined && known.untilUs > nowUs) return known.value;
    const value = make();
    this.#kept.delete(tenant);
    this.#kept.set(tenant, { value, untilUs: nowUs + this.#freshMs * 1_000 });
    value.catch(() => this.#kept.delete(tenant));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > arrivalLimits.fleetsKept && oldest !== undefined) this.#kept.delete(oldest);
    return value;
  }
}
