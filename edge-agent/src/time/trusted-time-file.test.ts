import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadTrustedTime, saveTrustedTime } from "./trusted-time-file.ts";

const folder = mkdtempSync(path.join(tmpdir(), "drawbar-trusted-time-"));
const file = path.join(folder, "deeper", "clock.json");
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the trusted time's file", () => {
  it("gives back what was saved, and makes its folder", async () => {
    await saveTrustedTime(file, 1_764_000_000_000_000);
    expect(loadTrustedTime(file)).toBe(1_764_000_000_000_000);
  });

  it("knows no time where there is no file", () => {
    expect(loadTrustedTime(file)).toBe(0);
  });

  it.each(["", "null", '{"trustedUs":', '{"trustedUs":-1}', '{"trustedUs":"x"}'])("knows no time when the file holds %j", async (text) => {
    await saveTrustedTime(file, 1);
    writeFileSync(file, text);
    expect(loadTrustedTime(file)).toBe(0);
  });
});
