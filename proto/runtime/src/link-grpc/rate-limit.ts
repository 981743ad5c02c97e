/** Counts requests per address in windows of fixed length, for a bounded number of addresses. */
export interface RateLimitOptions {
  readonly requestsMax: number;
  readonly windowMs: number;
  /** At the bound the address that came first is forgotten, and may begin again. */
  readonly addressesMax: number;
}

export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #windows = new Map<string, { readonly endsAtMs: number; requests: number }>();

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /** @param nowMs monotonic. @returns whether this request is within the limit. */
  allows(address: string, nowMs: number): boolean {
    const { requestsMax, windowMs, addressesMax } = this.#options;
    const window = this.#windows.get(address);
    if (window !== undefined && nowMs < window.endsAtMs) {
      window.requests += 1;
      return window.requests <= requestsMax;
    }
    this.#windows.delete(address);
    const oldest = this.#windows.keys().next();
    if (this.#windows.size >= addressesMax && oldest.done !== true) this.#windows.delete(oldest.value);
    this.#windows.set(address, { endsAtMs: nowMs + windowMs, requests: 1 });
    return true;
  }
}
