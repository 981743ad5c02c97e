import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { contrastRatio, measureContrast } from "./contrast.ts";

const css = readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");

describe("contrast of the tokens", () => {
  it("meets WCAG 2.2 AAA for every pair that may meet, day and night", () => {
    const findings = measureContrast(css);
    expect(findings).toHaveLength(272);
    expect(findings.filter((finding) => finding.ratio < finding.least)).toEqual([]);
  });

  it("reports a pair that is too close", () => {
    const findings = measureContrast(css.replace("--ink-2: light-dark(#41473e", "--ink-2: light-dark(#8a8f86"));
    expect(findings.filter((finding) => finding.ratio < finding.least).map((finding) => `${finding.theme} ${finding.mark} ${finding.ground}`)).toContain(
      "day ink-2 sheet",
    );
  });

  it("knows the ends of the scale", () => {
    expect(contrastRatio("#000000", "#ffffff")).toBe(21);
    expect(contrastRatio("#777777", "#777777")).toBe(1);
  });

  it("refuses a sheet that lacks a token", () => {
    expect(() => measureContrast(css.replace("--hivis:", "--other:"))).toThrow("--hivis");
  });
});
