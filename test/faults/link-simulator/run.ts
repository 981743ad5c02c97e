/** One seed, one profile, one set of rules: what went wrong, if anything. */
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { LinkRules } from "@drawbar/proto/link/rules.ts";
import { checkEnd, checkStep, checkStored } from "./invariants.ts";
import type { Profile } from "./profiles.ts";
import { rest, restoreCloud, settle, step } from "./schedule.ts";
import type { Disks } from "./simulated-store.ts";
import { World } from "./world.ts";

/** Steps between two looks at everything that is believed to be stored: it costs more than the other checks. */
const storedEvery = 12;

export interface Run {
  readonly violations: readonly string[];
  readonly records: number;
  readonly samples: number;
  /** Rounds of peace that it took until everything was secured. */
  readonly rounds: number;
}

/** @param disks in memory when absent. */
export async function run(seed: number, profile: Profile, rules: LinkRules, disks?: Disks): Promise<Run> {
  const random = new SeededRandom(seed);
  const world = new World({ ...profile, rules, random, disks });
  const violations: string[] = [];
  for (let index = 0; index < profile.steps && violations.length === 0; index += 1) {
    const stepped = step(world, profile);
    if (stepped !== undefined) await stepped;
    violations.push(...checkStep(world, profile));
    if (index % storedEvery === 0) violations.push(...checkStored(world));
  }
  let rounds = violations.length === 0 ? await calm(world) : 0;
  if (violations.length === 0 && profile.weights.restoreCloud > 0 && random.chance(0.3)) {
    restoreCloud(world, profile, false);
    rounds = await calm(world);
  }
  if (violations.length === 0) violations.push(...checkStep(world, profile), ...checkEnd(world, profile));
  return { violations, records: world.truth.sealed.size, samples: world.truth.carriers.size, rounds };
}

/** Peace, a last start of every unit so that all earlier epochs can close, and days of rest. */
async function calm(world: World): Promise<number> {
  const rounds = await settle(world);
  for (const unit of world.units) {
    world.sealOpen(unit);
    world.commitUnit(unit);
    world.crashUnit(unit);
  }
  await settle(world);
  await rest(world);
  return rounds ?? Number.POSITIVE_INFINITY;
}
