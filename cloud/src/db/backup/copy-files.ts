/** Copies of files with the checksum of what was copied. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, open, opendir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { failBackup } from "./backup-errors.ts";
import { isMissing } from "./archive-folder.ts";
import { backupLimits } from "./limits.ts";
import type { ManifestFile } from "./manifest.ts";

const run = promisify(execFile);
const chunkBytes = 1 << 20;

export interface CopyTreeOptions {
  readonly from: string;
  readonly to: string;
  /** Asked for every file and folder by its path below `from`, with `/`; false leaves it out. */
  readonly takes: (name: string, isFolder: boolean) => boolean;
  /** Path of `to` below the base. */
  readonly prefix: string;
}

/**
 * Copies what can be seen while others write to it: a file that vanishes meanwhile is left out, one that grows is taken
 * as far as it was read. Folders are made even when they stay empty.
 *
 * @throws DrawbarError `BACKUP_FOLDER_UNUSABLE` beyond `filesMax`.
 */
export async function copyTree({ from, to, takes, prefix }: CopyTreeOptions): Promise<readonly ManifestFile[]> {
  const copied: ManifestFile[] = [];
  const waiting: string[] = [""];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    await mkdir(path.join(to, name), { recursive: true, mode: 0o700 });
    for (const entry of await entries(path.join(from, name))) {
      const below = name === "" ? entry.name : `${name}/${entry.name}`;
      if (!takes(below, entry.isFolder)) continue;
      if (entry.isFolder) waiting.push(below);
      else {
        const file = await copyFile(path.join(from, below), path.join(to, below));
        if (file !== undefined) copied.push({ path: `${prefix}/${below}`, ...file });
        if (copied.length > backupLimits.filesMax) throw failBackup("BACKUP_FOLDER_UNUSABLE", `${from} has more than ${backupLimits.filesMax} files`);
      }
    }
  }
  return copied;
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Files and folders, no links, sockets or pipes. */
async function entries(folder: string): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.isDirectory() || entry.isFile()) found.push({ name: entry.name, isFolder: entry.isDirectory() });
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return found;
}

/** Not on the disk yet; see `syncFolder`. @returns `undefined` when there is no such file any more. */
export async function copyFile(from: string, to: string): Promise<Omit<ManifestFile, "path"> | undefined> {
  const source = await open(from, "r").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (source === undefined) return undefined;
  try {
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    const target = await open(to, "w", 0o600);
    try {
      const hash = createHash("sha256");
      const buffer = Buffer.allocUnsafe(chunkBytes);
      let bytes = 0;
      for (;;) {
        const { bytesRead } = await source.read(buffer, 0, buffer.length);
        if (bytesRead === 0) break;
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        await target.writeFile(chunk);
        bytes += bytesRead;
      }
      return { bytes, sha256: hash.digest("hex") };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Everything in the folder's file system at once: a sync for each of a thousand small files takes seconds where this takes one. */
export async function syncFolder(folder: string): Promise<void> {
  await run("sync", ["-f", folder]).catch(() => run("sync"));
}

/** Puts a file of a base back. @throws DrawbarError `BACKUP_DAMAGED`. */
export async function copyVerified(base: string, { path: name, bytes, sha256 }: ManifestFile, to: string): Promise<void> {
  const from = path.join(base, name);
  const copied = await copyFile(from, to);
  if (copied === undefined) throw failBackup("BACKUP_DAMAGED", `${from} is missing; the manifest names it`);
  if (copied.bytes !== bytes || copied.sha256 !== sha256)
    throw failBackup("BACKUP_DAMAGED", `${from} is not what was written (${copied.bytes} bytes instead of ${bytes}, or another checksum)`);
}
