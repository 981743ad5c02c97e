/** Opening a holder's file: pragmas, migrations, a look at its health; a damaged one is put aside. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { holderStoreError } from "@drawbar/proto/link/link-errors.ts";
import { storeErrorOf } from "./sqlite-errors.ts";

/** How long the process before may take to let the file go. */
const busyTimeoutMs = 2_000;
/** Up to this size the whole file is checked at open; a larger one would hold up the start, and damage shows when it is read. */
const checkedBytesMax = 67_108_864;
/**
 * Pages kept in memory. Records are written once and read once, so more of them help nobody; and a cache fills as slowly as
 * its file: with 1 MiB each, fifty simulated vehicles took half an hour to reach the memory that they keep.
 */
const cacheKibibytes = 256;
/** The log is cut back to this after a burst. */
const journalBytesMax = 67_108_864;

const migrationsFolder = path.join(import.meta.dirname, "migrations");

/** What makes a store of an open file; `replaced` is set when a damaged file was put aside for this new and empty one. */
type Use<Store> = (database: Database.Database, replaced: DrawbarError | undefined) => Store;

/**
 * @param bytesMax size of the file, its log not counted, at which the disk counts as full; none when absent.
 * @param use reads what it needs; when that turns out to be damaged, the file is put aside as well.
 * @throws DrawbarError `HOLDER_FILE_BUSY`, `HOLDER_FILE_NEWER`, `HOLDER_FILE_UNWRITABLE`, `HOLDER_DISK_FULL`, and what `use` throws.
 */
export function openHolderFile<Store>(file: string, bytesMax: number | undefined, use: Use<Store>): Store {
  try {
    return openOnce(file, bytesMax, (database) => use(database, undefined));
  } catch (error) {
    if (!(error instanceof DrawbarError) || error.code !== "HOLDER_FILE_CORRUPT") throw error;
    const movedTo = putAside(file);
    const replaced = holderStoreError("HOLDER_FILE_CORRUPT", `${file} is damaged and lies in ${movedTo} now; a new one was begun`, {
      cause: error,
      details: { file, movedTo },
    });
    return openOnce(file, bytesMax, (database) => use(database, replaced));
  }
}

/** Damage showed while the file was in use: it is looked at as a whole when it is opened next, however large. */
export function noteSuspect(file: string): void {
  try {
    writeFileSync(suspectName(file), "");
  } catch {
    // A disk that takes no file either: then damage shows again where it showed now.
  }
}

function openOnce<Store>(file: string, bytesMax: number | undefined, use: (database: Database.Database) => Store): Store {
  makeFolder(file);
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: busyTimeoutMs });
    // Exclusive before WAL: no shared memory, which a full disk would turn into a crash of the process, and no second process.
    database.pragma("locking_mode = exclusive");
    database.pragma("journal_mode = wal");
    database.pragma("synchronous = full");
    database.pragma(`cache_size = -${cacheKibibytes}`);
    database.pragma(`journal_size_limit = ${journalBytesMax}`);
    checkHealth(database, file);
    migrate(database, file);
    if (bytesMax !== undefined) database.pragma(`max_page_count = ${Math.ceil(bytesMax / Number(database.pragma("page_size", { simple: true })))}`);
    return use(database);
  } catch (error) {
    database?.close();
    throw storeErrorOf(error, file);
  }
}

function makeFolder(file: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o750 });
  } catch (error) {
    throw holderStoreError("HOLDER_FILE_UNWRITABLE", `${path.dirname(file)} cannot be made: ${String(error)}`, { cause: error });
  }
}

function checkHealth(database: Database.Database, file: string): void {
  const isSuspect = existsSync(suspectName(file));
  if (!isSuspect && statSync(file).size > checkedBytesMax) return;
  const verdict: unknown = database.pragma(isSuspect ? "integrity_check(1)" : "quick_check(1)", { simple: true });
  if (verdict !== "ok") throw holderStoreError("HOLDER_FILE_CORRUPT", `${file}: ${String(verdict)}`);
  rmSync(suspectName(file), { force: true });
}

function migrate(database: Database.Database, file: string): void {
  const migrations = readdirSync(migrationsFolder)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const version = Number(database.pragma("user_version", { simple: true }));
  if (version > migrations.length) throw holderStoreError("HOLDER_FILE_NEWER", `${file} has version ${version}, this release knows ${migrations.length}`);
  for (const [index, name] of migrations.entries()) {
    if (index < version) continue;
    const sql = readFileSync(path.join(migrationsFolder, name), "utf8");
    database.exec(`begin immediate;\n${sql}\npragma user_version = ${index + 1};\ncommit;`);
  }
}

/** Keeps the file and its log for whoever wants to look. @returns the new name. */
function putAside(file: string): string {
  let number = 1;
  while (existsSync(`${file}.damaged-${number}`)) number += 1;
  const target = `${file}.damaged-${number}`;
  rmSync(suspectName(file), { force: true });
  for (const suffix of ["", "-wal", "-shm"]) if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  return target;
}

function suspectName(file: string): string {
  return `${file}.suspect`;
}
