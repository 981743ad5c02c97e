/**
 * The thread in which a target runs, so that an input that never returns can be stopped from outside. Half of the run is
 * guided by coverage: inputs that reach new blocks are kept and mutated further. The other half uses what was found at
 * full speed. With `only` it runs one input and ends.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { BlockCoverage } from "./block-coverage.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { fuzzLimits } from "./limits.ts";
import { Mutator } from "./mutator.ts";
import { ThreadState, type ThreadResult, type ThreadTask, type Crash } from "./thread-state.ts";

const guidedShare = 0.5;
const memorySamples = 8;

const task = workerData as ThreadTask; // fuzzer.ts starts this thread with one
const state = new ThreadState(task.shared);
// Before the parser is compiled: V8 counts blocks only in code that it compiles with this on.
const coverage = new BlockCoverage();
const { target } = (await import(pathToFileURL(path.resolve(task.targetFile)).href)) as { readonly target: FuzzTarget }; // what a *-target.ts exports
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void; // there since the flag is set

parentPort?.postMessage(task.only === undefined ? fuzz() : runOnly(task.only));

function runOnly(input: Uint8Array): ThreadResult {
  const crashes: Crash[] = [];
  attempt(input, crashes);
  return { kind: "done", id: target.id, inputs: 1, elapsedMs: 0, blocks: 0, corpus: 1, crashes, crashCount: crashes.length, memoryGrowthBytes: 0 };
}

function fuzz(): ThreadResult {
  const random = new SeededRandom(task.seed);
  const mutator = new Mutator({ random, seeds: target.seeds, dictionary: target.dictionary ?? [], bytesMax: target.bytesMax });
  const corpus: Uint8Array[] = [...target.seeds];
  const crashes: Crash[] = [];
  let crashCount = 0;
  let inputs = 0;
  let memoryStart = 0;
  let memoryPeak = 0;
  const startedAt = performance.now();
  const deadline = startedAt + task.timeMaxMs;

  const one = (input: Uint8Array): void => {
    inputs += 1;
    if (!attempt(input, crashes)) crashCount += 1;
    if (inputs === fuzzLimits.warmUpInputs) memoryStart = memoryNow();
    else if (inputs > fuzzLimits.warmUpInputs && inputs % sampleEvery === 0) memoryPeak = Math.max(memoryPeak, memoryNow());
  };
  const sampleEvery = Math.max(1, Math.floor(task.inputs / memorySamples));
  const pick = (): Uint8Array => corpus[random.below(corpus.length)] ?? new Uint8Array(0);
  const keep = (found: Uint8Array): void => {
    // A view of a larger input would keep all of that.
    const input = new Uint8Array(found);
    if (corpus.length < fuzzLimits.corpusMax) corpus.push(input);
    else corpus[target.seeds.length + random.below(corpus.length - target.seeds.length)] = input;
  };

  for (const seed of target.seeds) one(seed);
  const guidedUntil = startedAt + task.timeMaxMs * guidedShare;
  while (inputs < task.inputs * guidedShare && performance.now() < guidedUntil) {
    const batch = Array.from({ length: fuzzLimits.coverageEvery }, () => mutator.mutate(pick(), pick()));
    for (const input of batch) one(input);
    const fresh = coverage.takeNew();
    if (fresh.size > 0) for (const input of whichReached(fresh, batch, coverage)) keep(input);
  }
  coverage.stop();
  while (inputs < task.inputs && performance.now() < deadline) one(mutator.mutate(pick(), pick()));
  memoryPeak = Math.max(memoryPeak, memoryNow());
  return {
    kind: "done",
    id: target.id,
    inputs,
    elapsedMs: performance.now() - startedAt,
    blocks: coverage.blocks,
    corpus: corpus.length,
    crashes,
    crashCount,
    memoryGrowthBytes: memoryStart === 0 ? 0 : memoryPeak - memoryStart,
  };
}

/** Halves the batch until single inputs are left: a look at the coverage costs more than hundreds of inputs. */
function whichReached(wanted: ReadonlySet<string>, batch: readonly Uint8Array[], coverage: BlockCoverage): readonly Uint8Array[] {
  if (batch.length <= 1) return batch;
  const middle = batch.length >> 1;
  const left = batch.slice(0, middle);
  for (const input of left) attempt(input, []);
  const reached = coverage.takeAmong(wanted);
  const others = new Set([...wanted].filter((block) => !reached.has(block)));
  return [...(reached.size > 0 ? whichReached(reached, left, coverage) : []), ...(others.size > 0 ? whichReached(others, batch.slice(middle), coverage) : [])];
}

/** @returns false when the target threw. */
function attempt(input: Uint8Array, crashes: Crash[]): boolean {
  state.enter(input);
  try {
    target.run(input);
    return true;
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (crashes.length < fuzzLimits.findingsKeptMax) crashes.push({ why, input: input.slice() });
    return false;
  } finally {
    state.leave();
  }
}

function memoryNow(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
