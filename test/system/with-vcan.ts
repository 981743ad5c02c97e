/** Programs on real SocketCAN, without CAN hardware and without a kernel that has it: inside User-Mode Linux. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export interface VcanRun {
  /** The program's own; 124 when it took too long, 125 when the guest did not even report. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface VcanOptions {
  /** For the program, without the two to three seconds that the guest takes. */
  readonly timeoutMs: number;
  /** Folders that the program may write; the rest of the machine it only sees. */
  readonly writable?: readonly string[];
  /** Interfaces `vcan0`, `vcan1`, ...; by default 2. */
  readonly buses?: number;
  readonly env?: Readonly<Record<string, string>>;
}

const script = path.join(import.meta.dirname, "with-vcan.sh");
const programs = [
  { program: "linux.uml", package: "user-mode-linux" },
  { program: "candump", package: "can-utils" },
  { program: "insmod", package: "kmod" },
  { program: "ip", package: "iproute2" },
];

/**
 * @returns what has to be installed before `runUnderVcan` can work, as a reason for skipping; `undefined` when all is here.
 * @throws under `CI=true` instead of returning a reason: a run that tests nothing must not pass.
 */
export function vcanMissing(): string | undefined {
  const missing = programs.filter(({ program }) => spawnSync("sh", ["-c", `PATH="$PATH:/usr/sbin:/sbin" command -v ${program}`]).status !== 0);
  if (missing.length === 0) return undefined;
  const reason = `SocketCAN tests need the Debian packages ${missing.map((entry) => entry.package).join(", ")}`;
  if (process.env["CI"] === "true") throw new Error(reason);
  return reason;
}

/**
 * Runs a program in a guest of its own, with the caller's files (read-only), environment and working directory.
 * Nothing of it is left behind, also when this process is killed.
 */
export async function runUnderVcan(command: readonly string[], options: VcanOptions): Promise<VcanRun> {
  const { timeoutMs, writable = [], buses = 2, env = {} } = options;
  const flags = ["-t", String(Math.ceil(timeoutMs / 1_000)), "-b", String(buses), ...writable.flatMap((folder) => ["-w", folder])];
  const child = spawn(script, [...flags, "--", ...command], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) child[name].setEncoding("utf8").on("data", (text: string) => (output[name] += text));
  const [status] = (await once(child, "close")) as [number | null]; // ChildProcess 'close': code, signal
  return { status, ...output };
}
