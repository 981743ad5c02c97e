import { describe, expect, it } from "vitest";
import { soundRules } from "@drawbar/proto/link/rules.ts";
import { find, rules, type Rule } from "./planted.ts";
import { profiles } from "./profiles.ts";
import { run } from "./run.ts";

/** A short look; the drill LINK-SIM runs 1,000 seeds of every profile. */
const seeds = 16;

/** Where a broken rule shows soonest, so that nobody waits for the other profiles. */
const showsIn: Readonly<Record<Rule, string>> = {
  marksAfterCommit: "full-disk",
  marksExactRanges: "wandering",
  appliesOnce: "network",
  claimsOnlyWhatItCanGive: "full-spool",
  truncatesByForgetting: "pressure",
  gapsStayOpen: "pressure",
  dropsStaleAnswers: "stale-answers",
  opensEpochAtStart: "full-everywhere",
  sendsOnlySynced: "full-disk",
  resumesFromWelcome: "full-spool",
  thinnedNamesOriginal: "full-everywhere",
  keepsCatalogues: "cloud-restore-old",
  resealsRefused: "revived",
  noticesForeignNumbers: "revived",
  keepsUntilSecured: "full-spool",
  forgetsByCloudClock: "cloud-restore-old",
  depotsRetain: "cloud-restore-old",
  entrustsBeforeForgetting: "depot-restore",
  closesEpochs: "full-everywhere",
  resolvesEntrusted: "full-everywhere",
  bindsSecuredToIncarnation: "cloud-restore-old",
  doubtsShrunkenClaims: "cloud-restore-silent",
  bindsCursorToIncarnation: "full-everywhere",
};

describe("the link", () => {
  for (const profile of profiles.filter(({ isBeyondPromise }) => isBeyondPromise !== true)) {
    it(`keeps every promise through ${profile.name}`, { timeout: 60_000 }, async () => {
      for (let seed = 1; seed <= seeds; seed += 1) expect((await run(seed, profile, soundRules)).violations, `seed ${seed}`).toEqual([]);
    });
  }

  it("gives the same run for the same seed", async () => {
    for (const profile of profiles) expect(await run(7, profile, soundRules)).toEqual(await run(7, profile, soundRules));
  });

  for (const rule of rules) {
    it(`is seen to break without ${rule}`, { timeout: 60_000 }, async () => {
      const among = profiles.filter(({ name }) => name === showsIn[rule]);
      expect(await find(rule, 100, among)).toBeDefined();
    });
  }
});
