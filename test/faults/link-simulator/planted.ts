/**
 * Breaks one rule at a time and reports after how many seeds the simulator notices, going through the profiles
 * seed by seed: `node test/faults/link-simulator/planted.ts [--seeds 100] [--rule gapsStayOpen]`. The exit status is 1
 * when a fault stays hidden.
 */
import { parseArgs } from "node:util";
import { soundRules, type LinkRules } from "@drawbar/proto/link/rules.ts";
import { profiles, type Profile } from "./profiles.ts";
import { run } from "./run.ts";

export type Rule = keyof LinkRules;

export interface Finding {
  readonly seed: number;
  readonly profile: string;
  readonly violation: string;
}

export const rules = Object.keys(soundRules) as readonly Rule[]; // the object has exactly these keys

/** Rules that only matter in disasters from which the design promises no full recovery. */
const beyond: ReadonlySet<Rule> = new Set(["doubtsShrunkenClaims", "noticesForeignNumbers", "resealsRefused"]);

/**
 * @param seedsMax how many seeds are tried on every profile before the fault counts as hidden.
 * @param among profiles to try; all that may show the fault when absent.
 */
export async function find(rule: Rule, seedsMax: number, among: readonly Profile[] = profiles): Promise<Finding | undefined> {
  const planted = { ...soundRules, [rule]: false };
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    for (const profile of among) {
      if (profile.isBeyondPromise === true && !beyond.has(rule)) continue;
      const [violation] = (await run(seed, profile, planted)).violations;
      const isTheFault = violation !== undefined && (await run(seed, profile, soundRules)).violations.length === 0;
      if (isTheFault) return { seed, profile: profile.name, violation };
    }
  }
  return undefined;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { seeds: { type: "string", default: "100" }, rule: { type: "string" } } });
  for (const rule of rules) {
    if (values.rule !== undefined && values.rule !== rule) continue;
    const finding = await find(rule, Number(values.seeds));
    if (finding === undefined) process.exitCode = 1;
    console.log(`${rule.padEnd(28)} ${finding === undefined ? "HIDDEN" : `seed ${finding.seed}, ${finding.profile}: ${finding.violation.slice(0, 150)}`}`);
  }
}
