import { errorsOf, type ErrorTable } from "../kernel/errors.ts";

/** Errors of the link's state machines. */
export const linkErrors = {
  LINK_RECORD_TOO_LARGE: { kind: "invalid", retryable: false, meaning: "A record's bytes exceed the limit that the message names. Seal less at a time." },
  LINK_CATALOGUE_TOO_LARGE: {
    kind: "invalid",
    retryable: false,
    meaning: "A signal catalogue exceeds the limit that the message names. Collect fewer signals, or shorten their names.",
  },
  LINK_CATALOGUE_UNKNOWN: {
    kind: "invalid",
    retryable: false,
    meaning: "A segment names a catalogue that this source was not given. Add the catalogue before sealing.",
  },
  LINK_STATEMENT_MALFORMED: {
    kind: "corrupt",
    retryable: false,
    meaning: "A gap, entrusted, opened or closed record cannot be read. The record is refused as corrupt.",
  },
  LINK_STOPPED: { kind: "unavailable", retryable: false, meaning: "The link was stopped: nothing is sealed or taken any more. Start the process again." },
  LINK_CONNECTION_UNKNOWN: {
    kind: "internal",
    retryable: false,
    meaning: "A message came over a connection that the link was not told about. Announce the connection first.",
  },
} as const satisfies ErrorTable;

export const linkError = errorsOf(linkErrors);

/** Errors of a holder's store (outbox of a unit, spool of a depot). */
export const holderStoreErrors = {
  HOLDER_DISK_FULL: {
    kind: "exhausted",
    retryable: true,
    meaning:
      "The disk under an outbox or spool is full. What was committed is safe, what was not is undone; free some space, and the process goes on by itself.",
  },
  HOLDER_FILE_CORRUPT: {
    kind: "corrupt",
    retryable: false,
    meaning: "The file of an outbox or spool is damaged. It was moved aside under the name in the message, and a new one was begun.",
  },
  HOLDER_FILE_NEWER: {
    kind: "invalid",
    retryable: false,
    meaning: "The file of an outbox or spool was written by a later release. Install that release again, or move the file away.",
  },
  HOLDER_FILE_FOREIGN: {
    kind: "conflict",
    retryable: false,
    meaning: "The file of an outbox or spool belongs to another source. Check the data folder and the identity.",
  },
  HOLDER_FILE_BUSY: {
    kind: "unavailable",
    retryable: true,
    meaning: "Another process uses the file of this outbox or spool. Stop it, or choose another data folder.",
  },
  HOLDER_FILE_UNWRITABLE: {
    kind: "unavailable",
    retryable: true,
    meaning: "The file of an outbox or spool cannot be written: read-only, or the disk reports errors. Check the disk and the folder's rights.",
  },
} as const satisfies ErrorTable;

export const holderStoreError = errorsOf(holderStoreErrors);
