/**
 * Builds the console into dist/, unless what it is made of has not changed since: `node cloud/console/build.ts`.
 *
 * The launcher calls `buildConsole` at every start, so an unchanged console must cost next to nothing. Several may call it
 * at once, and a cloud may be serving dist/ meanwhile: files are put there whole, the first page last.
 */
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
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
/** A page that was loaded before this build may still ask for its parts; after so long nobody does. */
const keptMs = 7 * 86_400_000;

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
    const environment = process.env["NODE_ENV"];
    const made = path.join(here, ".cache", `build-${process.pid}`);
    try {
      // whoever builds first builds for all: a test's build must not be React's slow development one
      process.env["NODE_ENV"] = "production";
      const { build } = await import("vite"); // 0.3 s to load: only when there is something to build
      await build({ configFile: path.join(here, "vite.config.ts"), logLevel: "warn", build: { outDir: made } });
      install(made, directory);
    } finally {
      if (environment === undefined) delete process.env["NODE_ENV"];
      else process.env["NODE_ENV"] = environment;
      rmSync(made, { recursive: true, force: true });
    }
    // last: a build that was cut off has no stamp and is made again
    writeFileSync(stampFile, stamp);
  }
  const elapsedMs = Math.round(performance.now() - startMs);
  onProgress(isFresh ? "the console is built already" : `built the console in ${(elapsedMs / 1_000).toFixed(1)} s`);
  return { directory, wasBuilt: !isFresh, elapsedMs };
}

/** Puts what was made beside what is there, and takes out what nobody asks for any more. */
function install(made: string, directory: string): void {
  const files = filesIn(made);
  const isFirstPage = (file: string) => file === "index.html";
  for (const file of files.toSorted((a, b) => Number(isFirstPage(a)) - Number(isFirstPage(b)))) {
    const target = path.join(directory, file);
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(path.join(made, file), `${target}.${process.pid}`);
    renameSync(`${target}.${process.pid}`, target);
  }
  const now = new Set(files);
  for (const file of filesIn(directory)) {
    const target = path.join(directory, file);
    if (!now.has(file) && statSync(target).mtimeMs < Date.now() - keptMs) rmSync(target, { force: true });
  }
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  const files = sources
    .flatMap((pattern) => globSync(pattern, { cwd: here, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name));
  for (const file of files.map((entry) => path.join(entry.parentPath, entry.name)).toSorted()) {
    hash.update(path.relative(here, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesIn(directory: string): readonly string[] {
  return globSync("**/*", { cwd: directory, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));
}

if (import.meta.main) await buildConsole({ onProgress: (line) => console.log(line) });
