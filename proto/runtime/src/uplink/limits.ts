/** How hard a peer tries to reach a hub. */
export const uplinkLimits = {
  /** Bound of the first wait; each round of attempts in vain doubles it. Waits are drawn from 0 up to it (full jitter). */
  backoffMs: 100,
  backoffMsMax: 300_000,
  /**
   * After a good session was lost, waits stay below `eagerMsMax` for this long: a hub that restarts is found again
   * within a second of its listening, and one that stays away is left alone soon.
   */
  eagerForMs: 30_000,
  eagerMsMax: 250,
  /**
   * A session is good once it stood for this long, or brought so many messages: a welcome and a few marks, so that
   * something was got rid of. One that breaks earlier counts as an attempt in vain.
   */
  goodSessionMs: 2_000,
  goodSessionMessages: 4,
  /** On a hub that is not the best, the better ones are tried this often. */
  betterHubEveryMs: 60_000,
  /** Addresses tried. At the bound the rest is ignored, and logged. */
  hubsMax: 16,
} as const;
