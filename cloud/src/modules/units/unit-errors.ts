import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const unitErrors = {
  UNIT_ASSIGNMENT_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no assignment of a unit with this id." },
  UNIT_OF_PAIRING_UNKNOWN: { kind: "invalid", retryable: false, meaning: "The fleet has no such unit, or it was taken out of the fleet." },
  UNIT_SITS_THERE: { kind: "conflict", retryable: false, meaning: "The unit sat in this vehicle already at that time. Correct its assignment instead." },
  UNIT_PAIRING_OVERLAPS: {
    kind: "conflict",
    retryable: false,
    meaning: "The unit sat in another vehicle then, or another unit in this one. The message names the assignment; end or correct it first.",
  },
  UNIT_PAIRING_SPAN_INVALID: { kind: "invalid", retryable: false, meaning: "A unit is put in before it is taken out, and neither in the future." },
} as const satisfies ErrorTable;

export const failUnit = errorsOf(unitErrors);
