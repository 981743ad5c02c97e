/** Which blocks of the product's code have run, from V8 itself; so the fuzzer knows an input that reached something new. */
import { Session, type Profiler } from "node:inspector";

const product = /\/(?:firmware-interfaces|proto|edge-agent|depot-gateway|cloud)\/src\//;

export class BlockCoverage {
  readonly #session = new Session();
  readonly #seen = new Set<string>();

  constructor() {
    this.#session.connect();
    this.#session.post("Profiler.enable");
    // Call counts are needed: without them V8 reports a function once and never again, whatever new block runs in it.
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  get blocks(): number {
    return this.#seen.size;
  }

  /** @returns blocks that ran for the first time, of all that ran since the last call. */
  takeNew(): ReadonlySet<string> {
    const fresh = new Set<string>();
    for (const block of this.#blocksRun()) {
      if (this.#seen.has(block)) continue;
      this.#seen.add(block);
      fresh.add(block);
    }
    return fresh;
  }

  /** @returns those of `wanted` that ran since the last call. */
  takeAmong(wanted: ReadonlySet<string>): ReadonlySet<string> {
    return new Set([...this.#blocksRun()].filter((block) => wanted.has(block)));
  }

  /** The code runs at full speed from then on. */
  stop(): void {
    this.#session.post("Profiler.stopPreciseCoverage");
    this.#session.disconnect();
  }

  *#blocksRun(): Generator<string> {
    for (const { scriptId, url, functions } of this.#take()) {
      if (!product.test(url)) continue;
      for (const { ranges } of functions) {
        for (const { count, startOffset, endOffset } of ranges) if (count > 0) yield `${scriptId}:${startOffset}:${endOffset}`;
      }
    }
  }

  #take(): readonly Profiler.ScriptCoverage[] {
    let taken: readonly Profiler.ScriptCoverage[] = [];
    // A session within the same thread answers before `post` returns.
    this.#session.post("Profiler.takePreciseCoverage", (error, answer) => {
      if (error === null) taken = answer.result;
    });
    return taken;
  }
}
