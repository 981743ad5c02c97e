/** What is known of a PostgreSQL server from outside: its pid file, and whether a process is what the file says. */
import { readFile, rm } from "node:fs/promises";
import path from "node:path";

/** Lines of postmaster.pid (PostgreSQL 18, src/include/utils/pidfile.h). */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

export async function readPostmasterFile(directory: string): Promise<PostmasterFile | undefined> {
  let text: string;
  try {
    text = await readFile(path.join(directory, "postmaster.pid"), "utf8");
  } catch {
    return undefined;
  }
  const lines = text.split("\n");
  const pid = Math.abs(Number(lines[0]));
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === "ready" } : undefined;
}

/**
 * Deals with what a start that was killed left behind: a server that still runs is stopped in order, and a pid file
 * whose number now belongs to another program is removed. PostgreSQL itself would refuse to start because of it.
 */
export async function clearLeftovers(directory: string, options: { readonly stopTimeoutMs: number }): Promise<void> {
  const file = await readPostmasterFile(directory);
  if (file === undefined || !isAlive(file.pid)) return;
  if (await runsIn(file.pid, directory)) await stopProcess(file.pid, options.stopTimeoutMs);
  else await rm(path.join(directory, "postmaster.pid"), { force: true });
}

/** Fast shutdown (SIGINT), and at the deadline an immediate one (SIGQUIT), from which the server recovers at its next start. */
export async function stopProcess(pid: number, timeoutMs: number): Promise<void> {
  for (const [signal, waitMs] of [
    ["SIGINT", timeoutMs],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ] as const) {
    if (!signalProcess(pid, signal)) return;
    const until = performance.now() + waitMs;
    while (performance.now() < until) {
      if (!isAlive(pid)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another account is alive, too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The command line is readable whoever the process belongs to. Where there is no /proc, the pid file is believed. */
async function runsIn(pid: number, directory: string): Promise<boolean> {
  if (process.platform !== "linux") return true;
  try {
    const words = (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0");
    return words.some((word) => path.basename(word) === "postgres") && words.includes(directory);
  } catch {
    return false;
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
