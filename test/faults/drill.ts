/**
 * Survival drills: `npm run drill -- R1 [--long]`. Without an id it lists what there is.
 *
 * A drill lives in a file `*-drill.ts` or `drill.ts` below this folder and exports `drills`. It prints what it does as
 * it goes; the closing line of each id says what was counted, what must hold, and whether it does.
 */
import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

export interface DrillContext {
  /** Longer, for a night. */
  readonly isLong: boolean;
  readonly print: (line: string) => void;
}

export interface DrillOutcome {
  /** What was counted, such as `0`. */
  readonly value: number;
  readonly unit: string;
  /** As people read it: `must<=0`. */
  readonly must: string;
  readonly holds: boolean;
}

export interface Drill {
  /** As in docs: R1, LINK-SIM. */
  readonly id: string;
  readonly title: string;
  readonly run: (context: DrillContext) => Promise<DrillOutcome>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { long: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
});

if (import.meta.main) await main();

async function main(): Promise<void> {
  const drills = await allDrills();
  if (values.help || positionals.length === 0) {
    console.log("npm run drill -- ID… [--long]\n");
    for (const { id, title } of drills) console.log(`${id.padEnd(10)} ${title}`);
    return;
  }
  for (const id of positionals) {
    const drill = drills.find((candidate) => candidate.id === id);
    if (drill === undefined) {
      console.error(`there is no drill ${id}; there are ${drills.map((candidate) => candidate.id).join(", ")}`);
      process.exitCode = 2;
      continue;
    }
    console.log(`\n${drill.id}: ${drill.title}`);
    try {
      const { value, unit, must, holds } = await drill.run({ isLong: values.long, print: (line) => console.log(`  ${line}`) });
      console.log(`${drill.id} ${value} ${unit} ${must} ${holds ? "holds" : "falls short"}`);
      if (!holds) process.exitCode = 1;
    } catch (error) {
      console.error(error);
      console.log(`${drill.id} - could not be run: falls short`);
      process.exitCode = 1;
    }
  }
  process.exit();
}

async function allDrills(): Promise<readonly Drill[]> {
  const files = globSync(["**/*-drill.ts", "*/drill.ts"], { cwd: import.meta.dirname }).toSorted();
  const found: Drill[] = [];
  for (const file of files) {
    const { drills } = (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as { readonly drills?: readonly Drill[] }; // by this folder's convention
    found.push(...(drills ?? []));
  }
  return found.toSorted((left, right) => left.id.localeCompare(right.id));
}
