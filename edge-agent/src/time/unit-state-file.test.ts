import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadUnitState, saveUnitState } from "./unit-state-file.ts";

const folder = mkdtempSync(path.join(tmpdir(), "drawbar-unit-state-"));
const file = path.join(folder, "deeper", "unit.json");
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the unit's state file", () => {
  it("gives back what was saved, and makes its folder", () => {
    saveUnitState(file, { boot: 7, trustedUs: 1_764_000_000_000_000 });
    expect(loadUnitState(file)).toEqual({ boot: 7, trustedUs: 1_764_000_000_000_000 });
  });

  it.each(["", "null", '{"boot":', '{"boot":-1,"trustedUs":"x"}'])("begins at zero when the file holds %j", (text) => {
    saveUnitState(file, { boot: 1, trustedUs: 1 });
    writeFileSync(file, text);
    expect(loadUnitState(file)).toEqual({ boot: 0, trustedUs: 0 });
  });
});
