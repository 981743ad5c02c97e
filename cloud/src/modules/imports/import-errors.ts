import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const importErrors = {
  IMPORT_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no import with this id." },
  IMPORT_STATE: { kind: "conflict", retryable: false, meaning: "The import is not at the step that this follows on. The message says where it is." },
  IMPORT_PARTS_MISSING: { kind: "conflict", retryable: false, meaning: "Parts of the file have not arrived. The message names the first." },
  IMPORT_MAPPING_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "The mapping names a column that the file or the kind does not have, or leaves out one that is needed.",
  },
  IMPORTS_TOO_MANY: { kind: "exhausted", retryable: false, meaning: "The fleet has as many imports under way as it may. Finish or discard one first." },
  IMPORT_FILE_UNREADABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "The file is no table that can be read, or is larger than it may be. The message says why.",
  },
} as const satisfies ErrorTable;

export const failImport = errorsOf(importErrors);
