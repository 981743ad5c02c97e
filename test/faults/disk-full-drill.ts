/**
 * DISK-CLOUD: the disk of the database is filled up under load and freed again. The API must say so, nothing that was
 * acknowledged may be lost, and everything must go on by itself.
 *
 * As root, since the database's folder is put on a small disk in memory.
 */
import { execFile } from "node:child_process";
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { RunningUp } from "../installation/command.ts";
import type { Drill, DrillContext, DrillOutcome } from "./drill.ts";
import { CloudStage } from "./kill/cloud-stage.ts";
import { CloudTruth } from "./kill/cloud-truth.ts";
import { sleep, until } from "./kill/judgement.ts";

const run = promisify(execFile);
const diskMb = 448;
const fullMs = 60_000;
const fullMsLong = 600_000;
const promiseMs = 120_000;

export const drills: readonly Drill[] = [
  {
    id: "DISK-CLOUD",
    title: "the database's disk full under load, then freed: what the API says, writes, events and samples lost; recovery times",
    run: drill,
  },
];

async function drill(context: DrillContext): Promise<DrillOutcome> {
  if (process.getuid?.() !== 0) throw new Error("a disk in memory can be mounted by root only");
  const stage = await CloudStage.set({
    prepare: async (data) => {
      await putOnSmallDisk(data);
      return async () => void (await run("umount", [path.join(data, "postgres")]));
    },
  });
  try {
    await until(() => stage.effects.told.size > 10 && stage.marks.firstAfter(0) !== undefined, promiseMs, "nothing flowed");
    const before = processesOf(stage);
    const wrong = await fillAndFree(stage, context);
    const restarted = processesOf(stage) === before ? 0 : 1;
    if (restarted > 0) context.print("a process of the cloud was started again");
    const value = (await stage.end(context)) + wrong + restarted;
    return { value, unit: "writes, events or samples lost, doubled or unaccounted for, or promises not kept", must: "must<=0", holds: value === 0 };
  } finally {
    await stage.clear();
  }
}

/** @returns how many of the things that people rely on were not so. */
async function fillAndFree(stage: CloudStage, { print, isLong }: DrillContext): Promise<number> {
  const ballast = path.join(stage.data, "postgres/ballast");
  const filledAt = performance.now();
  print(`disk of ${diskMb} MB filled with ${Math.round(fill(ballast) / 1e6)} MB`);
  const forMs = isLong ? fullMsLong : fullMs;
  const readiness = new Set<string>();
  let hasEnded = false;
  for (let elapsedMs = 0; elapsedMs < forMs; elapsedMs = performance.now() - filledAt) {
    fill(ballast); // what the server gives back is taken, too
    // First tables find no room and the server goes on; then its log finds none, and a server without a log ends.
    if (elapsedMs > forMs / 2 && !hasEnded) hasEnded = await endsForLackOfLog(stage);
    for (const [role, port] of operationsOf(stage)) readiness.add(`${role}: ${await readinessAt(port)}`);
    await sleep(500);
  }
  print(hasEnded ? "the server ended for lack of room for its log" : "the server never ended");
  const refused = [...stage.load.refused.keys()];
  const unlike = refused.filter((refusal) => !refusal.startsWith("503 DATABASE_"));
  for (const [refusal, detail] of stage.load.details) print(`${stage.load.refused.get(refusal)} x ${refusal}: ${detail}`);
  const roles = operationsOf(stage).map(([role]) => role);
  const silent = roles.filter((role) => ![...readiness].some((said) => said.startsWith(`${role}: `) && /full|no room|No space/i.test(said)));
  for (const said of readiness) if (!said.endsWith(": ready")) print(`/readyz of ${said}`);
  if (unlike.length > 0) print(`answered otherwise than with 503 and a next step: ${unlike.join(", ")}`);
  if (silent.length > 0) print(`/readyz never spoke of the disk: ${silent.join(", ")}`);

  rmSync(ballast);
  const freedAt = performance.now();
  const since = (at: number | undefined) => Math.round((at ?? 0) - freedAt);
  const write = () => stage.load.acknowledged.find(({ sentAt }) => sentAt > freedAt);
  await until(() => write() !== undefined, promiseMs, "no write was acknowledged");
  await until(() => stage.marks.firstAfter(freedAt) !== undefined, promiseMs * 3, "nothing became durable");
  const told = () => stage.effects.told.get(write()?.callSign ?? "")?.firstAt;
  await until(() => told() !== undefined, promiseMs, "no event was delivered");
  const isReady = async () => (await Promise.all(operationsOf(stage).map(async ([, port]) => readinessAt(port)))).every((said) => said === "ready");
  await until(isReady, promiseMs, "a process was not ready");
  print(
    `${forMs / 1_000} s full, then freed: first write acknowledged after ${since(write()?.acknowledgedAt)} ms, durable mark ${since(stage.marks.firstAfter(freedAt))} ms, event ${since(told())} ms, all processes ready by ${since(performance.now())} ms`,
  );
  return unlike.length + silent.length + (refused.length === 0 ? 1 : 0);
}

/** @returns whether the server has gone. */
async function endsForLackOfLog({ data }: CloudStage): Promise<boolean> {
  try {
    const truth = await CloudTruth.connect(data);
    try {
      await truth.switchLog();
    } finally {
      await truth.close().catch(() => undefined);
    }
    return false;
  } catch {
    return true;
  }
}

/** An installation's first start, so that there is a database to move. */
async function putOnSmallDisk(data: string): Promise<void> {
  const first = await RunningUp.start(data, ["--port", "0", "--no-fleet"]);
  await first.stop();
  const folder = path.join(data, "postgres");
  const aside = `${folder}.aside`;
  const { uid, gid, mode } = statSync(folder);
  renameSync(folder, aside);
  mkdirSync(folder);
  await run("mount", ["-t", "tmpfs", "-o", `size=${diskMb}m,uid=${uid},gid=${gid},mode=${(mode & 0o777).toString(8)}`, "tmpfs", folder]);
  await run("cp", ["-a", `${aside}/.`, folder]);
  rmSync(aside, { recursive: true });
}

/** @returns bytes that found room. */
function fill(file: string): number {
  const handle = openSync(file, "a");
  let bytes = 0;
  try {
    for (const size of [1 << 20, 1 << 12]) {
      const block = Buffer.alloc(size, 1);
      try {
        for (;;) bytes += writeSync(handle, block);
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      }
    }
  } finally {
    closeSync(handle);
  }
  return bytes;
}

function operationsOf({ ports, extra }: CloudStage): readonly (readonly [string, number])[] {
  return [["cloud", ports.cloudOperations], ...Object.entries(extra).map(([role, { ports: own }]) => [role, own.operations] as const)];
}

function processesOf({ up, extra }: CloudStage): string {
  return JSON.stringify([up.processes()["cloud"], ...Object.values(extra).map(({ pid }) => pid)]);
}

async function readinessAt(port: number): Promise<string> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
    const { why = "" } = (await response.json()) as { readonly why?: string }; // the operations port
    // Which file it was matters to nobody here.
    return response.ok ? "ready" : why.replaceAll(/"base[^"]*"/g, "a file").replaceAll(/127\.0\.0\.1:\d+/g, "the database");
  } catch {
    return "does not answer";
  }
}
