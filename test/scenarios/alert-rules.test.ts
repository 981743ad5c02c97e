/** Alerts and dashboard in the eyes of Prometheus itself; Debian's package prometheus has promtool. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";

const folder = path.resolve(import.meta.dirname, "../../deploy/observability");

/** @throws under `CI=true` when it is not there: a run that tests nothing must not pass. */
function findPromtool(): string | undefined {
  const found = (process.env["PATH"] ?? "").split(path.delimiter).map((directory) => path.join(directory, "promtool"));
  const program = found.find((file) => existsSync(file));
  if (program === undefined && process.env["CI"] === "true") throw new Error("no promtool; install Debian's package prometheus");
  if (program === undefined) console.warn("alerts are not checked by Prometheus: no promtool; install Debian's package prometheus");
  return program;
}

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

const promtool = findPromtool();

describe.skipIf(promtool === undefined)("Prometheus", () => {
  const run = (...parameters: readonly string[]): string => execFileSync(promtool ?? "", parameters, { cwd: folder, encoding: "utf8", stdio: "pipe" });

  it("understands the alerts, which fire when they should and not otherwise", () => {
    expect(run("check", "rules", "alerts.yaml")).toContain("SUCCESS");
    expect(run("test", "rules", "alerts.test.yaml")).toContain("SUCCESS");
  });

  it("understands every question of the dashboard", () => {
    const { panels } = JSON.parse(readFileSync(path.join(folder, "grafana-dashboard.json"), "utf8")) as Dashboard; // Grafana's format
    const rules = panels.flatMap(({ targets }) => targets.map(({ expr }, index) => ({ record: `panel:${index}`, expr })));
    const directory = mkdtempSync(path.join(tmpdir(), "drawbar-promtool-"));
    try {
      // JSON is YAML; one group a question, since two rules of a group may not have one name.
      const groups = rules.map((rule, index) => ({ name: `panel ${index}`, rules: [rule] }));
      writeFileSync(path.join(directory, "rules.yaml"), JSON.stringify({ groups }));
      expect(run("check", "rules", "--lint=none", path.join(directory, "rules.yaml"))).toContain(`${rules.length} rules found`);
      expect(rules.length).toBeGreaterThan(15);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
