/** R1-CLOUD: the embedded PostgreSQL and every role of the cloud are killed under load; every acknowledged write must be there once. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { drawbar, lastJson, RunningUp, startCommand, type GoingCommand } from "../installation/command.ts";
import type { Drill, DrillContext, DrillOutcome } from "./drill.ts";
import { CloudTruth, installationOf } from "./kill/cloud-truth.ts";
import { ask, drain, endFleet, judge, resumedAfter, sleep, until } from "./kill/judgement.ts";
import { WriteLoad } from "./kill/write-load.ts";

const vehicles = 4;
const kills = 24;
const killsLong = 200;
const readyMs = 60_000;
/** The database with all that runs on it, the process with all three roles, and a second process of each role that can be alone. */
const victims = ["postgres", "cloud", "api", "worker"] as const;
type Victim = (typeof victims)[number];

export const drills: readonly Drill[] = [
  { id: "R1-CLOUD", title: "kill -9 of PostgreSQL and of the cloud's roles under load: acknowledged writes lost or doubled, recovery times", run },
];

async function run(context: DrillContext): Promise<DrillOutcome> {
  const { print } = context;
  const data = mkdtempSync(path.join(tmpdir(), "drawbar-r1-cloud-"));
  process.env["DRAWBAR_SIMULATED_FLEET_SEGMENT_SPAN_MS"] = "500";
  const up = await RunningUp.start(data, ["--port", "0", "--vehicles", String(vehicles)]);
  const extra = { api: await ExtraRole.start(data, "api"), worker: await ExtraRole.start(data, "worker") };
  try {
    const seed = Number(process.env["DRILL_SEED"] ?? Math.floor(Math.random() * 1e6));
    const { token } = lastJson<{ readonly token: string }>(await drawbar(["token", "--data", data, "--scope", "write", "--json"]));
    const load = new WriteLoad({ apis: [up.ready.api, extra.api.address], token });
    print(`${vehicles} vehicles, two api processes that are written to, two workers, seed ${seed} (DRILL_SEED repeats it)`);
    load.start();
    await killAtRandom(up, extra, new SeededRandom(seed), context);
    const acknowledged = await load.stop();
    await endFleet(data);
    await drain(data, context);
    const outcome = await judge(up, data, context);
    const truth = await CloudTruth.connect(data);
    const counted = await truth.vehicles();
    await truth.close();
    const wrong = acknowledged.filter((callSign) => counted.get(callSign) !== 1).length;
    print(`api: ${acknowledged.length} writes acknowledged, ${load.refused} not; of the acknowledged ${wrong} are not there exactly once`);
    const value = outcome.value + wrong;
    return {
      value,
      unit: "samples or writes lost, doubled or unaccounted for",
      must: "must<=0",
      holds: outcome.holds && wrong === 0 && acknowledged.length > 0,
    };
  } finally {
    delete process.env["DRAWBAR_SIMULATED_FLEET_SEGMENT_SPAN_MS"];
    await extra.api.stop();
    await extra.worker.stop();
    await up.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function killAtRandom(
  up: RunningUp,
  extra: Readonly<Record<"api" | "worker", ExtraRole>>,
  random: SeededRandom,
  { isLong, print }: DrillContext,
): Promise<void> {
  const times = new Map<Victim, number[]>(victims.map((victim) => [victim, []]));
  const total = isLong ? killsLong : kills;
  for (let kill = 1; kill <= total; kill += 1) {
    await sleep(300 + random.below(1_500));
    // In turn, so that each is killed equally often; when is left to chance.
    const victim = victims[kill % victims.length] ?? "postgres";
    const killedAt = performance.now();
    if (victim === "api" || victim === "worker") await extra[victim].killAndRestart();
    else {
      const pid = victim === "cloud" ? up.processes()["cloud"] : databasePid(up.data);
      if (pid === undefined) throw new Error(`${victim} is not running`);
      process.kill(pid, "SIGKILL");
      await until(() => isBack(up, victim, pid), readyMs, `${victim} was not back`);
    }
    const readyAfterMs = performance.now() - killedAt;
    times.get(victim)?.push(readyAfterMs);
    const resumedMs = await resumedAfter(up.data);
    print(`kill ${kill}: ${victim} ready after ${Math.round(readyAfterMs)} ms, next durable mark ${Math.round(resumedMs)} ms later`);
  }
  for (const [victim, all] of times) {
    const sorted = all.toSorted((left, right) => left - right);
    print(
      `${victim}: ${sorted.length} kills, ready again after ${Math.round(sorted[sorted.length >> 1] ?? 0)} ms (median), ${Math.round(sorted.at(-1) ?? 0)} ms (longest)`,
    );
  }
}

async function isBack(up: RunningUp, victim: Victim, before: number): Promise<boolean> {
  const now = victim === "cloud" ? up.processes()["cloud"] : databasePid(up.data);
  if (now === undefined || now === before) return false;
  return (await ask(installationOf(up.data).ports.cloudOperations, "/readyz")) !== undefined && (await answers(up.data));
}

async function answers(data: string): Promise<boolean> {
  try {
    const truth = await CloudTruth.connect(data);
    await truth.close();
    return true;
  } catch {
    return false;
  }
}

function databasePid(data: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.join(data, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** A role beside those of the installation, in a process of its own. */
class ExtraRole {
  readonly address: string;
  readonly #args: readonly string[];
  readonly #operations: number;
  #process: GoingCommand;

  private constructor(args: readonly string[], ports: { readonly http: number; readonly operations: number }) {
    this.#args = args;
    this.#operations = ports.operations;
    this.address = `http://localhost:${ports.http}/api/v1`;
    this.#process = startCommand(args);
  }

  static async start(data: string, role: "api" | "worker"): Promise<ExtraRole> {
    const settings = parse(readFileSync(path.join(data, "cloud/cloud.yaml"), "utf8")) as { http: object; operations: object }; // written by "drawbar up"
    const ports = { http: await freePort(), operations: await freePort() };
    const file = path.join(data, "cloud", `${role}.yaml`);
    writeFileSync(
      file,
      stringify({ ...settings, http: { ...settings.http, port: ports.http }, operations: { ...settings.operations, port: ports.operations } }),
      {
        mode: 0o600,
      },
    );
    const started = new ExtraRole(["cloud", role, "--config", file], ports);
    await started.#untilReady();
    return started;
  }

  async killAndRestart(): Promise<void> {
    process.kill(this.#process.pid, "SIGKILL");
    await this.#process.stop();
    this.#process = startCommand(this.#args);
    await this.#untilReady();
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }

  #untilReady(): Promise<void> {
    return until(async () => (await ask(this.#operations, "/readyz")) !== undefined, readyMs, `${this.#args[1]} was not ready`);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
