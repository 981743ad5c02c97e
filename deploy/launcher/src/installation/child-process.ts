/** One of the installation's processes: started, watched, started again when it dies, stopped with a deadline. */
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import { failLauncher } from "../launcher-errors.ts";
import { ProcessLog } from "./process-log.ts";
import { supervisedVariable } from "./supervised.ts";

const program = fileURLToPath(new URL("../../bin/drawbar.js", import.meta.url));

export interface ChildOptions {
  readonly name: string;
  /** Arguments of `drawbar`, such as `["depot", "--config", file]`. */
  readonly args: readonly string[];
  readonly logFile: string;
  /** Resolves when the process does its work; polled until `readyMs`. */
  readonly isReady: () => Promise<boolean>;
  readonly readyMs: number;
  readonly stopMs: number;
  readonly onRestart: (text: string) => void;
}

const pollMs = 50;
/**
 * Arenas of glibc's allocator. Buffers cross between threads here, and with the usual eight a core each arena keeps its own
 * holes: fifty vehicles grew by 4 MB a minute, with two arenas the floor stays where it is.
 */
const mallocArenas = 2;
/**
 * Megabytes of V8's young generation, twice, from the start. By itself it goes up to 64 under the garbage of a busy link
 * and down again when that is over: the cloud of fifty vehicles swung between 170 and 300 MB with 35 MB alive; and one
 * that may grow takes a quarter of an hour to do so where little is going on.
 */
const semiSpaceMb = 8;
/**
 * Megabytes of the old generation. Far more than any of them needs; but V8 lets garbage pile up to a multiple of what is
 * alive, four times with the gigabytes that it would take by itself and 1.6 times with this bound.
 */
const oldSpaceMb = 1_024;
const restartMsMin = 100;
const restartMsMax = 10_000;
const soundAfterMs = 3_000;
/** Characters of a process's last words that an error quotes. */
const lastWordsMax = 600;

export class SupervisedChild implements Part {
  readonly name: string;
  readonly #options: ChildOptions;
  #isUp = false;
  #child: ChildProcess | undefined;
  #log: ProcessLog | undefined;
  #lastWords = "";
  #isStopping = false;
  #restartMs = restartMsMin;
  #startedAt = 0;
  #restartTimer: NodeJS.Timeout | undefined;

  constructor(options: ChildOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** The process id, for those who measure it. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** @throws DrawbarError `CHILD_FAILED` when it ends, or is not ready in time. */
  async start(): Promise<void> {
    this.#log = new ProcessLog(this.#options.logFile);
    this.#spawn();
    const endsAt = performance.now() + this.#options.readyMs;
    while (!(await this.#options.isReady())) {
      if (this.#child === undefined) throw failLauncher("CHILD_FAILED", `${this.name} ended at once: ${this.#quote()}`);
      if (performance.now() > endsAt) {
        await this.stop();
        throw failLauncher("CHILD_FAILED", `${this.name} was not ready after ${this.#options.readyMs / 1_000} s; its log is ${this.#options.logFile}`);
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    this.#isUp = true;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (child !== undefined) {
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), this.#options.stopMs);
      await ended;
      clearTimeout(timer);
    }
    this.#log?.end();
  }

  #spawn(): void {
    // A group of its own: Ctrl-C on the terminal reaches only us, and we stop the parts in order. Its standard input
    // ends with us, however we end, and then it stops by itself (see `stopWithSupervisor`).
    const child = spawn(
      process.execPath,
      [`--min-semi-space-size=${semiSpaceMb}`, `--max-semi-space-size=${semiSpaceMb}`, `--max-old-space-size=${oldSpaceMb}`, program, ...this.#options.args],
      {
        stdio: ["pipe", "pipe", "pipe"],
        detached: true,
        env: { MALLOC_ARENA_MAX: String(mallocArenas), ...process.env, [supervisedVariable]: "1" },
      },
    );
    this.#child = child;
    this.#startedAt = performance.now();
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (bytes: Buffer) => {
        this.#log?.write(bytes);
        this.#lastWords = (this.#lastWords + bytes.toString("utf8")).slice(-lastWordsMax);
      });
    }
    child.once("exit", (status, signal) => this.#ended(status, signal));
  }

  #ended(status: number | null, signal: NodeJS.Signals | null): void {
    this.#child = undefined;
    if (this.#isStopping || !this.#isUp) return;
    // One that worked for a while is started again at once; one that cannot even start is left more and more time.
    if (performance.now() - this.#startedAt >= soundAfterMs) this.#restartMs = restartMsMin;
    this.#options.onRestart(`${this.name} ended (${signal ?? `status ${status}`}) and is started again: ${this.#quote()}`);
    this.#restartTimer = setTimeout(() => this.#spawn(), this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, restartMsMax);
  }

  #quote(): string {
    const lines = this.#lastWords.trim().split("\n");
    return lines.at(-1)?.slice(0, lastWordsMax) ?? "it said nothing";
  }
}
