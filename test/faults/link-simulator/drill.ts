/** The simulator as drills: 1,000 seeds of every profile with every planted fault, and its speed. */
import { availableParallelism } from "node:os";
import type { Drill } from "../drill.ts";
import { findAll, huntAll } from "./hunt-pool.ts";
import { hunt } from "./hunt-seeds.ts";
import { lineOf } from "./hunt.ts";
import { rules } from "./planted.ts";
import { profiles } from "./profiles.ts";

const promised = profiles.filter(({ isBeyondPromise }) => isBeyondPromise !== true);
/** A seed is every profile of the promise once. */
const seedsAMinuteMin = 200;
const speedSeeds = 60;

export const drills: readonly Drill[] = [
  {
    id: "LINK-SIM",
    title: "the shipped link in simulated worlds: 1,000 seeds a profile, every planted fault within 100",
    async run({ isLong, print }) {
      const threads = availableParallelism();
      const found = await huntAll(profiles, { from: 1, count: isLong ? 10_000 : 1_000 }, { threads });
      for (const hunted of found) print(lineOf(hunted));
      const faults = await findAll(rules, 100, threads);
      for (const { rule, finding } of faults)
        print(`${rule.padEnd(28)} ${finding === undefined ? "HIDDEN" : `seed ${finding.seed}, ${finding.profile}: ${finding.violation.slice(0, 120)}`}`);
      const names = new Set(promised.map(({ name }) => name));
      const broken = found.filter(({ profile }) => names.has(profile)).reduce((sum, { failed }) => sum + failed, 0);
      const hidden = faults.filter(({ finding }) => finding === undefined).length;
      print(`${broken} runs broke a promise, ${hidden} of ${faults.length} planted faults stayed hidden`);
      return { value: broken + hidden, unit: "broken promises and hidden faults", must: "must<=0", holds: broken + hidden === 0 };
    },
  },
  {
    id: "LINK-SPEED",
    title: "seeds of the link's simulator in a minute of processor time",
    async run({ print }) {
      for (const profile of promised) await hunt(profile, { from: 1, count: 4 }); // until the code is warm
      const before = process.cpuUsage(); // what others do on the machine must not count
      for (const profile of promised) print(lineOf(await hunt(profile, { from: 1, count: speedSeeds })));
      const { user, system } = process.cpuUsage(before);
      const rate = Math.round((speedSeeds * 60_000_000) / (user + system));
      return { value: rate, unit: "seeds/min", must: `must>=${seedsAMinuteMin}`, holds: rate >= seedsAMinuteMin };
    },
  },
];
