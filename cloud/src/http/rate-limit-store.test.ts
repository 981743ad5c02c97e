import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { expect, test } from "vitest";
import { rateLimitStore } from "./rate-limit-store.ts";

test("forgets the caller whose minute began longest ago, and no other", () => {
  const Store = rateLimitStore(new ManualClock(), 2);
  const store = new Store({});
  const count = (caller: string): number => {
    let counted = 0;
    store.incr(caller, (_error, result) => (counted = result?.current ?? 0), 60_000, 10);
    return counted;
  };
  expect([count("a"), count("b"), count("b"), count("c"), count("b"), count("a")]).toEqual([1, 1, 2, 1, 3, 1]);
});
