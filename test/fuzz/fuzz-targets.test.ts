import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fuzz, targetFiles } from "./fuzzer.ts";
import { fuzzLimits } from "./limits.ts";

const seed = 1;
/** A slice of what the nightly bench runs. */
const slice = { inputs: 20_000, timeMaxMs: 1_500, seed };

describe("parsers fed with damaged input", () => {
  it.each(targetFiles().map((file) => [path.basename(file, "-target.ts"), file]))("%s neither crashes nor hangs, and keeps no memory", async (_, file) => {
    const report = await fuzz(file, slice);
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ crashes: 0, hangs: 0 });
    expect(report.inputs).toBeGreaterThan(100);
    expect(report.memoryGrowthBytes).toBeLessThan(fuzzLimits.memoryGrowthBytesMax);
  });
});

describe("the fuzzer", () => {
  let folder = "";
  const targetOf = (name: string, run: string): string => {
    const file = path.join(folder, `${name}-target.mjs`);
    writeFileSync(file, `export const target = { id: "${name}", seeds: [Buffer.from("AB 1")], bytesMax: 32, run(input) { ${run} } };`);
    return file;
  };
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "drawbar-fuzz-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("prints the input that crashed a parser, the same one for the same seed", async () => {
    const file = targetOf("crashing", 'if (input[0] === 0x43) throw new RangeError("first is C");');
    const [first, again] = [await fuzz(file, { inputs: 3_000, seed }), await fuzz(file, { inputs: 3_000, seed })];
    expect(first.crashes).toBeGreaterThan(0);
    expect(first.findings[0]).toMatch(/first is C[^]*seed 1, input of \d+ bytes: 43/);
    expect(again.findings.map(hexOf)).toEqual(first.findings.map(hexOf));
  });

  it("stops a parser that never returns, and says on which input", async () => {
    const file = targetOf("hanging", "if (input.length > 4 && input[4] === 0x30) for (;;);");
    const report = await fuzz(file, { inputs: 100_000, seed, inputMsMax: 300 });
    expect(report).toMatchObject({ crashes: 0, hangs: 1 });
    expect(hexOf(report.findings[0] ?? "").slice(8, 10)).toBe("30");
  });

  it("goes on after an input that was slow only once", async () => {
    const counted = "globalThis.n = (globalThis.n ?? 0) + 1; if (globalThis.n === 500) { const end = Date.now() + 900; while (Date.now() < end); }";
    const report = await fuzz(targetOf("slow-once", counted), { inputs: 600, seed, inputMsMax: 300 });
    expect(report).toMatchObject({ crashes: 0, hangs: 0 });
    expect(report.inputs).toBeGreaterThanOrEqual(600);
  });

  it("sees memory that a parser keeps, and survives one that takes all", async () => {
    const leaking = targetOf("leaking", "(globalThis.kept ??= []).push(new Uint8Array(4096).fill(1));");
    expect((await fuzz(leaking, { inputs: 12_000, seed })).memoryGrowthBytes).toBeGreaterThan(fuzzLimits.memoryGrowthBytesMax);
    const greedy = targetOf("greedy", "if (input.length > 20) { const all = []; for (;;) all.push(new Array(1e6).fill({})); }");
    expect(await fuzz(greedy, { inputs: 100_000, seed, inputMsMax: 15_000, heapMegabytesMax: 48 })).toMatchObject({ crashes: 1, hangs: 0 });
  });
});

function hexOf(finding: string): string {
  return finding.split("bytes: ")[1] ?? "";
}
