import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const faultErrors = {
  FAULT_UNKNOWN: {
    kind: "not-found",
    retryable: false,
    meaning: "The fleet has no fault episode with this id. Late reports may have moved its onset; then it has another id.",
  },
} as const satisfies ErrorTable;

export const failFault = errorsOf(faultErrors);
