import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const flagErrors = {
  FLAG_UNKNOWN: { kind: "not-found", retryable: false, meaning: "There is no such feature flag. GET /api/v1/flags lists all." },
  FLAG_VARIANT_UNKNOWN: { kind: "invalid", retryable: false, meaning: "A feature flag takes only the variants that the message lists." },
  FEATURE_OFF: {
    kind: "forbidden",
    retryable: false,
    meaning: "The feature is switched off for this fleet. Who administers the fleet can switch it on, in the console under Features.",
  },
} as const satisfies ErrorTable;

export const failFlag = errorsOf(flagErrors);
