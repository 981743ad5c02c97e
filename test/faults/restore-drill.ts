/** RESTORE: the machine of headquarters is lost at once; what a backup and its log bring back, and what vehicles send again. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { drawbar, lastJson, RunningUp } from "../installation/command.ts";
import type { Drill, DrillContext, DrillOutcome } from "./drill.ts";
import { CloudTruth } from "./kill/cloud-truth.ts";
import { drain, endFleet, judge, sleep } from "./kill/judgement.ts";

const vehicles = 4;
/** Longer than the minute after which a started log file is closed, so that the loss is what it is on a common day. */
const loadMs = 100_000;
const loadMsLong = 20 * 60_000;
/** The chosen second lies this long before the last commit that is known. */
const backMs = 20_000;
const rpoMsMax = 5 * 60_000;

export const drills: readonly Drill[] = [
  { id: "RESTORE", title: "headquarters' machine lost: restore from backup and log to a chosen second, RPO and RTO, vehicles send the rest again", run },
];

interface RestoredLine {
  readonly lastCommitAt?: string;
  readonly files: number;
  readonly bytes: number;
  readonly elapsedMs: number;
}

async function run({ isLong, print }: DrillContext): Promise<DrillOutcome> {
  const folder = mkdtempSync(path.join(tmpdir(), "drawbar-restore-"));
  const [before, archive, latest, after] = ["before", "archive", "latest", "after"].map((name) => path.join(folder, name)) as [string, string, string, string]; // four names, four places
  process.env["DRAWBAR_SIMULATED_FLEET_SEGMENT_SPAN_MS"] = "500";
  let up: RunningUp | undefined;
  try {
    up = await RunningUp.start(before, ["--port", "0", "--vehicles", String(vehicles)]);
    await sleep(5_000);
    const made = lastJson<{ readonly files: number; readonly bytes: number; readonly elapsedMs: number }>(
      await drawbar(["backup", archive, "--data", before, "--json"], { timeoutMs: 300_000 }),
    );
    print(`backup under load: ${made.files} files, ${Math.round(made.bytes / 1e6)} MB in ${made.elapsedMs} ms`);
    await sleep(isLong ? loadMsLong : loadMs);
    const lostAt = Date.now();
    loseMachine(up, before);
    print("the machine is lost: launcher, cloud, depot, fleet and database killed at once");

    const newest = await restore(archive, latest, "latest");
    const rpoMs = lostAt - Date.parse(newest.lastCommitAt ?? "");
    print(`RPO ${(rpoMs / 1_000).toFixed(1)} s: the newest commit in the archive is that much older than the loss (must < ${rpoMsMax / 1_000} s)`);

    const chosen = new Date(Date.parse(newest.lastCommitAt ?? "") - backMs).toISOString();
    const startedAt = performance.now();
    const restored = await restore(archive, after, chosen);
    // In a fleet these are other machines, which were not lost.
    for (const name of ["depot", "fleet"]) cpSync(path.join(before, name), path.join(after, name), { recursive: true });
    up = await RunningUp.start(after, ["--port", "0"]);
    const rtoMs = performance.now() - startedAt;
    print(`restored to ${chosen}: last commit ${restored.lastCommitAt}, ${restored.files} files checked, ${restored.elapsedMs} ms`);
    print(`RTO ${(rtoMs / 1_000).toFixed(1)} s from the command to an installation that serves again`);
    const exact = Date.parse(restored.lastCommitAt ?? "") <= Date.parse(chosen);

    const truth = await CloudTruth.connect(after);
    print(`${(await truth.segments()).size} segments in the cloud when it is back`);
    await truth.close();
    await sleep(8_000);
    await endFleet(after);
    await drain(after, { isLong, print });
    const outcome = await judge(up, after, { isLong, print });
    return { ...outcome, must: "must<=0, RPO < 300 s, restored not beyond the chosen second", holds: outcome.holds && exact && rpoMs < rpoMsMax };
  } finally {
    delete process.env["DRAWBAR_SIMULATED_FLEET_SEGMENT_SPAN_MS"];
    await up?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function restore(archive: string, to: string, time: string): Promise<RestoredLine> {
  return lastJson<RestoredLine>(await drawbar(["restore", archive, "--to", time, "--data", to, "--json"], { timeoutMs: 300_000 }));
}

function loseMachine(up: RunningUp, data: string): void {
  const database = Number(readFileSync(path.join(data, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  for (const pid of [up.pid, ...Object.values(up.processes()), database]) process.kill(pid, "SIGKILL");
}
