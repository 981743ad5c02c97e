import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** Why a recording as a whole cannot be read. What is wrong with single lines is a `LogProblem`. */
export const logErrors = {
  LOG_FORMAT_UNKNOWN: {
    kind: "invalid",
    retryable: false,
    meaning: "None of the known formats of bus recordings fits the first lines of the file. The message lists the formats that can be read.",
  },
  LOG_EMPTY: { kind: "invalid", retryable: false, meaning: "The recording holds no line at all." },
  LOG_UNREADABLE: { kind: "not-found", retryable: false, meaning: "The recording's file cannot be opened or read; the message says why." },
  LOG_UNWRITABLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A recording cannot be written in the format or to the file that was asked for; the message says what is in the way.",
  },
  LOG_SPEED_INVALID: { kind: "invalid", retryable: false, meaning: "A replay's speed is a number above 0, or `max`." },
} as const satisfies ErrorTable;

export const logFail = errorsOf(logErrors);
