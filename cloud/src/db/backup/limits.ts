/** Bounds of backups, with what happens at each. */
export const backupLimits = {
  /** A started log file is closed and archived after this long, full or not: what a lost machine takes with it. */
  archiveEverySeconds: 60,
  /** Wait for the log of a backup to be archived. At the bound: `BACKUP_ARCHIVE_FAILED`. */
  archiveWaitMs: 120_000,
  /** Complete backups that are kept, unless the command says otherwise; older ones go with the log before the oldest. */
  keepStandard: 7,
  keepMax: 1_000,
  /** Files of one backup, some ten for each table and partition. At the bound: `BACKUP_FOLDER_UNUSABLE`. */
  filesMax: 2_000_000,
  /** Reading the log up to the wanted time. At the bound: `DATABASE_START_FAILED`, and nothing is left behind. */
  recoveryMs: 12 * 3_600_000,
} as const;
