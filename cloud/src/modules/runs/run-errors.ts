import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const runErrors = {
  RUN_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no run of this id. The vehicle's runs list what there is." },
} as const satisfies ErrorTable;

export const failRun = errorsOf(runErrors);
