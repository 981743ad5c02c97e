import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** What J1939 refuses to the caller. What is wrong on the bus is a value, not an error. */
export const j1939Errors = {
  J1939_MESSAGE_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A message to be sent has a group, a destination or a length that J1939 does not have. The text says which.",
  },
  J1939_TABLE_UNREADABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A table of parameter groups lacks a column that it needs, is too large or holds no group. The message says which columns are looked for.",
  },
} as const satisfies ErrorTable;

export const j1939Fail = errorsOf(j1939Errors);
