/** `npm run bench -- B4 B5 [--long]`: measures speed and size against the bars that each benchmark names. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Bench } from "./harness/bench-types.ts";
import { runBench } from "./harness/run-bench.ts";
import { exitStatusOf, type Verdict } from "./harness/verdict.ts";

const timeMaxMs = 10 * 60_000;
const usageStatus = 2;

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  let options: { readonly long: boolean; readonly help: boolean };
  let ids: readonly string[];
  try {
    const parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { long: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
    });
    options = parsed.values;
    ids = parsed.positionals;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}; see --help\n`);
    return usageStatus;
  }
  const benches = await loadBenches();
  if (options.help || ids.length === 0) {
    process.stdout.write(help(benches));
    return options.help ? 0 : usageStatus;
  }
  const unknown = ids.filter((id) => !benches.has(id));
  if (unknown.length > 0) {
    process.stderr.write(`no benchmark ${unknown.join(", ")}; there are ${[...benches.keys()].join(", ")}\n`);
    return usageStatus;
  }
  if (!options.long) stopInTime();
  const verdicts: Verdict[] = [];
  for (const id of ids) {
    const bench = benches.get(id);
    if (bench !== undefined) verdicts.push(...(await runBench(bench, { isLong: options.long, print: (line) => process.stdout.write(`${line}\n`) })));
  }
  return exitStatusOf(verdicts);
}

/** Every `*-bench.ts` beside this file, by id. One that cannot be loaded must not keep the others from being measured. */
async function loadBenches(): Promise<ReadonlyMap<string, Bench>> {
  const benches = new Map<string, Bench>();
  for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith("-bench.ts"))) {
    for (const bench of await benchesOf(file)) {
      if (benches.has(bench.id)) throw new Error(`${file} defines ${bench.id} once more`);
      benches.set(bench.id, bench);
    }
  }
  return new Map([...benches].toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true })));
}

async function benchesOf(file: string): Promise<readonly Bench[]> {
  try {
    const loaded = (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as { readonly benches: readonly Bench[] }; // what such a file exports (bench-types.ts)
    return loaded.benches;
  } catch (error) {
    process.stderr.write(`${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}\n`);
    return [];
  }
}

/** A benchmark that hangs must not hang whoever waits for it. */
function stopInTime(): void {
  setTimeout(() => {
    process.stderr.write("not finished within 10 minutes; --long allows more\n");
    process.exit(1);
  }, timeMaxMs).unref();
}

function help(benches: ReadonlyMap<string, Bench>): string {
  return [
    "npm run bench -- ID... [--long]",
    "",
    "Measures speed and size, ours and peers in the same run, and prints one closing line per figure:",
    "  B4/obd 0.312 B/sample must<=0.6 moonshot<=0.4 holds",
    "Exit status: 0 all hold, 1 something falls short, 2 wrong usage, 3 the machine was too busy to judge.",
    "",
    ...[...benches.values()].map(({ id, title }) => `  ${id.padEnd(4)} ${title}`),
    "",
    "Example: npm run bench -- B4 B5",
    "",
  ].join("\n");
}
