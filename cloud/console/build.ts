/**
 * Builds the console into dist/, unless what it is made of has not changed since: `node cloud/console/build.ts`.
 *
 * The launcher calls `buildConsole` at every start, so an unchanged console must cost next to nothing.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const here = import.meta.dirname;
/** Everything the bundle is made of; the lock file stands for all packages. */
const sources = [
  "src/**/*",
  "public/**/*",
  "index.html",
  "vite.config.ts",
  "package.json",
  "../ui/src/**/*",
  "../api-client/src/**/*",
  "../../package-lock.json",
];
const stampName = ".made-of";

export interface ConsoleBuild {
  /** Holds index.html and assets/. */
  readonly directory: string;
  /** False when the console was there already. */
  readonly wasBuilt: boolean;
  readonly elapsedMs: number;
}

/**
 * @param options.onProgress is told one line at a time, for a person.
 * @throws what Vite throws when the console does not build.
 */
export async function buildConsole({ onProgress = () => undefined }: { readonly onProgress?: (line: string) => void } = {}): Promise<ConsoleBuild> {
  const startMs = performance.now();
  const directory = path.join(here, "dist");
  const stampFile = path.join(directory, stampName);
  const stamp = hashOfSources();
  const isFresh = existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
  if (!isFresh) {
    onProgress("building the console");
    const { build } = await import("vite"); // 0.3 s to load: only when there is something to build
    await build({ configFile: path.join(here, "vite.config.ts"), logLevel: "warn" });
    // last: a build that was cut off has no stamp and is made again
    writeFileSync(stampFile, stamp);
  }
  const elapsedMs = Math.round(performance.now() - startMs);
  onProgress(isFresh ? "the console is built already" : `built the console in ${(elapsedMs / 1_000).toFixed(1)} s`);
  return { directory, wasBuilt: !isFresh, elapsedMs };
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  const files = sources
    .flatMap((pattern) => globSync(pattern, { cwd: here, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name));
  for (const file of files.map((entry) => path.join(entry.parentPath, entry.name)).toSorted())
    hash.update(path.relative(here, file)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

if (import.meta.main) await buildConsole({ onProgress: (line) => console.log(line) });
