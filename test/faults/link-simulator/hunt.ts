/**
 * Runs seeds and reports what breaks.
 *
 *   node test/faults/link-simulator/hunt.ts [--seeds 1000] [--from 1] [--profile crashes] [--without opensEpochAtStart]
 *
 * Without `--profile` every profile runs. The exit status is 1 when a promise was broken.
 */
import { parseArgs } from "node:util";
import { soundRules, type LinkRules } from "@drawbar/proto/link/rules.ts";
import { profiles, type Profile } from "./profiles.ts";
import { run } from "./run.ts";

export interface Hunt {
  readonly profile: Profile;
  readonly failed: number;
  readonly records: number;
  readonly samples: number;
  readonly roundsMax: number;
  readonly elapsedMs: number;
  /** The first seed that broke something, and what. */
  readonly first?: string | undefined;
}

export async function hunt(profile: Profile, seeds: { readonly from: number; readonly count: number }, rules: LinkRules = soundRules): Promise<Hunt> {
  const startedAt = performance.now();
  let failed = 0;
  let records = 0;
  let samples = 0;
  let roundsMax = 0;
  let first: string | undefined;
  for (let seed = seeds.from; seed < seeds.from + seeds.count; seed += 1) {
    const outcome = await run(seed, profile, rules);
    records += outcome.records;
    samples += outcome.samples;
    roundsMax = Math.max(roundsMax, outcome.rounds);
    if (outcome.violations.length === 0) continue;
    failed += 1;
    first ??= `seed ${seed}: ${outcome.violations.slice(0, 3).join(" | ")}`;
  }
  return { profile, failed, records, samples, roundsMax, elapsedMs: performance.now() - startedAt, first };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "1000" },
      from: { type: "string", default: "1" },
      profile: { type: "string" },
      without: { type: "string" },
    },
  });
  const rules: LinkRules = values.without === undefined ? soundRules : { ...soundRules, [values.without]: false };
  let broken = 0;
  let elapsedMs = 0;
  for (const profile of profiles.filter(({ name }) => values.profile === undefined || name === values.profile)) {
    const found = await hunt(profile, { from: Number(values.from), count: Number(values.seeds) }, rules);
    if (profile.isBeyondPromise === undefined) {
      broken += found.failed;
      elapsedMs += found.elapsedMs;
    }
    const note = profile.isBeyondPromise === undefined ? "" : " (beyond the promise)";
    const figures = `seeds ${values.seeds}  broken ${found.failed}  records ${found.records}  samples ${found.samples}  rounds<=${found.roundsMax}  ${(found.elapsedMs / 1_000).toFixed(1)} s`;
    console.log(`${profile.name.padEnd(22)}${note} ${figures}${found.first === undefined ? "" : `\n  ${found.first}`}`);
  }
  if (values.profile === undefined) console.log(`${Math.round((Number(values.seeds) * 60_000) / elapsedMs)} seeds a minute`);
  process.exitCode = broken === 0 ? 0 : 1;
}
