/** Puts an installation back from its backups, as it was at a chosen second, into a new folder. */
import { chown, cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import type { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { startEmbeddedPostgres } from "../embedded/embedded-postgres.ts";
import { postgresAccount, type AccountIds } from "../embedded/postgres-account.ts";
import { shellWord } from "../embedded/postgres-settings.ts";
import { archivePlaces, asFolderError, entriesOf, isFolder, type ArchivePlaces } from "./archive-folder.ts";
import { failBackup } from "./backup-errors.ts";
import { copyVerified, syncFolder } from "./copy-files.ts";
import { backupLimits } from "./limits.ts";
import { basesOf, type Base, type ManifestFile } from "./manifest.ts";
import { walNames, walPosition } from "./wal-names.ts";

export interface RestoreOptions {
  /** Folder for backups. */
  readonly archive: string;
  /** Folder of the installation to make; must be empty or absent. */
  readonly to: string;
  /** Name of the database's folder below it. */
  readonly databaseFolder: string;
  /** The state just after the last commit up to here; absent: everything that was archived. */
  readonly until?: Date | undefined;
  /** Of the database's superuser, known once the installation's files are back. */
  readonly password: (installation: string) => string;
  /** False for tests: a power cut may then destroy what was restored. */
  readonly isDurable?: boolean | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

export interface Restored {
  /** The base that was used. */
  readonly base: string;
  /** Last commit that is in it; absent when nothing was committed after the base. */
  readonly lastCommitAt: string | undefined;
  readonly files: number;
  readonly bytes: number;
  readonly elapsedMs: number;
}

/**
 * Checks every file against its checksum, reads the log up to the wanted time and ends the recovery, so that the
 * folder is an installation like any other. Nothing is left behind when it fails.
 *
 * @throws DrawbarError `BACKUP_MISSING`, `BACKUP_DAMAGED`, `BACKUP_FOLDER_UNUSABLE`, `RESTORE_TIME_UNREACHABLE`, and of the embedded database.
 */
export async function restoreInstallation(options: RestoreOptions): Promise<Restored> {
  const startedAt = performance.now();
  const places = archivePlaces(options.archive);
  const base = await chooseBase(places, options.until);
  if (options.until === undefined) await checkLog(places, base);
  const to = path.resolve(options.to);
  const wasThere = await claimFolder(to);
  try {
    options.onProgress?.(`Checking and copying the backup of ${base.manifest.completedAt}`);
    const unfinished = path.join(to, `${options.databaseFolder}.unfinished`);
    await copyInstallation(places, base, to);
    await copyDatabase(base, unfinished);
    options.onProgress?.("Reading the log");
    const lastCommitAt = await recover(places, unfinished, options);
    if (options.isDurable !== false) await syncFolder(to);
    await rename(unfinished, path.join(to, options.databaseFolder));
    const { files } = base.manifest;
    return {
      base: base.folder,
      lastCommitAt,
      files: files.length,
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      elapsedMs: Math.round(performance.now() - startedAt),
    };
  } catch (error) {
    if (wasThere) for (const name of await entriesOf(to)) await rm(path.join(to, name), { recursive: true, force: true });
    else await rm(to, { recursive: true, force: true });
    throw asFolderError(error, to);
  }
}

async function chooseBase(places: ArchivePlaces, until: Date | undefined): Promise<Base> {
  if (!(await isFolder(places.bases))) throw failBackup("BACKUP_MISSING", `${places.root} is no folder of backups; "drawbar backup" makes one`);
  const bases = await basesOf(places);
  const [first] = bases;
  if (first === undefined) throw failBackup("BACKUP_MISSING", `${places.root} holds no complete backup`);
  const chosen = until === undefined ? bases.at(-1) : bases.findLast(({ manifest }) => Date.parse(manifest.completedAt) <= until.getTime());
  if (chosen === undefined)
    throw failBackup("BACKUP_MISSING", `the first complete backup in ${places.root} is of ${first.manifest.completedAt}; choose that time or a later one`);
  return chosen;
}

/** @returns whether the folder was there, and empty. */
async function claimFolder(to: string): Promise<boolean> {
  try {
    const wasThere = await isFolder(to);
    if ((await entriesOf(to)).length > 0) {
      throw failBackup("BACKUP_FOLDER_UNUSABLE", `${to} is not empty; restore into a new folder and keep the old one until all is well`);
    }
    await mkdir(to, { recursive: true, mode: 0o750 });
    return wasThere;
  } catch (error) {
    throw asFolderError(error, to);
  }
}

/** The base's own first, then what was added to the keys since: authorities are made and kept, never changed back. */
async function copyInstallation(places: ArchivePlaces, { folder, manifest }: Base, to: string): Promise<void> {
  for (const file of manifest.files) {
    if (file.path.startsWith("installation/")) await copyVerified(folder, file, path.join(to, file.path.slice("installation/".length)));
  }
  if (await isFolder(places.installation)) await cp(places.installation, to, { recursive: true, force: true, preserveTimestamps: true });
}

async function copyDatabase({ folder, manifest }: Base, to: string): Promise<void> {
  const { owner } = await postgresAccount([]);
  const own = async (place: string): Promise<void> => owned(place, owner);
  await mkdir(to, { mode: 0o700 });
  const made = new Set([""]);
  const make = async (below: string): Promise<void> => {
    if (made.has(below)) return;
    await make(parentOf(below));
    await mkdir(path.join(to, below), { mode: 0o700, recursive: true });
    await own(path.join(to, below));
    made.add(below);
  };
  for (const below of emptyFolders) await make(below);
  for (const file of manifest.files.filter(isOfDatabase)) {
    const below = file.path.slice("postgres/".length);
    await make(parentOf(below));
    await copyVerified(folder, file, path.join(to, below));
    await own(path.join(to, below));
  }
  await writeFile(path.join(to, "recovery.signal"), "", { mode: 0o600 });
  await own(path.join(to, "recovery.signal"));
  await own(to);
}

/** The server expects these to be there, and a manifest names files only. */
const emptyFolders = [
  "pg_wal/archive_status", "pg_commit_ts", "pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_snapshots", "pg_stat", "pg_stat_tmp",
  "pg_subtrans", "pg_tblspc", "pg_twophase", "pg_logical/snapshots", "pg_logical/mappings", "pg_multixact/members", "pg_multixact/offsets", "pg_xact", "base", "global",
]; // prettier-ignore

function isOfDatabase(file: ManifestFile): boolean {
  return file.path.startsWith("postgres/");
}

function parentOf(below: string): string {
  const parent = path.posix.dirname(below);
  return parent === "." ? "" : parent;
}

async function owned(place: string, owner: AccountIds | undefined): Promise<void> {
  if (owner !== undefined) await chown(place, owner.uid, owner.gid);
}

/** Runs the server once for itself, up to the wanted time. @returns the last commit that it took from the log. */
async function recover(places: ArchivePlaces, directory: string, options: RestoreOptions): Promise<string | undefined> {
  const logFile = path.join(path.dirname(directory), "restore.log");
  await giveLog(places);
  const server = await startEmbeddedPostgres({
    directory,
    port: 0,
    password: options.password(path.dirname(directory)),
    logFile,
    alsoReads: [places.root],
    startTimeoutMs: backupLimits.recoveryMs,
    settings: {
      restore_command: restoreCommand(places),
      ...(options.isDurable === false ? { fsync: "off" } : {}),
      hot_standby: "off", // nobody may look at a state that is on its way
      ...(options.until === undefined ? {} : { recovery_target_time: postgresTime(options.until), recovery_target_action: "promote" }),
    },
  }).catch(async (error: unknown) => {
    throw (await recoveryError(logFile, options.until)) ?? error;
  });
  try {
    const client = new pg.Client({ connectionString: server.adminUrl() });
    await client.connect();
    try {
      const { rows } = await client.query<{ at: Date | null }>("select pg_last_xact_replay_timestamp() as at");
      // The restored installation has no folder for backups of its own yet.
      await client.query("alter system reset archive_timeout");
      // The new timeline is in the control file after this: by it the cloud knows that its past was changed.
      await client.query("checkpoint");
      return rows[0]?.at?.toISOString();
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
    await rm(logFile, { force: true });
  }
}

/** Read by the server before it knows any abbreviation of a zone, the `Z` of ISO 8601 included. */
function postgresTime(time: Date): string {
  return time.toISOString().replace("T", " ").replace("Z", "+00");
}

/** A file that is not there ends the recovery in order; one that cannot be read must not look the same, hence 255 (PostgreSQL 18, 19.5.5). */
function restoreCommand({ wal }: ArchivePlaces): string {
  const folder = shellWord(wal).replaceAll("%", "%%");
  const file = `${folder}/"%f".gz`;
  return `{ test -r ${folder} && test -x ${folder}; } || exit 255; test -f ${file} || exit 1; gzip -dc ${file} > "%p" || exit 255`;
}

/** A hole in the log looks to the server like its end, and all that comes after it would be missing without a word. */
async function checkLog({ wal }: ArchivePlaces, { manifest }: Base): Promise<void> {
  const there = new Set((await entriesOf(wal)).filter((name) => name.endsWith(".gz")).map((name) => name.slice(0, -".gz".length)));
  const last =
    [...there]
      .filter((name) => walPosition(name) !== undefined)
      .toSorted()
      .at(-1) ?? manifest.stopWal;
  const missing = walNames(manifest.startWal, last > manifest.stopWal ? last : manifest.stopWal).find((name) => !there.has(name));
  if (missing !== undefined) throw failBackup("BACKUP_DAMAGED", `${path.join(wal, missing)}.gz is missing; "--to" a time before it still works`);
}

/** PostgreSQL's account reads the log itself. Its folder belongs to whoever wrote it, which may have been another machine. */
async function giveLog({ wal }: ArchivePlaces): Promise<void> {
  const { owner } = await postgresAccount([]);
  if (owner === undefined) return;
  try {
    await chown(wal, owner.uid, owner.gid);
    for (const name of await entriesOf(wal)) await chown(path.join(wal, name), owner.uid, owner.gid);
  } catch {
    // a read-only copy: then it must be readable by everybody, and the server says so if it is not
  }
}

async function recoveryError(logFile: string, until: Date | undefined): Promise<DrawbarError | undefined> {
  const log = await readFile(logFile, "utf8").catch(() => "");
  const unreadable = /could not restore file "([0-9A-F]+)/.exec(log)?.[1];
  if (unreadable !== undefined) return failBackup("BACKUP_DAMAGED", `the log file ${unreadable}.gz of the backup cannot be read or is damaged`);
  if (until === undefined || !log.includes("recovery ended before configured recovery target was reached")) return undefined;
  const reached = /last completed transaction was at log time (\S+ \S+)/.exec(log)?.[1]?.replace(" ", "T");
  return failBackup(
    "RESTORE_TIME_UNREACHABLE",
    `the archived log ${reached === undefined ? "ends with the backup itself" : `ends at ${new Date(`${reached.slice(0, 23)}Z`).toISOString()}`}, before ${until.toISOString()}; "--to latest" takes all of it`,
  );
}
