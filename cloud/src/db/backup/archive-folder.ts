/**
 * A folder for backups: `bases/TIME` with a copy of the database each, `wal` with the log since the oldest of them,
 * `installation` with the keys as they are now. It belongs to one database on one of its timelines, so that two
 * servers never write into each other's log.
 */
import { chown, lstat, mkdir, readdir, readFile, readlink, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { archiveLinkOf } from "../embedded/postgres-settings.ts";
import type { AccountIds } from "../embedded/postgres-account.ts";
import { failBackup } from "./backup-errors.ts";

export interface ArchivePlaces {
  readonly root: string;
  readonly bases: string;
  /** Log files, `NAME.gz` each. */
  readonly wal: string;
  /** The keys as they are now, which is more than the last base has. */
  readonly installation: string;
  readonly owner: string;
}

/** Whose folder it is. */
export interface ArchiveOwner {
  readonly systemId: string;
  readonly timeline: number;
}

export function archivePlaces(directory: string): ArchivePlaces {
  const root = path.resolve(directory);
  return {
    root,
    bases: path.join(root, "bases"),
    wal: path.join(root, "wal"),
    installation: path.join(root, "installation"),
    owner: path.join(root, "backup.json"),
  };
}

/**
 * Makes the folder, or recognises it as this database's.
 *
 * @param account that PostgreSQL runs as, when it is not ourselves: it writes the log.
 * @throws DrawbarError `BACKUP_FOLDER_UNUSABLE`.
 */
export async function prepareArchive(places: ArchivePlaces, owner: ArchiveOwner, account: AccountIds | undefined): Promise<void> {
  const known = await readOwner(places);
  if (known !== undefined && (known.systemId !== owner.systemId || known.timeline !== owner.timeline)) {
    throw failBackup(
      "BACKUP_FOLDER_UNUSABLE",
      `${places.root} holds the backups of another database, or of this one before it was restored; choose a new folder and keep this one`,
    );
  }
  try {
    if (known === undefined && (await entriesOf(places.root)).length > 0) {
      throw failBackup("BACKUP_FOLDER_UNUSABLE", `${places.root} holds something else; choose an empty folder, or one that does not exist`);
    }
    // PostgreSQL's account has to pass through to the log, and must not list what lies beside it.
    await mkdir(places.root, { recursive: true, mode: 0o711 });
    for (const folder of [places.bases, places.wal, places.installation]) await mkdir(folder, { recursive: true, mode: 0o700 });
    if (account !== undefined) await chown(places.wal, account.uid, account.gid);
    await writeWhole(places.owner, `${JSON.stringify({ format: 1, ...owner })}\n`);
  } catch (error) {
    throw asFolderError(error, places.root);
  }
}

async function readOwner({ owner, root }: ArchivePlaces): Promise<ArchiveOwner | undefined> {
  let text: string;
  try {
    text = await readFile(owner, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw asFolderError(error, root);
  }
  try {
    const { format, systemId, timeline } = JSON.parse(text) as Record<string, unknown>; // checked in the next line
    if (format === 1 && typeof systemId === "string" && typeof timeline === "number") return { systemId, timeline };
  } catch {
    // reported below, like one of another form
  }
  throw failBackup("BACKUP_FOLDER_UNUSABLE", `${owner} is damaged; choose a new folder and keep this one`);
}

/** From now on the server writes its log there. Taken over by the running server at once, and by every later start. */
export async function linkArchive(dataDirectory: string, { wal }: ArchivePlaces): Promise<void> {
  const link = archiveLinkOf(dataDirectory);
  await rm(`${link}.new`, { force: true });
  await symlink(wal, `${link}.new`);
  await rename(`${link}.new`, link);
}

export async function unlinkArchive(dataDirectory: string): Promise<void> {
  await rm(archiveLinkOf(dataDirectory), { force: true });
}

/** @returns the folder for backups that the database's log goes to; `undefined` when nobody has asked for backups. */
export async function archiveOf(dataDirectory: string): Promise<ArchivePlaces | undefined> {
  try {
    return archivePlaces(path.dirname(await readlink(archiveLinkOf(dataDirectory))));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Written beside and renamed, so that a reader finds the old or the new one. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${file}.new`, content, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

/** Names in a folder; none when it is not there. */
export async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

export async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory();
  } catch {
    return false;
  }
}

export async function isThere(place: string): Promise<boolean> {
  try {
    await lstat(place);
    return true;
  } catch {
    return false;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

export function asFolderError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error && "code" in error && "syscall" in error)) return error;
  return failBackup("BACKUP_FOLDER_UNUSABLE", `${folder} cannot be used (${error.message}); choose another folder, or change its permissions`, {
    cause: error,
  });
}
