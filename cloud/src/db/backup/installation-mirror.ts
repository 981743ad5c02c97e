/** Keeps the keys in the folder for backups as they are now: a fleet's authority that was made after the last base would be missing with it. */
import { mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { archiveOf, isMissing, writeWhole } from "./archive-folder.ts";

export interface MirrorOptions {
  readonly dataDirectory: string;
  readonly installationRoot: string;
  /** Paths below `installationRoot`. */
  readonly files: readonly string[];
}

/** Copies what changed. Does nothing when nobody has asked for backups. @returns how many files were written. @throws of the file system, as it says it. */
export async function mirrorInstallation({ dataDirectory, installationRoot, files }: MirrorOptions): Promise<number> {
  const places = await archiveOf(dataDirectory);
  if (places === undefined) return 0;
  // A disk that is not mounted now must not be written beneath its mount point.
  await stat(places.owner);
  let written = 0;
  for (const name of files) {
    const content = await readIfThere(path.join(installationRoot, name));
    const target = path.join(places.installation, name);
    if (content === undefined || (await readIfThere(target))?.equals(content) === true) continue;
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await writeWhole(target, content);
    written += 1;
  }
  return written;
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
