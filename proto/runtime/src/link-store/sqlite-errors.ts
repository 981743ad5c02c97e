/** What SQLite reports, as the errors of a holder's store. */
import { statfsSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import type { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { holderStoreError } from "@drawbar/proto/link/link-errors.ts";

/** With less room than this, an I/O error is taken for a full disk: SQLite reports some of them as such. */
const roomBytesMin = 1_048_576;

/** @returns `error` itself when it is not SQLite's. */
export function storeErrorOf(error: unknown, file: string): unknown {
  return error instanceof Database.SqliteError ? translate(error, file) : error;
}

function translate(error: InstanceType<typeof Database.SqliteError>, file: string): DrawbarError {
  const detail = `${file}: ${error.message} (${error.code})`;
  const more = { cause: error, details: { file, code: error.code } };
  const family = /^SQLITE_[A-Z]+/.exec(error.code)?.[0];
  switch (family) {
    case "SQLITE_FULL":
      return holderStoreError("HOLDER_DISK_FULL", detail, more);
    case "SQLITE_IOERR":
      return holderStoreError(hasRoom(file) ? "HOLDER_FILE_UNWRITABLE" : "HOLDER_DISK_FULL", detail, more);
    case "SQLITE_CORRUPT":
    case "SQLITE_NOTADB":
      return holderStoreError("HOLDER_FILE_CORRUPT", detail, more);
    case "SQLITE_BUSY":
    case "SQLITE_LOCKED":
      return holderStoreError("HOLDER_FILE_BUSY", detail, more);
    case "SQLITE_READONLY":
    case "SQLITE_CANTOPEN":
    case "SQLITE_PERM":
      return holderStoreError("HOLDER_FILE_UNWRITABLE", detail, more);
    default:
      throw error; // a defect of ours, such as a constraint that does not hold
  }
}

function hasRoom(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path.dirname(file));
    return bavail * bsize >= roomBytesMin;
  } catch {
    return true; // the folder is gone: no question of room
  }
}
