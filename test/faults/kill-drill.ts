/** R1: the three processes are killed at random while data flows; nothing acknowledged may be lost or doubled. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { RunningUp } from "../installation/command.ts";
import type { Drill, DrillContext, DrillOutcome } from "./drill.ts";
import { installationOf } from "./kill/cloud-truth.ts";
import { ask, drain, endFleet, fleetPort, judge, resumedAfter, sleep, until } from "./kill/judgement.ts";

const vehicles = 6;
const kills = 54;
const killsLong = 300;
const victims = ["cloud", "depot", "simulated-fleet"] as const;
/** Longest that a killed process may take until it is ready again. */
const readyMs = 30_000;

export const drills: readonly Drill[] = [{ id: "R1", title: "kill -9 of cloud, depot and vehicles at random: acknowledged samples lost or doubled", run }];

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
