import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const attributeErrors = {
  ATTRIBUTE_FIELDS_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "Two fields have one key or label, or the limits of a field exclude each other. The message names it.",
  },
  ATTRIBUTE_TYPE_FIXED: { kind: "conflict", retryable: false, meaning: "A field keeps its type: values of it are there. Make another field in its place." },
  ATTRIBUTE_FIELDS_CHANGED: { kind: "conflict", retryable: false, meaning: "Somebody has changed the fields since they were read. Read them again." },
  ATTRIBUTE_FIELDS_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet's fields have no such version, or it is too old to be kept." },
  ATTRIBUTE_VALUE_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "A value is none that its field may have, is missing, or has no field. The message names it.",
  },
} as const satisfies ErrorTable;

export const failAttribute = errorsOf(attributeErrors);
