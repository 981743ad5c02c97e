/**
 * A copy of the embedded database while it runs, and of the keys that go with it: the low-level backup of PostgreSQL 18,
 * 25.3.4, since the packaged server has no pg_basebackup.
 */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { postgresAccount } from "../embedded/postgres-account.ts";
import { archivePlaces, asFolderError, isThere, linkArchive, prepareArchive, unlinkArchive, archiveOf, type ArchivePlaces } from "./archive-folder.ts";
import { failBackup } from "./backup-errors.ts";
import { copyFile, copyTree, syncFolder } from "./copy-files.ts";
import { backupLimits } from "./limits.ts";
import { unfinishedSuffix, writeManifest, type Manifest, type ManifestFile } from "./manifest.ts";
import { dropOldBases } from "./retention.ts";
import { walNames } from "./wal-names.ts";

export interface BaseBackupOptions {
  /** Data folder of the running server, which must lie on this machine. */
  readonly dataDirectory: string;
  readonly adminUrl: string;
  /** Folder for backups; made when it is not there. */
  readonly archive: string;
  /** Folder that `installationFiles` are below. */
  readonly installationRoot: string;
  /** Files that belong to the same state, such as keys, by their paths below `installationRoot`. */
  readonly installationFiles: () => readonly string[];
  /** Complete bases that are kept, this one included. */
  readonly keep?: number | undefined;
  readonly archiveEverySeconds?: number | undefined;
  /** False for tests: a power cut may then destroy the backup. */
  readonly isDurable?: boolean | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

export interface BaseBackup {
  readonly folder: string;
  readonly completedAt: string;
  readonly files: number;
  readonly bytes: number;
  /** Older bases that went. */
  readonly dropped: number;
  readonly elapsedMs: number;
}

/** @throws DrawbarError `BACKUP_FOLDER_UNUSABLE`, `BACKUP_ARCHIVE_FAILED`, and of the database. */
export async function takeBaseBackup(options: BaseBackupOptions): Promise<BaseBackup> {
  const startedAt = performance.now();
  const places = archivePlaces(options.archive);
  const dataDirectory = path.resolve(options.dataDirectory);
  const client = new pg.Client({ connectionString: options.adminUrl, statement_timeout: 0, application_name: "drawbar-backup" });
  client.on("error", () => {}); // the statement in flight reports it
  await client.connect();
  try {
    await startArchiving(client, places, dataDirectory, options);
    const folder = path.join(places.bases, new Date().toISOString().replaceAll(":", "-"));
    const manifest = await copyBase(client, places, dataDirectory, `${folder}${unfinishedSuffix}`, options).catch(async (error: unknown) => {
      await rm(`${folder}${unfinishedSuffix}`, { recursive: true, force: true });
      throw asFolderError(error, places.root);
    });
    await rename(`${folder}${unfinishedSuffix}`, folder);
    const dropped = await dropOldBases(places, options.keep ?? backupLimits.keepStandard);
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    return { folder, completedAt: manifest.completedAt, files: manifest.files.length, bytes, dropped, elapsedMs: Math.round(performance.now() - startedAt) };
  } finally {
    await client.end();
  }
}

/** Proves with a first file that the log arrives before the long copy begins; what it came from is put back when it does not. */
async function startArchiving(client: pg.Client, places: ArchivePlaces, dataDirectory: string, options: BaseBackupOptions): Promise<void> {
  const { rows } = await client.query<{ system_id: string; timeline: number; mode: string }>(
    `select (select system_identifier::text from pg_control_system()) as system_id,
            (select timeline_id from pg_control_checkpoint()) as timeline,
            current_setting('archive_mode') as mode`,
  );
  const [server] = rows;
  if (server?.mode !== "on")
    throw failBackup("BACKUP_ARCHIVE_FAILED", "the database was started without its archive; stop this installation and start it again");
  const before = await archiveOf(dataDirectory);
  const { owner } = await postgresAccount([]);
  await prepareArchive(places, { systemId: server.system_id, timeline: server.timeline }, owner);
  if (before?.root === places.root) return;
  options.onProgress?.(`The database's log goes to ${places.wal} from now on`);
  await linkArchive(dataDirectory, places);
  try {
    await client.query("select pg_create_restore_point('archive')"); // so that there is something to archive
    const wal = await one<{ name: string }>(client, "select pg_walfile_name(pg_switch_wal()) as name");
    await untilArchived(client, places, [wal.name]);
  } catch (error) {
    if (before === undefined) await unlinkArchive(dataDirectory);
    else await linkArchive(dataDirectory, before);
    throw error;
  }
  await client.query(`alter system set archive_timeout = '${options.archiveEverySeconds ?? backupLimits.archiveEverySeconds}s'`);
  await client.query("select pg_reload_conf()");
}

async function copyBase(client: pg.Client, places: ArchivePlaces, dataDirectory: string, folder: string, options: BaseBackupOptions): Promise<Manifest> {
  const start = await one<StartRow>(
    client,
    `select pg_walfile_name(pg_backup_start('drawbar', true)) as wal, now() as at, current_setting('server_version') as version,
            (select system_identifier::text from pg_control_system()) as system_id, (select timeline_id from pg_control_checkpoint()) as timeline`,
  );
  options.onProgress?.("Copying the database");
  const target = path.join(folder, "postgres");
  const files: ManifestFile[] = [...(await copyTree({ from: dataDirectory, to: target, takes: takesOfDatabase, prefix: "postgres" }))];
  files.push(await copyControl(dataDirectory, target));
  // Before the end of the backup: a key that some row needs was there before the row.
  const installation = await copyInstallation(options, path.join(folder, "installation"));
  const stop = await one<StopRow>(
    client,
    "select pg_walfile_name(lsn) as wal, labelfile as label, spcmapfile as tablespaces, clock_timestamp() as at from pg_backup_stop(false)",
  );
  files.push(...(await writeLabels(folder, stop)), ...installation);
  await client.query("select pg_switch_wal()");
  options.onProgress?.("Waiting for the log of the copy");
  await untilArchived(client, places, walNames(start.wal, stop.wal));
  const manifest: Manifest = {
    format: 1,
    postgresVersion: start.version,
    systemId: start.system_id,
    timeline: start.timeline,
    startedAt: start.at.toISOString(),
    completedAt: stop.at.toISOString(),
    startWal: start.wal,
    stopWal: stop.wal,
    files,
  };
  if (options.isDurable !== false) await syncFolder(folder);
  await writeManifest(folder, manifest);
  return manifest;
}

interface StartRow {
  readonly wal: string;
  readonly at: Date;
  readonly version: string;
  readonly system_id: string;
  readonly timeline: number;
}

interface StopRow {
  readonly wal: string;
  readonly label: string;
  readonly tablespaces: string;
  readonly at: Date;
}

const contentsLeftOut = new Set(["pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans"]);
const filesLeftOut = new Set(["postmaster.pid", "postmaster.opts", "global/pg_control", "backup_label", "tablespace_map", "backup_manifest"]);

/** 25.3.4.1 of the manual names what must not or need not be copied. */
function takesOfDatabase(name: string, isDirectory: boolean): boolean {
  const last = path.posix.basename(name);
  if (contentsLeftOut.has(name.split("/")[0] ?? "") && name.includes("/")) return isDirectory && name === "pg_wal/archive_status";
  if (last.startsWith("pgsql_tmp") || last.startsWith("pg_internal.init")) return false;
  return isDirectory || !(filesLeftOut.has(name) || /^t\d+_\d+/.test(last));
}

/** Written in one piece by the server and read in one piece here; read again until both looks agree, lest it be torn. */
async function copyControl(dataDirectory: string, target: string): Promise<ManifestFile> {
  const from = path.join(dataDirectory, "global/pg_control");
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const copied = await copyFile(from, path.join(target, "global/pg_control"));
    const now = await readFile(from);
    const written = await readFile(path.join(target, "global/pg_control"));
    if (copied !== undefined && now.equals(written)) return { path: "postgres/global/pg_control", ...copied };
  }
  throw failBackup("BACKUP_FOLDER_UNUSABLE", `${from} does not hold still`);
}

async function writeLabels(folder: string, { label, tablespaces }: StopRow): Promise<readonly ManifestFile[]> {
  const written: ManifestFile[] = [];
  for (const [name, content] of [
    ["backup_label", label],
    ["tablespace_map", tablespaces],
  ] as const) {
    if (content === "") continue;
    const file = path.join(folder, "postgres", name);
    await writeFile(`${file}.text`, content, { mode: 0o600 });
    const copied = await copyFile(`${file}.text`, file);
    await rm(`${file}.text`);
    if (copied !== undefined) written.push({ path: `postgres/${name}`, ...copied });
  }
  return written;
}

async function copyInstallation({ installationRoot, installationFiles }: BaseBackupOptions, to: string): Promise<readonly ManifestFile[]> {
  const copied: ManifestFile[] = [];
  for (const name of installationFiles()) {
    const file = await copyFile(path.join(installationRoot, name), path.join(to, name));
    if (file !== undefined) copied.push({ path: `installation/${name}`, ...file });
  }
  return copied;
}

/** @throws DrawbarError `BACKUP_ARCHIVE_FAILED` as soon as the server reports that it could not, or at the limit. */
async function untilArchived(client: pg.Client, { wal }: ArchivePlaces, names: readonly string[]): Promise<void> {
  const failures = async () =>
    one<{ failed: string; file: string | null }>(client, "select failed_count as failed, last_failed_wal as file from pg_stat_archiver");
  const before = await failures();
  const endsAt = performance.now() + backupLimits.archiveWaitMs;
  for (const name of names) {
    while (!(await isThere(path.join(wal, `${name}.gz`)))) {
      const now = await failures();
      if (now.failed !== before.failed)
        throw failBackup(
          "BACKUP_ARCHIVE_FAILED",
          `PostgreSQL could not write ${now.file ?? name} to ${wal}; its account must be able to enter that folder and the disk must have room (the database's log says more)`,
        );
      if (performance.now() > endsAt)
        throw failBackup("BACKUP_ARCHIVE_FAILED", `${name} did not arrive in ${wal} within ${backupLimits.archiveWaitMs / 1_000} s`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function one<Row extends pg.QueryResultRow>(client: pg.Client, text: string): Promise<Row> {
  const { rows } = await client.query<Row>(text);
  const [row] = rows;
  if (row === undefined) throw failBackup("BACKUP_ARCHIVE_FAILED", `PostgreSQL did not answer: ${text.slice(0, 60)}`);
  return row;
}
