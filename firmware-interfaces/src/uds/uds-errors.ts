import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** What the UDS client refuses to ask. What a control unit answers is a value. */
export const udsErrors = {
  UDS_REQUEST_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A UDS request names no data identifier, too many, or a number outside its range. The message says which.",
  },
} as const satisfies ErrorTable;

export const udsFail = errorsOf(udsErrors);
