import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { listFiles, root, sourceFiles } from "./source-files.ts";

const files = listFiles();
const sources = sourceFiles();

describe("the source tree", () => {
  it("names files in kebab case", () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|db\.test|browser\.test|d|config))?\.(ts|tsx)$/;
    expect(sources.map(({ file }) => file).filter((file) => !kebab.test(path.basename(file)))).toEqual([]);
  });

  it("has no folder of odds and ends", () => {
    const odd = /(^|\/)(utils?|helpers?|common|misc|managers?)(\/|\.ts$)/;
    expect(files.filter((file) => odd.test(file))).toEqual([]);
  });

  it("exports by name", () => {
    const mayDefault = new Set(["vitest.config.ts", "cloud/console/vite.config.ts", "test/vitest/global-setup.ts"]);
    expect(sources.filter(({ file, text }) => /^export default/m.test(text) && !mayDefault.has(file)).map(({ file }) => file)).toEqual([]);
  });

  it("has only syntax that Node erases", () => {
    expect(sources.filter(({ text }) => /^\s*(export\s+)?(const\s+)?enum\s/m.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it("keeps files short enough to be one thing", () => {
    const long = sources
      .map(({ file, text }) => ({ file, lines: text.split("\n").length }))
      .filter(({ file, lines }) => lines > 450 && !file.includes("generated"));
    expect(long).toEqual([]);
  });

  it("holds no path of a machine and no recording", () => {
    const machinePath = new RegExp(["/home/", "/root/", "/work/", "/tmp/drawbar/"].map((text) => text.replaceAll("/", "\\/")).join("|"));
    const suspects = files.filter(
      (file) => /\.(ts|tsx|js|json|md|yaml|sql|css|html|proto)$/.test(file) && file !== "package-lock.json" && !file.endsWith("tidy.test.ts"),
    );
    expect(suspects.filter((file) => machinePath.test(readFileSync(path.join(root, file), "utf8")))).toEqual([]);
    expect(files.filter((file) => /\.(log|mf4|blf|trc|asc)(\.gz)?$/i.test(file))).toEqual([]);
  });
});
