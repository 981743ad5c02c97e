/** Where the rate limiter counts: by a clock that nobody sets. The library's own store asks the wall clock, and one that was put back by two hours refused callers for two hours. */
import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from "@fastify/rate-limit";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";

interface Counted {
  requests: number;
  readonly endsAtUs: number;
}

type Answer = Parameters<FastifyRateLimitStore["incr"]>[1];

/** @param callersMax whose counts are remembered; the one that began longest ago is forgotten. */
export function rateLimitStore(clock: Pick<Clock, "monoUs">, callersMax: number): FastifyRateLimitStoreCtor {
  return class RateLimitStore implements FastifyRateLimitStore {
    readonly #callers = new Map<string, Counted>();

    incr(caller: string, answer: Answer, windowMs: number): void {
      const nowUs = clock.monoUs();
      let counted = this.#callers.get(caller);
      if (counted === undefined || counted.endsAtUs <= nowUs) {
        this.#callers.delete(caller); // so that a new window counts as new
        const oldest = this.#callers.keys().next();
        if (this.#callers.size >= callersMax && oldest.done !== true) this.#callers.delete(oldest.value);
        counted = { requests: 0, endsAtUs: nowUs + windowMs * 1_000 };
        this.#callers.set(caller, counted);
      }
      counted.requests += 1;
      answer(null, { current: counted.requests, ttl: (counted.endsAtUs - nowUs) / 1_000 });
    }

    /** Routes have no limits of their own: one count for all. */
    child(): FastifyRateLimitStore {
      return this;
    }
  };
}
