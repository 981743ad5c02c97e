import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const launcherErrors = {
  FOLDER_UNWRITABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "The data folder cannot be made or written. Choose another with --data, or change its owner.",
  },
  INSTALLATION_MISSING: {
    kind: "not-found",
    retryable: false,
    meaning: 'There is no installation in this folder. "drawbar up" makes one; --data names another folder, --url another machine.',
  },
  INSTALLATION_DAMAGED: {
    kind: "corrupt",
    retryable: false,
    meaning: "installation.json of the data folder cannot be read. Restore it from a backup, or start with another folder.",
  },
  INSTALLATION_RUNNING: {
    kind: "conflict",
    retryable: false,
    meaning: "The installation of this folder is running already. Use its address, or stop it first.",
  },
  INSTALLATION_STOPPED: { kind: "unavailable", retryable: true, meaning: 'The installation of this folder is not running. Start it with "drawbar up".' },
  PORT_BUSY: { kind: "conflict", retryable: false, meaning: "Another program listens on the port. Stop it, or choose another port with --port." },
  ADDRESS_FOREIGN: {
    kind: "invalid",
    retryable: false,
    meaning: "The address given with --host is none of this machine's. Use one that it has, or 0.0.0.0 for all.",
  },
  CHILD_FAILED: {
    kind: "unavailable",
    retryable: true,
    meaning: "One of the installation's processes did not start. The message quotes its last words; its log is in the data folder.",
  },
  API_REFUSED: { kind: "unavailable", retryable: true, meaning: "The installation's API answered with an error or not at all. The message quotes it." },
  IMPORT_STOPPED: {
    kind: "invalid",
    retryable: false,
    meaning: "The file was not imported, or not all of it. The message says why; what is wrong with which cell stands before it.",
  },
  FILE_UNREADABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A file given to a command cannot be read or holds nothing that can be used. The message names the place.",
  },
  PASSPHRASE_UNUSABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "The file with the passphrase of an export cannot be read, or its first line is too short. The message has the least number of characters.",
  },
  EXPORT_FILE_UNUSABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "The file for an export is there already, or cannot be written. Name another one; nothing is written over.",
  },
  AUDIT_TRAIL_BROKEN: {
    kind: "corrupt",
    retryable: false,
    meaning:
      "An audit trail was changed behind the program's back. The message names the first entry that does not fit; compare it with a backup, and find out who could write to the database.",
  },
  TOKEN_MISSING: {
    kind: "unauthorized",
    retryable: false,
    meaning: 'A command with --url needs an API token in the environment variable DRAWBAR_TOKEN. "drawbar token" on that machine makes one.',
  },
} as const satisfies ErrorTable;

export const failLauncher = errorsOf(launcherErrors);
