import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const documentErrors = {
  DOCUMENT_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no document with this id." },
  DOCUMENT_FILE_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The document has no file." },
  DOCUMENT_OF_NOBODY: { kind: "invalid", retryable: false, meaning: "A document belongs to one vehicle or to one driver of the fleet." },
  DOCUMENT_DAY_INVALID: { kind: "invalid", retryable: false, meaning: "The day is none that the calendar has." },
  DOCUMENT_FILE_REFUSED: { kind: "invalid", retryable: false, meaning: "The file is no PDF, PNG, JPEG or WebP, whatever it is called." },
  DOCUMENTS_TOO_MANY: { kind: "exhausted", retryable: false, meaning: "The fleet has as many documents as it may. Remove some first." },
  DOCUMENT_FILES_FULL: { kind: "exhausted", retryable: false, meaning: "The files of the fleet's documents take as much room as they may. Remove some first." },
} as const satisfies ErrorTable;

export const failDocument = errorsOf(documentErrors);
