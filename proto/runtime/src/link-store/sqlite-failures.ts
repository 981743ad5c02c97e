/** SQLite's result codes as errors of a holder's store. */
import type { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { holderStoreError } from "@drawbar/proto/link/link-errors.ts";

export type SqliteFailure = "full" | "unwritable" | "busy" | "damaged";

/** What kind of failure an error of SQLite is; `undefined` when it is a defect of ours. */
export function failureOf(error: unknown): SqliteFailure | undefined {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "SQLITE_FULL") return "full";
  if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB") return "damaged";
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return "busy";
  // Disks answer a full quota or a read-only remount with one of these.
  if (code.startsWith("SQLITE_IOERR") || code.startsWith("SQLITE_READONLY") || code === "SQLITE_CANTOPEN" || code === "SQLITE_PERM") return "unwritable";
  return undefined;
}

/** @param file for the message. @returns the error itself when it is none of the store's. */
export function storeErrorOf(error: unknown, file: string): unknown {
  const text = error instanceof Error ? error.message : String(error);
  switch (failureOf(error)) {
    case "full":
      return holderStoreError("HOLDER_DISK_FULL", `the disk under ${file} is full; what was committed is safe, and writing goes on when there is room`, {
        cause: error,
      });
    case "unwritable":
      return holderStoreError("HOLDER_FILE_UNWRITABLE", `${file} cannot be written (${text}); check the disk and the folder's rights`, { cause: error });
    case "busy":
      return holderStoreError("HOLDER_FILE_BUSY", `another process uses ${file}; stop it, or choose another data folder`, { cause: error });
    case "damaged":
    case undefined:
      return error;
  }
}

export function damagedError(file: string, movedTo: string, cause: unknown): DrawbarError {
  return holderStoreError(
    "HOLDER_FILE_CORRUPT",
    `${file} is damaged (${cause instanceof Error ? cause.message : String(cause)}); it was moved to ${movedTo}, and a new one is begun`,
    { cause },
  );
}
