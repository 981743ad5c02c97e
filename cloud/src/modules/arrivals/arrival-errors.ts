import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const arrivalErrors = {
  ARRIVAL_DEPOT_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no depot with this id, or the caller's rights do not hold there." },
} as const satisfies ErrorTable;

export const failArrival = errorsOf(arrivalErrors);
