import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { soundRules } from "@drawbar/proto/link/rules.ts";
import { profileNamed, type Profile } from "./profiles.ts";
import { run } from "./run.ts";
import { sqliteDisks } from "./sqlite-disks.ts";

/** As the profile, without what needs images of a disk, and shorter: every commit is an fsync. */
function onFiles(name: string): Profile {
  const profile = profileNamed(name);
  return {
    ...profile,
    steps: 400,
    weights: { ...profile.weights, backup: 0, restoreUnit: 0, restoreDepot: 0, restoreCloud: 0, clone: 0, freeze: 0, revive: 0 },
  };
}

describe("the link over SQLite files", () => {
  for (const name of ["crashes", "pressure", "full-disk"]) {
    it(`keeps every promise through ${name}`, { timeout: 120_000 }, async () => {
      for (let seed = 1; seed <= 2; seed += 1) {
        const folder = mkdtempSync(path.join(tmpdir(), "drawbar-simulator-"));
        const { disks, close } = sqliteDisks(folder);
        const { violations, records } = await run(seed, onFiles(name), soundRules, disks);
        close();
        rmSync(folder, { recursive: true });
        expect(violations, `seed ${seed}`).toEqual([]);
        expect(records).toBeGreaterThan(20);
      }
    });
  }
});
