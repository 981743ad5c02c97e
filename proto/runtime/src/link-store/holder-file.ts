/** The SQLite file of a holder: opened for one process only, brought to this release's schema, moved aside when it is damaged. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import { holderStoreError } from "@drawbar/proto/link/link-errors.ts";
import Sqlite from "better-sqlite3";
import { failureOf, storeErrorOf } from "./sqlite-failures.ts";

export type Database = Sqlite.Database;

const migrationsDirectory = path.join(import.meta.dirname, "migrations");
/** Longest wait for another process to let the file go, such as the one before that is still stopping. */
const busyTimeoutMs = 3_000;
/** Kibibytes of pages in memory. */
const cacheKibibytes = 8_192;
/** The write-ahead log is cut back to this after a checkpoint. */
const journalBytesMax = 67_108_864;

/**
 * @throws DrawbarError `HOLDER_FILE_BUSY`, `HOLDER_FILE_NEWER`, `HOLDER_FILE_FOREIGN`, `HOLDER_FILE_UNWRITABLE`, `HOLDER_DISK_FULL`.
 * @throws SQLite's own error when the file is damaged: see `failureOf`.
 */
export function openHolderFile(file: string, source: SourceId): Database {
  let database: Database | undefined;
  try {
    if (file !== ":memory:") mkdirSync(path.dirname(file), { recursive: true, mode: 0o750 });
    database = new Sqlite(file, { timeout: busyTimeoutMs });
    // Exclusive: two processes on one file would be two devices with one identity.
    database.pragma("locking_mode = exclusive");
    database.pragma("journal_mode = wal");
    // NORMAL would lose acknowledged commits at a power cut.
    database.pragma("synchronous = full");
    database.pragma(`cache_size = -${cacheKibibytes}`);
    database.pragma(`journal_size_limit = ${journalBytesMax}`);
    database.exec("begin exclusive");
    migrate(database, file);
    own(database, file, source);
    database.exec("commit");
    return database;
  } catch (error) {
    closeQuietly(database);
    throw storeErrorOf(error, file);
  }
}

/** Gives a damaged file and its log another name. @returns that name. */
export function moveAside(file: string): string {
  const base = `${file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
  let target = base;
  for (let attempt = 2; existsSync(target); attempt += 1) target = `${base}-${attempt}`;
  for (const suffix of ["", "-wal", "-shm"]) if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  return target;
}

export function closeQuietly(database: Database | undefined): void {
  try {
    database?.close();
  } catch {
    // it is given up anyway: the disk has said so already
  }
}

/** Whether opening failed because the file's contents cannot be read. */
export function isDamaged(error: unknown): boolean {
  return failureOf(error) === "damaged";
}

function migrate(database: Database, file: string): void {
  const steps = readdirSync(migrationsDirectory)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .toSorted();
  const version = Number(database.pragma("user_version", { simple: true }));
  if (version > steps.length) {
    throw holderStoreError(
      "HOLDER_FILE_NEWER",
      `${file} was written by a later release (schema ${version}, this one knows ${steps.length}); install that release again, or move the file away`,
    );
  }
  for (const step of steps.slice(version)) database.exec(readFileSync(path.join(migrationsDirectory, step), "utf8"));
  if (version < steps.length) database.pragma(`user_version = ${steps.length}`);
}

function own(database: Database, file: string, source: SourceId): void {
  database
    .prepare(
      `insert into holder (id, source, epoch, boot, ended_clean, cloud_incarnation, cloud_as_of, cursor_incarnation, cursor_position)
       values (1, ?, null, 0, 0, 0, 0, 0, 0) on conflict do nothing`,
    )
    .run(source);
  const owner = database.prepare<[], { source: string }>("select source from holder where id = 1").get()?.source;
  if (owner !== source)
    throw holderStoreError("HOLDER_FILE_FOREIGN", `${file} belongs to source ${owner}, and this is ${source}; check the data folder and the identity`);
}
