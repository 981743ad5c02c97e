/** Runs one target in a thread of its own and says what it found: crashes, hangs, memory that stays. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { pathToFileURL } from "node:url";
import type { FuzzTarget } from "./fuzz-target.ts";
import { fuzzLimits } from "./limits.ts";
import { ThreadState, type ThreadResult, type ThreadTask } from "./thread-state.ts";

export interface FuzzOptions {
  /** Inputs to make. */
  readonly inputs: number;
  /** Ends earlier after so long; without it only the number of inputs ends the run. */
  readonly timeMaxMs?: number;
  /** The same seed and number of inputs give the same inputs, as long as no time limit cuts in. */
  readonly seed: number;
  /** Of one input; by default `fuzzLimits.inputMsMax`. */
  readonly inputMsMax?: number;
  /** Of the thread; by default `fuzzLimits.heapMegabytesMax`. */
  readonly heapMegabytesMax?: number;
}

export interface FuzzReport {
  readonly id: string;
  readonly inputs: number;
  readonly inputsPerSecond: number;
  readonly blocks: number;
  readonly corpus: number;
  readonly crashes: number;
  readonly hangs: number;
  readonly memoryGrowthBytes: number;
  /** One per finding: what went wrong, and the input as hex, so that it can become a test. */
  readonly findings: readonly string[];
}

const watchEveryMs = 100;

/** Files of all targets, ordered by name. */
export function targetFiles(folder: string = import.meta.dirname): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith("-target.ts") && name !== "fuzz-target.ts")
    .toSorted()
    .map((name) => path.join(folder, name));
}

export async function fuzz(targetFile: string, options: FuzzOptions): Promise<FuzzReport> {
  const { target } = (await import(pathToFileURL(targetFile).href)) as { readonly target: FuzzTarget }; // what such a file exports
  const shared = ThreadState.allocate(target.bytesMax);
  const ended = await runThread({ targetFile, shared, seed: options.seed, inputs: options.inputs, timeMaxMs: options.timeMaxMs ?? 2 ** 31 }, options);
  if (ended.kind === "done") return reportOf(ended, options.seed);
  const empty = { id: target.id, inputs: ended.inputs, inputsPerSecond: 0, blocks: 0, corpus: 0, crashes: 0, hangs: 0, memoryGrowthBytes: 0 };
  const findings = [finding(target.id, ended.why, options.seed, ended.input)];
  if (ended.kind === "died") return { ...empty, crashes: 1, findings };
  // A machine that stood still for a second looks the same; a hang hangs again.
  const again = await runThread(
    { targetFile, shared: ThreadState.allocate(target.bytesMax), seed: options.seed, inputs: 1, timeMaxMs: 2 ** 31, only: ended.input },
    options,
  );
  if (again.kind === "hung") return { ...empty, hangs: 1, findings };
  const rest = await fuzz(targetFile, { ...options, seed: options.seed + 1, inputs: Math.max(1, options.inputs - ended.inputs) });
  return { ...rest, inputs: rest.inputs + ended.inputs };
}

type ThreadEnd =
  | ThreadResult
  /** Stopped from here: its input was not finished in time. */
  | { readonly kind: "hung"; readonly why: string; readonly inputs: number; readonly input: Uint8Array }
  /** Ended by itself, such as for want of memory. */
  | { readonly kind: "died"; readonly why: string; readonly inputs: number; readonly input: Uint8Array };

function runThread(task: ThreadTask, options: FuzzOptions): Promise<ThreadEnd> {
  const inputMsMax = options.inputMsMax ?? fuzzLimits.inputMsMax;
  const state = new ThreadState(task.shared);
  return new Promise((resolve) => {
    const thread = new Worker(new URL("fuzz-thread.ts", import.meta.url), {
      workerData: task,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.heapMegabytesMax ?? fuzzLimits.heapMegabytesMax },
    });
    let seen = -1;
    let seenAt = performance.now();
    const end = (how: ThreadEnd): void => {
      clearInterval(watch);
      void thread.terminate();
      resolve(how);
    };
    const watch = setInterval(() => {
      const { begun, input } = state;
      if (begun !== seen || input === undefined) {
        seen = begun;
        seenAt = performance.now();
      } else if (performance.now() - seenAt > inputMsMax) {
        end({ kind: "hung", why: `not finished after ${inputMsMax} ms`, inputs: begun, input });
      }
    }, watchEveryMs);
    thread.on("message", (result: ThreadResult) => end(result));
    thread.on("error", (error) => {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      end({ kind: "died", why, inputs: state.begun, input: state.input ?? new Uint8Array(0) });
    });
  });
}

function reportOf(result: ThreadResult, seed: number): FuzzReport {
  const { id, inputs, elapsedMs, blocks, corpus, crashCount, memoryGrowthBytes } = result;
  return {
    id,
    inputs,
    inputsPerSecond: elapsedMs === 0 ? 0 : (inputs * 1_000) / elapsedMs,
    blocks,
    corpus,
    crashes: crashCount,
    hangs: 0,
    memoryGrowthBytes,
    findings: result.crashes.map(({ why, input }) => finding(id, why, seed, input)),
  };
}

function finding(id: string, why: string, seed: number, input: Uint8Array): string {
  return `${id}: ${why}\n  seed ${seed}, input of ${input.length} bytes: ${Buffer.from(input).toString("hex")}`;
}
