/** Old backups go when a new one is complete: the folder stays bounded without anybody looking after it. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { entriesOf, type ArchivePlaces } from "./archive-folder.ts";
import { basesOf, unfinishedSuffix } from "./manifest.ts";
import { walPosition } from "./wal-names.ts";

/**
 * Keeps the newest `keep` bases and the log since the oldest of them; also removes bases that were cut short.
 *
 * @returns how many complete bases went.
 */
export async function dropOldBases(places: ArchivePlaces, keep: number): Promise<number> {
  for (const name of await entriesOf(places.bases)) {
    if (name.endsWith(unfinishedSuffix)) await rm(path.join(places.bases, name), { recursive: true, force: true });
  }
  const bases = await basesOf(places);
  const old = bases.slice(0, Math.max(0, bases.length - keep));
  for (const { folder } of old) {
    // The manifest first: half a base must never look complete.
    await rm(path.join(folder, "manifest.json"), { force: true });
    await rm(folder, { recursive: true, force: true });
  }
  const [oldest] = bases.slice(old.length);
  const neededFrom = oldest === undefined ? undefined : walPosition(oldest.manifest.startWal);
  if (neededFrom === undefined) return old.length;
  for (const name of await entriesOf(places.wal)) {
    const position = walPosition(name.slice(0, 24));
    if (position !== undefined && position < neededFrom) await rm(path.join(places.wal, name), { force: true });
  }
  return old.length;
}
