import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const backupErrors = {
  BACKUP_FOLDER_UNUSABLE: {
    kind: "invalid",
    retryable: false,
    meaning:
      "The folder for backups, or the one to restore into, cannot be used: it is not writable, not empty, or belongs to another database. The message names it.",
  },
  BACKUP_ARCHIVE_FAILED: {
    kind: "unavailable",
    retryable: true,
    meaning:
      "The database's log did not arrive in the folder for backups, so there is no complete backup. Usually the account that PostgreSQL runs as may not write there, or the disk is full.",
  },
  BACKUP_DAMAGED: {
    kind: "corrupt",
    retryable: false,
    meaning: "A file of the backup is missing or not the one that was written; its checksum says so. Use an earlier backup, or another copy of the folder.",
  },
  BACKUP_MISSING: {
    kind: "not-found",
    retryable: false,
    meaning: "The folder holds no complete backup from before the time that was asked for. The message says what there is.",
  },
  RESTORE_TIME_UNREACHABLE: {
    kind: "invalid",
    retryable: false,
    meaning: 'The archived log ends before the time that was asked for. The message says how far it goes; "--to latest" takes all of it.',
  },
} as const satisfies ErrorTable;

export const failBackup = errorsOf(backupErrors);
