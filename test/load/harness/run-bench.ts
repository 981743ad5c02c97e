/** Runs one benchmark: rounds after a quiet second, every value printed, then its figures judged. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Bench, BenchContext } from "./bench-types.ts";
import { waitForQuiet } from "./jitter.ts";
import { median, shortNumber } from "./statistics.ts";
import { closingLine, verdictOf, type Verdict } from "./verdict.ts";

const roundCount = 3;
/** A bench waits so long for a quiet machine in all; then it measures and does not judge. */
const waitMaxMs = 90_000;

export interface RunOptions {
  readonly isLong: boolean;
  readonly print: (line: string) => void;
}

/** @returns a verdict per figure. */
export async function runBench(bench: Bench, { isLong, print }: RunOptions): Promise<readonly Verdict[]> {
  print(`${bench.id} ${bench.title}`);
  const run = new BenchRun(isLong, print);
  try {
    const figures = await bench.run(run);
    return figures.map((figure) => {
      const verdict = verdictOf(figure, run.wasQuiet);
      print(closingLine(bench.id, figure, verdict));
      return verdict;
    });
  } finally {
    run.removeFolders();
  }
}

class BenchRun implements BenchContext {
  readonly isLong: boolean;
  readonly #print: (line: string) => void;
  readonly #folders: string[] = [];
  #waitedMs = 0;
  #wasQuiet = true;

  constructor(isLong: boolean, print: (line: string) => void) {
    this.isLong = isLong;
    this.#print = print;
  }

  get wasQuiet(): boolean {
    return this.#wasQuiet;
  }

  say(line: string): void {
    this.#print(`  ${line}`);
  }

  async rounds<Name extends string>(
    measure: (round: number) => Promise<Readonly<Record<Name, number>>> | Readonly<Record<Name, number>>,
  ): Promise<Readonly<Record<Name, readonly number[]>>> {
    const values = new Map<string, number[]>();
    for (let round = 1; round <= roundCount; round++) {
      await this.#quieten(round);
      for (const [name, value] of Object.entries<number>(await measure(round))) {
        const known = values.get(name);
        if (known === undefined) values.set(name, [value]);
        else known.push(value);
      }
    }
    for (const [name, all] of values) this.say(`${name.padEnd(36)} ${shortNumber(median(all)).padStart(9)}   [${all.map(shortNumber).join(", ")}]`);
    return Object.fromEntries(values) as Record<Name, number[]>; // the names that `measure` gave
  }

  scratchFolder(): string {
    const folder = mkdtempSync(path.join(tmpdir(), "drawbar-bench-"));
    this.#folders.push(folder);
    return folder;
  }

  removeFolders(): void {
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }

  async #quieten(round: number): Promise<void> {
    const startedAt = performance.now();
    const { isQuiet, gaps } = await waitForQuiet(waitMaxMs - this.#waitedMs, (seen) => this.say(`round ${round} waits: ${seen} gaps over 1 ms in a second`));
    this.#waitedMs += performance.now() - startedAt;
    if (isQuiet) return;
    this.#wasQuiet = false;
    this.say(`round ${round} goes ahead on a busy machine (${gaps} gaps over 1 ms in a second): its figures are not judged`);
  }
}
