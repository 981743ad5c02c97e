/** Real recordings that we did not write, kept outside the repository. Where they are absent, tests that need them skip and say so. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/**
 * The folder of recordings: `DRAWBAR_DATA`, or `shared/data` beside the checkout.
 *
 * @returns `undefined` in a checkout without recordings.
 * @throws under `CI=true` when they are absent: a run that tests nothing must not pass.
 */
export function recordingsFolder(): string | undefined {
  const folder = process.env["DRAWBAR_DATA"] ?? path.resolve(import.meta.dirname, "../../shared/data");
  if (existsSync(path.join(folder, "README.md"))) return folder;
  if (process.env["CI"] === "true") throw new Error(`no recordings in ${folder}; set DRAWBAR_DATA to their folder`);
  return undefined;
}

/** @returns the bytes of a recording, unpacked when its name ends in `.gz`. */
export function recording(name: string): Uint8Array {
  const folder = recordingsFolder();
  if (folder === undefined) throw new Error(`recording ${name} is not here; ask recordingsFolder() first`);
  const bytes = readFileSync(path.join(folder, name));
  return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}
