/** R8: every parser that reads what a vehicle, a file or a stranger sends, under mutated input. */
import { fuzz, targetFiles } from "../fuzz/fuzzer.ts";
import { fuzzLimits } from "../fuzz/limits.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { shortNumber } from "./harness/statistics.ts";

export const benches: readonly Bench[] = [{ id: "R8", title: "parsers fuzzed, guided by coverage: crashes, hangs, memory kept", run: measure }];

const inputs = 100_000;
const inputsLong = 1_000_000;
const megabyte = 1_048_576;
const seed = 8;

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const file of targetFiles()) {
    const report = await fuzz(file, { inputs: context.isLong ? inputsLong : inputs, seed });
    context.say(
      `${report.id.padEnd(14)} ${report.inputs} inputs, ${shortNumber(report.inputsPerSecond)}/s, ${report.blocks} blocks reached by ${report.corpus} kept inputs: ` +
        `${report.crashes} crashes, ${report.hangs} hangs, ${shortNumber(Math.max(0, report.memoryGrowthBytes) / megabyte)} MB kept`,
    );
    for (const finding of report.findings) context.say(finding);
    figures.push(
      { name: report.id, value: report.crashes + report.hangs, unit: "crashes and hangs", direction: "at-most", must: 0, moonshot: 0 },
      {
        name: `${report.id}-memory`,
        value: Math.max(0, report.memoryGrowthBytes) / megabyte,
        unit: "MB kept",
        direction: "at-most",
        must: fuzzLimits.memoryGrowthBytesMax / megabyte,
        moonshot: 4,
      },
    );
  }
  return figures;
}
