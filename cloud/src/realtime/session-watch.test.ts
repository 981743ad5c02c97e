import type { FastifyRequest } from "fastify";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import type { TokenPrincipal } from "../http/principal.ts";
import { liveLimits } from "./limits.ts";
import { watchSession } from "./session-watch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function principal(depots?: readonly string[]): TokenPrincipal {
  const tenantId = parseTenantId("0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
  return { kind: "token", tokenId: "t", tenantId, permissions: new Set(), scopes: [], depots: depots === undefined ? undefined : new Set(depots) };
}

/** @returns whether a connection of `before` has ended once it was looked at again and found to be `now`. */
async function hasEnded(before: TokenPrincipal, now: TokenPrincipal | undefined): Promise<boolean> {
  const onEnded = vi.fn();
  const request = { principal: before } as FastifyRequest; // of a request, nothing else is looked at
  const end = watchSession(request, { recheck: async () => now, clock: systemClock, log: createLogger({ process: "test", level: "silent" }) }, onEnded);
  await vi.advanceTimersByTimeAsync(liveLimits.recheckMs + 1);
  end();
  return onEnded.mock.calls.length > 0;
}

test("a connection ends with its credentials", async () => {
  expect(await hasEnded(principal(), principal())).toBe(false);
  expect(await hasEnded(principal(), undefined)).toBe(true);
});

test("a connection ends when its rights hold for other depots now, and stays when they are the same", async () => {
  expect(await hasEnded(principal(["venlo", "ghent"]), principal(["ghent", "venlo"]))).toBe(false);
  expect(await hasEnded(principal(["venlo"]), principal(["ghent"]))).toBe(true);
  expect(await hasEnded(principal(["venlo", "ghent"]), principal(["venlo"]))).toBe(true);
  expect(await hasEnded(principal(), principal(["venlo"]))).toBe(true);
  expect(await hasEnded(principal(["venlo"]), principal())).toBe(true);
});
