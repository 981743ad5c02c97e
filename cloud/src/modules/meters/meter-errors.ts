import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const meterErrors = {
  METER_READING_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no reading of a meter with this id." },
  METER_OF_NO_VEHICLE: { kind: "not-found", retryable: false, meaning: "The fleet has no such vehicle." },
  METER_READING_INVALID: { kind: "invalid", retryable: false, meaning: "A meter was read in the past, and shows what one can show." },
  METER_READINGS_TOO_MANY: { kind: "exhausted", retryable: false, meaning: "The vehicle has as many written readings as it may. Remove some first." },
} as const satisfies ErrorTable;

export const failMeter = errorsOf(meterErrors);
