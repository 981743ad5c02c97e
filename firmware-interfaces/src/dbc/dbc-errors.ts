import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** Why a DBC file as a whole, or a request to a compiled one, is refused. Single lines are diagnostics. */
export const dbcErrors = {
  DBC_REJECTED: {
    kind: "invalid",
    retryable: false,
    meaning: "A DBC file has errors and was read strictly. The message names the first with its line; read it tolerantly to use the rest.",
  },
  DBC_TOO_LARGE: { kind: "invalid", retryable: false, meaning: "A DBC file is larger than dbcLimits.fileBytesMax." },
  DBC_NOT_A_DBC: {
    kind: "invalid",
    retryable: false,
    meaning: "A file given as DBC holds no message at all and does not look like a DBC file. Check that it is not another file.",
  },
  DBC_NO_SUCH_MESSAGE: { kind: "not-found", retryable: false, meaning: "A message or signal was asked for by a name that the DBC file does not have." },
  DBC_VALUE_OUT_OF_RANGE: { kind: "invalid", retryable: false, meaning: "A value does not fit the bits of the signal that it should be encoded into." },
} as const satisfies ErrorTable;

export const dbcFail = errorsOf(dbcErrors);
