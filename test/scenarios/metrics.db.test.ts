import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cloudConfig } from "@drawbar/cloud/config.ts";
import { testDatabase, type TestDatabase } from "@drawbar/cloud/db/testing/test-database.ts";
import { startCloud, type RunningCloud } from "@drawbar/cloud/main.ts";
import { DepotMetrics } from "@drawbar/depot-gateway/health/depot-metrics.ts";
import { agentMetrics } from "@drawbar/edge-agent/health/agent-metrics.ts";
import { readConfig } from "@drawbar/runtime/config/read-config.ts";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(path.join(root, name), "utf8");
const directory = mkdtempSync(path.join(tmpdir(), "drawbar-metrics-"));

let db: TestDatabase;
let cloud: RunningCloud | undefined;
/** Name to help text of every metric of our own. */
let metrics: ReadonlyMap<string, { readonly type: string; readonly help: string }>;

beforeAll(async () => {
  db = await testDatabase();
  const config = readConfig(cloudConfig, {
    env: {},
    overrides: {
      "http.port": 0,
      "operations.port": 0,
      "link.port": 0,
      "enrolment.port": 0,
      "database.appUrl": db.appUrl,
      "database.workerUrl": db.workerUrl,
      authorityDirectory: directory,
    },
  });
  cloud = await startCloud({ config, roles: new Set(["api", "link", "worker"] as const), log: createLogger({ process: "test", level: "error" }) });
  const exposed = await (await fetch(`http://127.0.0.1:${cloud?.ports.operations}/metrics`)).text();
  metrics = new Map([
    ...described(exposed),
    ...described(await textOf(new DepotMetrics({} as ConstructorParameters<typeof DepotMetrics>[0]).registry)), // never started, so nothing is asked of its parts
    ...described(await textOf(agentMetrics(() => []))),
  ]);
});

afterAll(async () => {
  await cloud?.stop({ deadlineMs: 15_000 });
  await db.dispose();
  rmSync(directory, { recursive: true });
});

const textOf = (registry: { metrics(): Promise<string> }): Promise<string> => registry.metrics();

/** Of Prometheus' text format, without the process' own figures, which prom-client describes. */
function described(text: string): readonly [string, { readonly type: string; readonly help: string }][] {
  return [...text.matchAll(/^# HELP (drawbar_\S+) (.*)\n# TYPE \S+ (\S+)$/gm)]
    .filter(([, name = ""]) => !/_(process|nodejs)_/.test(name))
    .map(([, name = "", help = "", type = ""]) => [name, { type, help }]);
}

function namesIn(text: string): readonly string[] {
  const names = [...text.matchAll(/\bdrawbar_[a-z0-9_]+/g)].map(([name]) => name);
  return [...new Set(names.map((name) => (metrics.has(name) ? name : name.replace(/_(bucket|count|sum)$/, ""))))];
}

describe("every metric", () => {
  it("is in docs/operations/metrics.md with its type and meaning, and nothing else is (vitest --update writes it anew)", async () => {
    const table = [...metrics].toSorted(([left], [right]) => left.localeCompare(right)).map(([name, { type, help }]) => `| \`${name}\` | ${type} | ${help} |`);
    const written = read("docs/operations/metrics.md");
    const head = written.slice(0, written.indexOf("|---|---|---|\n") + "|---|---|---|\n".length);
    await expect(`${head}${table.join("\n")}\n`).toMatchFileSnapshot(path.join(root, "docs/operations/metrics.md"));
  });

  it("that the alerts and the dashboard name exists", () => {
    for (const file of ["deploy/observability/alerts.yaml", "deploy/observability/grafana-dashboard.json"]) {
      const names = namesIn(read(file));
      expect(names.length).toBeGreaterThan(5);
      expect(names.filter((name) => !metrics.has(name))).toEqual([]);
    }
  });
});

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly action: string };
}

describe("every alert", () => {
  it("says what happened and what a person does about it", () => {
    const { groups } = parse(read("deploy/observability/alerts.yaml")) as { readonly groups: readonly { readonly rules: readonly Rule[] }[] }; // Prometheus' format
    const rules = groups.flatMap((group) => group.rules);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { expr, labels, annotations } of rules) {
      expect(expr).toMatch(/drawbar_/);
      expect(["page", "ticket"]).toContain(labels.severity);
      expect(annotations.summary).toMatch(/\.$/);
      expect(annotations.action).toMatch(/\.$/);
    }
  });

  it("that documents speak of is there", () => {
    const spoken = ["docs/operations/backup.md", "docs/operations/metrics.md"].flatMap((file) =>
      [...read(file).matchAll(/`(Drawbar[A-Z][A-Za-z]+)`/g)].map(([, name]) => name),
    );
    for (const name of spoken) expect(read("deploy/observability/alerts.yaml")).toContain(`alert: ${name}`);
    expect(spoken.length).toBeGreaterThan(0);
  });
});
