import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const placeErrors = {
  PLACE_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no place with this id." },
  PLACE_NAME_TAKEN: { kind: "conflict", retryable: false, meaning: "Another place of the fleet has this name." },
  PLACE_SHAPE_INVALID: { kind: "invalid", retryable: false, meaning: "The shape encloses nothing that a vehicle can be in. The message says why." },
  PLACE_DEPOT_UNKNOWN: { kind: "invalid", retryable: false, meaning: "The fleet has no depot with the id that the place names." },
  PLACES_TOO_MANY: { kind: "exhausted", retryable: false, meaning: "The fleet has as many places as it may. Remove some first." },
} as const satisfies ErrorTable;

export const failPlace = errorsOf(placeErrors);
