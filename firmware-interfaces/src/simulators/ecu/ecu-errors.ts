import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** What cannot be simulated. */
export const ecuErrors = {
  ECU_UNITS_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning: "Simulated control units are too many, share an identifier, or hold more trouble codes than an answer can name. The message says which.",
  },
} as const satisfies ErrorTable;

export const ecuFail = errorsOf(ecuErrors);
