/**
 * Runs seeds and reports what breaks.
 *
 *   node test/faults/link-simulator/hunt.ts [--seeds 1000] [--from 1] [--profile crashes] [--without opensEpochAtStart] [--threads 2]
 *
 * Without `--profile` every profile runs. The exit status is 1 when a promise was broken.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { huntAll } from "./hunt-pool.ts";
import type { Hunt } from "./hunt-seeds.ts";
import { rules } from "./planted.ts";
import { profileNamed, profiles } from "./profiles.ts";

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "1000" },
      from: { type: "string", default: "1" },
      profile: { type: "string" },
      without: { type: "string" },
      threads: { type: "string", default: String(availableParallelism()) },
    },
  });
  const without = rules.find((rule) => rule === values.without);
  if (values.without !== undefined && without === undefined) throw new Error(`there is no rule ${values.without}; there are ${rules.join(", ")}`);
  const chosen = values.profile === undefined ? profiles : [profileNamed(values.profile)];
  const startedAt = performance.now();
  const found = await huntAll(chosen, { from: Number(values.from), count: Number(values.seeds) }, { threads: Number(values.threads), without });
  for (const hunt of found) console.log(lineOf(hunt));
  if (values.profile === undefined) console.log(`${Math.round((Number(values.seeds) * 60_000) / (performance.now() - startedAt))} seeds a minute`);
  process.exitCode = found.some((hunt) => hunt.failed > 0 && profileNamed(hunt.profile).isBeyondPromise !== true) ? 1 : 0;
}

export function lineOf({ profile, seeds, failed, records, samples, roundsMax, elapsedMs, first }: Hunt): string {
  const note = profileNamed(profile).isBeyondPromise === true ? " (beyond the promise)" : "";
  const figures = `seeds ${seeds}  broken ${failed}  records ${records}  samples ${samples}  rounds<=${roundsMax}  ${(elapsedMs / 1_000).toFixed(1)} s`;
  return `${profile.padEnd(22)}${note} ${figures}${first === undefined ? "" : `\n  ${first}`}`;
}
