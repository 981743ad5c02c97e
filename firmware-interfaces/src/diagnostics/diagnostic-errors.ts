import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** What a diagnostic link refuses to ask. What a vehicle answers, or does not, is a value. */
export const diagnosticErrors = {
  DIAGNOSTIC_REQUEST_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A diagnostic request is empty, too long, or its target is no control unit's request identifier. The message says which.",
  },
} as const satisfies ErrorTable;

export const diagnosticFail = errorsOf(diagnosticErrors);
