/** R1: the three processes are killed at random while data flows; nothing acknowledged may be lost or doubled. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { drawbar, lastJson, RunningUp, startCommand } from "../installation/command.ts";
import type { Drill, DrillContext, DrillOutcome } from "./drill.ts";
import { CloudTruth, installationOf } from "./kill/cloud-truth.ts";
import { producedOf, recordsOf } from "./kill/holder-truth.ts";

const vehicles = 6;
const kills = 54;
const killsLong = 300;
const victims = ["cloud", "depot", "simulated-fleet"] as const;
/** Longest that a killed process may take until it is ready again. */
const readyMs = 30_000;
const drainMs = 120_000;

export const drills: readonly Drill[] = [{ id: "R1", title: "kill -9 of cloud, depot and vehicles at random: acknowledged samples lost or doubled", run }];

interface StreamAccount {
  readonly stream: string;
  readonly produced: number;
  readonly received: number;
  readonly lost: number;
  readonly entrusted: number;
  readonly open: number;
}

async function run(context: DrillContext): Promise<DrillOutcome> {
  const data = mkdtempSync(path.join(tmpdir(), "drawbar-r1-"));
  // Short segments, so that at every moment something is on its way.
  process.env["DRAWBAR_SIMULATED_FLEET_SEGMENT_SPAN_MS"] = "500";
  const up = await RunningUp.start(data, ["--port", "0", "--vehicles", String(vehicles)]);
  try {
    const seed = Number(process.env["DRILL_SEED"] ?? Math.floor(Math.random() * 1e6));
    context.print(`${vehicles} vehicles, seed ${seed} (DRILL_SEED repeats it)`);
    await killAtRandom(up, new SeededRandom(seed), context);
    await endFleet(data);
    await drain(data, context);
    return await judge(up, data, context);
  } finally {
    delete process.env["DRAWBAR_SIMULATED_FLEET_SEGMENT_SPAN_MS"];
    await up.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function killAtRandom(up: RunningUp, random: SeededRandom, { isLong, print }: DrillContext): Promise<void> {
  const resumedMs: number[] = [];
  for (let kill = 1; kill <= (isLong ? killsLong : kills); kill += 1) {
    await sleep(300 + random.below(2_000));
    const victim = random.pick(victims) ?? "cloud";
    const pid = up.processes()[victim];
    if (pid === undefined) throw new Error(`${victim} is not running`);
    process.kill(pid, "SIGKILL");
    await until(() => isReadyAgain(up, victim, pid), readyMs, `${victim} was not ready again`);
    const resumed = victim === "simulated-fleet" ? undefined : await resumedAfter(up.data);
    if (resumed !== undefined) resumedMs.push(resumed);
    print(`kill ${kill}: ${victim}${resumed === undefined ? "" : `, first new durable mark ${Math.round(resumed)} ms after it was ready`}`);
  }
  const sorted = resumedMs.toSorted((left, right) => left - right);
  print(
    `first new durable mark after a restart: median ${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)} ms, longest ${Math.round(sorted.at(-1) ?? 0)} ms (must <= 1 000)`,
  );
}

async function isReadyAgain(up: RunningUp, victim: (typeof victims)[number], pid: number): Promise<boolean> {
  const now = up.processes()[victim];
  if (now === undefined || now === pid) return false;
  const { ports } = installationOf(up.data);
  const port = victim === "cloud" ? ports.cloudOperations : victim === "depot" ? ports.depotOperations : fleetPort(up.data);
  return (await ask(port, "/readyz")) !== undefined;
}

/** Milliseconds until any vehicle hears of something newly stored or secured. */
async function resumedAfter(data: string): Promise<number> {
  const before = await securedOrStored(data);
  const startedAt = performance.now();
  await until(async () => (await securedOrStored(data)) > before, 20_000, "nothing was acknowledged again");
  return performance.now() - startedAt;
}

async function securedOrStored(data: string): Promise<number> {
  const report = (await ask(fleetPort(data), "/healthz")) as
    | { readonly vehicles: readonly { readonly report: { readonly outbox?: { readonly secured: number } } }[] }
    | undefined; // docs: the fleet's own report
  return report?.vehicles.reduce((sum, vehicle) => sum + (vehicle.report.outbox?.secured ?? 0), 0) ?? 0;
}

/** As "drawbar demo remove" ends it: cleanly, with nothing removed. */
async function endFleet(data: string): Promise<void> {
  const control = path.join(data, "fleet", "control");
  writeFileSync(control, "stop\n");
  await until(() => !readdirSync(path.join(data, "fleet")).includes("control"), readyMs, "the fleet did not stop");
}

/** Every vehicle's agent once more, without a bus, until its outbox is empty. */
async function drain(data: string, { print }: DrillContext): Promise<void> {
  for (const vehicle of vehicleFolders(data)) {
    const config = path.join(vehicle, "drain.yaml");
    writeFileSync(
      config,
      stringify({
        identityDirectory: path.join(vehicle, "identity"),
        outbox: { file: path.join(vehicle, "outbox.sqlite") },
        hubs: [`localhost:${installationOf(data).ports.depotLink}`],
        buses: [],
        health: { port: 0 },
        logLevel: "info",
      }),
    );
    const agent = startCommand(["edge", "--config", config]);
    try {
      const port = await agent.said(/"port":(\d+).*"operations port is open"/);
      await until(async () => unsecuredOf(await ask(Number(port), "/healthz")) === 0, drainMs, `${path.basename(vehicle)} did not drain`);
    } finally {
      await agent.stop();
    }
  }
  print("all outboxes are drained");
}

function unsecuredOf(report: unknown): number {
  const { agents } = (report ?? { agents: [] }) as { readonly agents: readonly { readonly outbox?: { readonly unsecuredRecords: number } }[] }; // the process' own report
  return agents[0]?.outbox?.unsecuredRecords ?? -1;
}

async function judge(up: RunningUp, data: string, { print }: DrillContext): Promise<DrillOutcome> {
  const truth = await CloudTruth.connect(data);
  const { token } = lastJson<{ readonly token: string }>(await drawbar(["token", "--data", data, "--json"]));
  const segments = await truth.segments();
  let lost = 0;
  let doubled = 0;
  for (const { copies, samples } of segments.values()) if (copies > 1) doubled += samples;

  let acknowledged = 0;
  const produced = new Map<string, number>();
  for (const file of vehicleFolders(data).map((folder) => path.join(folder, "outbox.sqlite"))) {
    for (const record of recordsOf(file)) {
      if (!record.isSegment || !record.isSecured) continue;
      acknowledged += record.samples;
      const stored = segments.get(record.name);
      if (stored?.checksum !== record.checksum) lost += record.samples;
    }
    for (const [stream, count] of producedOf(file)) produced.set(stream, count);
  }

  let unbalanced = 0;
  let unexplained = 0;
  let received = 0;
  for (const source of await truth.sources()) {
    const response = await fetch(`${up.ready.api}/sources/${source}/account`, { headers: { authorization: `Bearer ${token}` } });
    const { streams } = (await response.json()) as { readonly streams: readonly StreamAccount[] }; // the OpenAPI document
    for (const account of streams) {
      received += account.received;
      if (account.received + account.lost + account.entrusted + account.open !== account.produced) unbalanced += 1;
      unexplained += account.open + account.lost + account.entrusted;
      const said = produced.get(account.stream);
      if (said !== undefined && said !== account.produced) unbalanced += 1;
    }
  }
  await truth.close();
  const stored = [...segments.values()].reduce((sum, { samples }) => sum + samples, 0);
  print(`acknowledged ${acknowledged} samples; lost ${lost}, doubled ${doubled}`);
  print(`in the cloud ${stored}, counted as received ${received}; open, lost or entrusted ${unexplained}; streams that do not add up ${unbalanced}`);
  const value = lost + doubled + unbalanced + unexplained + Math.abs(stored - received);
  return { value, unit: "samples lost, doubled or unaccounted for", must: "must<=0", holds: value === 0 && acknowledged > 0 };
}

function vehicleFolders(data: string): readonly string[] {
  const fleet = path.join(data, "fleet");
  return readdirSync(fleet, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(fleet, entry.name));
}

function fleetPort(data: string): number {
  const { health } = parse(readFileSync(path.join(data, "fleet", "fleet.yaml"), "utf8")) as { readonly health: { readonly port: number } }; // written by "drawbar up"
  return health.port;
}

async function ask(port: number, where: string): Promise<unknown> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${where}`, { signal: AbortSignal.timeout(1_000) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

async function until(condition: () => boolean | Promise<boolean>, timeoutMs: number, complaint: string): Promise<void> {
  const endsAt = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > endsAt) throw new Error(`${complaint} within ${timeoutMs / 1_000} s`);
    await sleep(20);
  }
}

function sleep(elapsedMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, elapsedMs));
}
