/**
 * Programs that we did not write, from PyPI, to test against. They live in a virtual environment of the test cache,
 * made by whichever test first asks for it.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface PythonPeers {
  /** Absolute path of the interpreter that has them all. */
  readonly python: string;
}

const requirements = [
  "cantools==45.1.0",
  "python-can==4.6.1",
  "obd==0.7.3",
  "ELM327-emulator==4.0.0",
  "can-j1939==2.0.12",
  "udsoncan==1.26.1",
  "can-isotp==2.0.7",
  "schemathesis==4.32.5",
  "vin==0.6.2",
  // Installed with an environment until Python 3.11, and still imported by some of the above.
  "setuptools<81",
] as const;

const cache = path.resolve(import.meta.dirname, "../../node_modules/.cache/drawbar-peers");
/** Another version of a peer is another folder, so that checkouts of two commits can share a cache. */
const folder = path.join(cache, createHash("sha256").update(requirements.join("\n")).digest("hex").slice(0, 12));
/** Written last: a folder without it was left half made. */
const mark = path.join(folder, "drawbar-peers.txt");
const lock = `${folder}.lock`;
const installTimeoutMs = 5 * 60_000;
const lockPollMs = 250;

let asked: Promise<PythonPeers | undefined> | undefined;

/**
 * The interpreter with every peer installed. The first call on a machine takes about 40 s, so ask at the top of a test
 * file, where no time limit of a test runs, and hand the answer to `describe.skipIf`.
 *
 * @returns `undefined` where the peers cannot be had (no python3 with venv, no network); why is written to standard error.
 * @throws under `CI=true` instead: a run that tests nothing must not pass.
 */
export function pythonPeers(): Promise<PythonPeers | undefined> {
  asked ??= obtain();
  return asked;
}

async function obtain(): Promise<PythonPeers | undefined> {
  try {
    if (!existsSync(mark)) await makeOnce();
    return { python: path.join(folder, "bin/python") };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    if (process.env["CI"] === "true") throw new Error(`the Python peers are needed and cannot be had: ${why}`, { cause });
    process.stderr.write(`skipped: no Python peers to test against (${why}); install python3-venv and allow one download from PyPI\n`);
    return undefined;
  }
}

/** Test files run in several processes; one makes the environment and the others wait. */
async function makeOnce(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const giveUpAt = performance.now() + installTimeoutMs;
  while (!takeLock()) {
    if (performance.now() > giveUpAt) throw new Error(`another process has held ${lock} for too long; remove it`);
    await sleep(lockPollMs);
    if (existsSync(mark)) return;
  }
  try {
    if (!existsSync(mark)) await make();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock(): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause; // what fs throws
    removeAbandonedLock();
    return false;
  }
}

/** A test run that was killed leaves its lock behind. */
function removeAbandonedLock(): void {
  try {
    const holder = Number(readFileSync(lock, "utf8"));
    const isFresh = Date.now() - statSync(lock).mtimeMs < 5_000;
    if (isFresh || (holder > 0 && existsSync(`/proc/${holder}`))) return;
    rmSync(lock, { force: true });
  } catch {
    // Its holder finished in between.
  }
}

async function make(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await run("python3", ["-m", "venv", folder]);
  const python = path.join(folder, "bin/python");
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--retries", "1", ...requirements]);
  writeFileSync(mark, `${requirements.join("\n")}\n`);
}

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], timeout: installTimeoutMs, killSignal: "SIGKILL" });
    let said = "";
    const keep = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-2_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (cause: NodeJS.ErrnoException) => reject(cause.code === "ENOENT" ? new Error(`${program} is not installed`) : cause));
    child.on("close", (status, signal) => {
      if (status === 0) return resolve();
      const lastLine = said.trim().split("\n").at(-1) ?? "";
      reject(new Error(`${program} ${args.slice(0, 3).join(" ")} ended with ${signal ?? `status ${status}`}: ${lastLine}`));
    });
  });
}
