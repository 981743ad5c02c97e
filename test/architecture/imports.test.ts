import { describe, expect, it } from "vitest";
import { importLoops } from "./import-loops.ts";
import { sourceFiles, type SourceFile } from "./source-files.ts";

/** What each part may import besides itself and packages from the registry (docs/architecture.md, Imports). */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "proto/src": [],
  "proto/runtime/src": ["proto/src"],
  "firmware-interfaces/src": ["proto/src"],
  "edge-agent/src": ["proto/src", "proto/runtime/src", "firmware-interfaces/src"],
  "depot-gateway/src": ["proto/src", "proto/runtime/src", "firmware-interfaces/src/catalogue"],
  "cloud/src": ["proto/src", "proto/runtime/src", "firmware-interfaces/src/catalogue"],
  "cloud/ui/src": [],
  "cloud/api-client/src": [],
  "cloud/console/src": ["cloud/ui/src", "cloud/api-client/src", "proto/src/towns"],
  "deploy/launcher/src": ["proto/src", "proto/runtime/src", "firmware-interfaces/src"],
};

const parts = Object.keys(allowed);
const sources = sourceFiles();
const partOf = (file: string): string | undefined => parts.find((part) => file.startsWith(`${part}/`));
/** Tests may import what helps them; what ships may not. */
const isShipped = ({ file }: SourceFile): boolean => !/\.test\.tsx?$/.test(file);

describe("imports", () => {
  it("are found at all", () => {
    expect(sources.flatMap((source) => source.imports).length).toBeGreaterThan(200);
  });

  it("run one way between the parts", () => {
    const wrong = sources.filter(isShipped).flatMap(({ file, imports }) => {
      const part = partOf(file);
      if (part === undefined) return [];
      return (
        imports
          .filter((target) => partOf(target) !== undefined || target.startsWith("test/"))
          .filter((target) => ![part, ...(allowed[part] ?? [])].some((folder) => target === folder || target.startsWith(`${folder}/`)))
          // The launcher loads an app by name, at run time only.
          .filter(
            (target) =>
              !(part === "deploy/launcher/src" && /^(edge-agent|depot-gateway|cloud|cloud\/console)\/src\//.test(target) && isLoadedByName(file, target)),
          )
          .map((target) => `${file} -> ${target}`)
      );
    });
    expect(wrong).toEqual([]);
  });

  it("never lead back to where they came from", () => {
    // a stand-in's parts know the whole of it
    const files = sources.filter((source) => isShipped(source) && !source.file.startsWith("cloud/console/mock/"));
    expect(importLoops(new Map(files.map(({ file, imports }) => [file, imports])))).toEqual([]);
    expect(importLoops(new Map(Object.entries({ a: ["b"], b: ["c", "d"], c: ["a"], d: [] })))).toEqual([["c", "b", "a"]]);
  });

  it("enter a cloud module through its index only", () => {
    const wrong = sources.filter(isShipped).flatMap(({ file, imports }) => {
      const own = /^cloud\/src\/modules\/([^/]+)\//.exec(file)?.[1];
      if (own === undefined) return [];
      return imports
        .filter((target) => {
          const [, module, rest] = /^cloud\/src\/modules\/([^/]+)\/(.*)$/.exec(target) ?? [];
          return module !== undefined && module !== own && rest !== "index.ts";
        })
        .map((target) => `${file} -> ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it("keep proto free of input and output", () => {
    const isInputOrOutput = /^node:(fs|net|tls|http|https|http2|child_process|worker_threads|dgram|os|process)/;
    const wrong = sources
      .filter(({ file }) => file.startsWith("proto/src/") && !file.endsWith(".test.ts"))
      .flatMap(({ file, imports }) => imports.filter((name) => isInputOrOutput.test(name)).map((name) => `${file} -> ${name}`));
    expect(wrong).toEqual([]);
  });
});

function isLoadedByName(file: string, target: string): boolean {
  const text = sources.find((source) => source.file === file)?.text ?? "";
  const name = target.split("/").at(-1) ?? "";
  return !new RegExp(`from\\s+["'][^"']*${name.replace(".", "\\.")}["']`).test(text.replaceAll(/import type [^;]+;/g, ""));
}
