import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const driverErrors = {
  DRIVER_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no driver with this id." },
  DRIVER_NUMBER_TAKEN: { kind: "conflict", retryable: false, meaning: "Another driver has this number. The message names them." },
  DRIVERS_TOO_MANY: { kind: "exhausted", retryable: false, meaning: "The fleet has as many drivers as it may. Remove some first." },
  ASSIGNMENT_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no assignment of a driver with this id." },
  ASSIGNMENT_OVERLAPS: {
    kind: "conflict",
    retryable: false,
    meaning: "The driver sat in another vehicle then, or another driver in this one. The message names the assignment; end or correct it first.",
  },
  ASSIGNMENT_SPAN_INVALID: { kind: "invalid", retryable: false, meaning: "An assignment begins before it ends." },
  ASSIGNMENT_OF_NOBODY: { kind: "invalid", retryable: false, meaning: "The fleet has no such driver, or no such vehicle." },
} as const satisfies ErrorTable;

export const failDriver = errorsOf(driverErrors);
