import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** What a caller of the ELM327 client got wrong. What adapters and vehicles get wrong are values. */
export const elm327Errors = {
  ELM_BUSY: {
    kind: "conflict",
    retryable: true,
    meaning: "A command was given while the adapter still works on another; wait for its answer first.",
  },
  ELM_COMMAND_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A command holds characters that an ELM327 cannot take, or a request has no or too many bytes. The message says which.",
  },
  ELM_TRANSCRIPT_UNREADABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A transcript of an ELM327 is in none of the known forms: JSON lines with `exchange`, or a terminal log with prompts.",
  },
} as const satisfies ErrorTable;

export const elmFail = errorsOf(elm327Errors);
