/** What cantools, which we did not write, makes of the files that we write. */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import { writeDbc } from "@drawbar/firmware-interfaces/dbc/dbc-writer.ts";
import { pythonPeers } from "../peers/python-peers.ts";
import { recording, recordingsFolder } from "../recordings.ts";

const folder = recordingsFolder();
const peers = await pythonPeers();

interface Verdict {
  readonly name: string;
  /** Whether cantools reads the original. */
  readonly loads: boolean;
  readonly frames: number;
  readonly differences: readonly string[];
}

describe.skipIf(folder === undefined || peers === undefined)("DBC files that we write (set DRAWBAR_DATA to the folder of recordings)", () => {
  it("mean to cantools what the originals mean, frame by frame", { timeout: 120_000 }, () => {
    const out = mkdtempSync(path.join(tmpdir(), "drawbar-dbc-"));
    onTestFinished(() => rmSync(out, { recursive: true }));
    const rows = globSync("dbc/*/*.dbc", { cwd: folder ?? "." })
      .toSorted()
      .map((name) => {
        const file = parseDbc(recording(name), { name });
        const written = path.join(out, name.replaceAll("/", "-"));
        writeFileSync(written, writeDbc(file));
        return JSON.stringify({ name, original: path.join(folder ?? "", name), written, encoding: file.encoding === "utf-8" ? "utf-8" : "cp1252" });
      });
    const run = spawnSync(peers?.python ?? "", [path.join(import.meta.dirname, "dbc_cantools.py")], { input: rows.join("\n"), encoding: "utf8" });
    expect(run.stderr).toBe("");
    const verdicts = run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Verdict); // written by the script beside
    expect(verdicts).toHaveLength(69);
    const different = verdicts.filter(({ differences }) => differences.length > 0);
    // cantools refuses these as it refuses the originals: names and identifiers are written as they were, also bad ones.
    expect(different).toMatchObject([
      { name: "dbc/opendbc/mazda_2017.dbc", loads: false, differences: [expect.stringContaining("2017_5")] },
      { name: "dbc/opendbc/toyota_2017_ref_pt.dbc", loads: false, differences: [expect.stringContaining("more than 29 bits")] },
    ]);
    // Of five more, what we write is readable though the original is not.
    expect(verdicts.filter(({ loads }) => !loads)).toHaveLength(7);
    expect(verdicts.reduce((sum, { frames }) => sum + frames, 0)).toBeGreaterThan(5_000);
  });
});
