import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const tripErrors = {
  TRIP_UNKNOWN: {
    kind: "not-found",
    retryable: false,
    meaning: "The vehicle has no trip with this id. Late telemetry may have moved its start; then it has another id.",
  },
} as const satisfies ErrorTable;

export const failTrip = errorsOf(tripErrors);
