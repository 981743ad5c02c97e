/** Many seeds of one profile, and what broke. */
import { soundRules, type LinkRules } from "@drawbar/proto/link/rules.ts";
import type { Profile } from "./profiles.ts";
import { run } from "./run.ts";

export interface Seeds {
  readonly from: number;
  readonly count: number;
}

export interface Hunt {
  readonly profile: string;
  readonly seeds: number;
  readonly failed: number;
  readonly records: number;
  readonly samples: number;
  readonly roundsMax: number;
  readonly elapsedMs: number;
  /** The first seed that broke something, and what. */
  readonly first?: string | undefined;
}

export async function hunt(profile: Profile, seeds: Seeds, rules: LinkRules = soundRules): Promise<Hunt> {
  const startedAt = performance.now();
  const found = { failed: 0, records: 0, samples: 0, roundsMax: 0 };
  let first: string | undefined;
  for (let seed = seeds.from; seed < seeds.from + seeds.count; seed += 1) {
    const { violations, records, samples, rounds } = await run(seed, profile, rules);
    found.records += records;
    found.samples += samples;
    found.roundsMax = Math.max(found.roundsMax, rounds);
    if (violations.length === 0) continue;
    found.failed += 1;
    first ??= `seed ${seed}: ${violations.slice(0, 3).join(" | ")}`;
  }
  return { profile: profile.name, seeds: seeds.count, ...found, elapsedMs: performance.now() - startedAt, first };
}

/** Two parts of one hunt as one. */
export function joinHunts(left: Hunt, right: Hunt): Hunt {
  return {
    profile: left.profile,
    seeds: left.seeds + right.seeds,
    failed: left.failed + right.failed,
    records: left.records + right.records,
    samples: left.samples + right.samples,
    roundsMax: Math.max(left.roundsMax, right.roundsMax),
    elapsedMs: left.elapsedMs + right.elapsedMs,
    first: left.first ?? right.first,
  };
}
