/** The sources as the architecture tests see them. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

export interface SourceFile {
  /** Relative to the root, with slashes. */
  readonly file: string;
  readonly text: string;
  /** What it imports, relative to the root, for the repository's own files; a package's name otherwise. */
  readonly imports: readonly string[];
}

const workspaceFolders: Readonly<Record<string, string>> = {
  "@drawbar/proto": "proto/src",
  "@drawbar/runtime": "proto/runtime/src",
  "@drawbar/firmware-interfaces": "firmware-interfaces/src",
  "@drawbar/edge-agent": "edge-agent/src",
  "@drawbar/depot-gateway": "depot-gateway/src",
  "@drawbar/cloud": "cloud/src",
  "@drawbar/ui": "cloud/ui/src",
  "@drawbar/api-client": "cloud/api-client/src",
  "@drawbar/console": "cloud/console/src",
  "@drawbar/launcher": "deploy/launcher/src",
  "@drawbar/test": "test",
};

/** Tracked files and new ones, without what git ignores. */
export function listFiles(): readonly string[] {
  const output = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8", maxBuffer: 64 * 1_048_576 });
  return output.split("\n").filter((file) => file !== "");
}

export function sourceFiles(): readonly SourceFile[] {
  return listFiles()
    .filter((file) => /\.(ts|tsx)$/.test(file) && !file.endsWith(".d.ts"))
    .map((file) => {
      const text = readFileSync(path.join(root, file), "utf8");
      return { file, text, imports: importsOf(file, text) };
    });
}

function importsOf(file: string, text: string): readonly string[] {
  const specifiers = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;"']*?from\s+["']([^"']+)["']|(?:^|\n)import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g),
  ];
  return specifiers.map((match) => resolveImport(file, match[1] ?? match[2] ?? match[3] ?? ""));
}

function resolveImport(file: string, specifier: string): string {
  if (specifier.startsWith(".")) return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  const [scope = "", name = "", ...rest] = specifier.split("/");
  const folder = workspaceFolders[`${scope}/${name}`];
  return folder === undefined ? specifier : path.posix.join(folder, ...rest);
}
