import type { FastifyRequest } from "fastify";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import { principalOf, type Principal } from "../http/principal.ts";
import { liveLimits } from "./limits.ts";

/** A timer cannot wait longer; a token that lives longer is looked at each minute anyway. */
const timerMsMax = 2_147_483_647;

export interface SessionWatchOptions {
  /** Looks again whether the credentials of a connection still hold. */
  readonly recheck: (request: FastifyRequest) => Promise<Principal | undefined>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Looks after the credentials of a connection that stays; one whose depots changed ends, too, and comes again with its new rights. @returns what ends the looking. */
export function watchSession(request: FastifyRequest, { recheck, clock, log }: SessionWatchOptions, onEnded: () => void): () => void {
  const { expiresAtMs, depots } = principalOf(request);
  const endTimer = expiresAtMs === undefined ? undefined : setTimeout(onEnded, Math.min(timerMsMax, expiresAtMs - clock.wallUs() / 1_000));
  const recheckTimer = setInterval(() => {
    recheck(request).then(
      (still) => (still === undefined || !isSame(still.depots, depots) ? onEnded() : undefined),
      (error: unknown) => log.warn({ error }, "a live session could not be looked at again"), // the database is away: the next minute tells
    );
  }, liveLimits.recheckMs);
  return () => {
    clearTimeout(endTimer);
    clearInterval(recheckTimer);
  };
}

function isSame(now: ReadonlySet<string> | undefined, before: ReadonlySet<string> | undefined): boolean {
  if (now === undefined || before === undefined) return now === before;
  return now.size === before.size && [...now].every((depotId) => before.has(depotId));
}
