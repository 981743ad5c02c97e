/** The command `drawbar` as a person runs it: a process of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

export const program = path.resolve(import.meta.dirname, "../../deploy/launcher/bin/drawbar.js");

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end; killed, and reported as such, after `timeoutMs`. */
export function drawbar(args: readonly string[], options: { readonly timeoutMs?: number; readonly env?: NodeJS.ProcessEnv } = {}): Promise<CommandResult> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...options.env } });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (bytes: Buffer) => stdout.push(bytes));
  child.stderr.on("data", (bytes: Buffer) => stderr.push(bytes));
  const timer = setTimeout(() => child.kill("SIGKILL"), options.timeoutMs ?? 60_000);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => {
      clearTimeout(timer);
      resolve({ status, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") });
    });
  });
}

/** The last line of a `--json` command. */
export function lastJson<Value>(result: CommandResult): Value {
  const line = result.stdout.trimEnd().split("\n").at(-1) ?? "";
  if (result.status !== 0) throw new Error(`status ${result.status}: ${result.stderr}`);
  return JSON.parse(line) as Value; // the shape is docs/cli.md's
}

/** What `drawbar up --json` prints. */
export interface ReadyLine {
  readonly ready: true;
  readonly console: string;
  readonly signInLink: string;
  readonly api: string;
  readonly email: string;
  readonly initialPassword?: string;
  readonly root?: string;
}

/** A running `drawbar up`. */
export class RunningUp {
  readonly data: string;
  readonly ready: ReadyLine;
  readonly startedMs: number;
  readonly #child: ChildProcess;

  private constructor(data: string, ready: ReadyLine, startedMs: number, child: ChildProcess) {
    this.data = data;
    this.ready = ready;
    this.startedMs = startedMs;
    this.#child = child;
  }

  static async start(data: string, args: readonly string[] = [], timeoutMs = 120_000): Promise<RunningUp> {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [program, "up", "--json", "--data", data, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stderr.on("data", (bytes: Buffer) => (said = (said + bytes.toString("utf8")).slice(-8_000)));
    const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        if (line.startsWith("{")) return new RunningUp(data, JSON.parse(line) as ReadyLine, performance.now() - startedAt, child); // docs/cli.md
      }
    } finally {
      clearTimeout(timer);
    }
    throw new Error(`drawbar up ended before it was ready:\n${said}`);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Process ids of what it started, by name: cloud, depot, fleet. */
  processes(): Readonly<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const parent = / \d+ \(.*\) \S (\d+) /.exec(` ${readFileSync(`/proc/${entry}/stat`, "utf8")}`)?.[1];
        if (Number(parent) !== this.pid) continue;
        const words = readFileSync(`/proc/${entry}/cmdline`, "utf8").split("\0");
        const name = words[words.findIndex((word) => word.endsWith("drawbar.js")) + 1];
        if (words.some((word) => word.endsWith("drawbar.js")) && name !== undefined) found[name] = Number(entry);
      } catch {
        // it ended while we looked
      }
    }
    return found;
  }

  /** As Ctrl-C does. @returns the exit status. */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const ended = new Promise<number | null>((resolve) => this.#child.once("exit", (status) => resolve(status)));
    this.#child.kill("SIGINT");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 40_000);
    const status = await ended;
    clearTimeout(timer);
    return status;
  }
}

/** A command that goes on until it is stopped. */
export interface GoingCommand {
  readonly pid: number;
  /** Everything that it wrote so far. */
  output(): string;
  /** @returns the first group of the first match in its output, once it was written. */
  said(pattern: RegExp): Promise<string>;
  /** As SIGTERM does. @returns the exit status. */
  stop(): Promise<number | null>;
}

const saidMs = 30_000;

export function startCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}): GoingCommand {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (output += bytes.toString("utf8")));
  const ended = new Promise<number | null>((resolve) => child.once("exit", (status) => resolve(status)));
  return {
    pid: child.pid ?? 0,
    output: () => output,
    said: async (pattern) => {
      const endsAt = performance.now() + saidMs;
      for (;;) {
        const match = pattern.exec(output);
        if (match !== null) return match[1] ?? match[0];
        if (child.exitCode !== null || performance.now() > endsAt)
          throw new Error(`drawbar ${args.join(" ")} did not say ${pattern}:\n${output.slice(-2_000)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    stop: async () => {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
      const status = await ended;
      clearTimeout(timer);
      return status;
    },
  };
}
