import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const vehicleErrors = {
  VEHICLE_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no vehicle with this id or call sign." },
  CALL_SIGN_TAKEN: { kind: "conflict", retryable: false, meaning: "Another vehicle of the fleet has this call sign. The message names it." },
  VIN_TAKEN: { kind: "conflict", retryable: false, meaning: "Another vehicle of the fleet has this VIN. The message names it." },
  VIN_MALFORMED: { kind: "invalid", retryable: false, meaning: "A VIN has 17 letters and digits without I, O and Q (ISO 3779)." },
  LIFE_STEP_REFUSED: {
    kind: "conflict",
    retryable: false,
    meaning: "The step does not follow from where the vehicle stands: it stands there already, or was decommissioned and comes back into service first.",
  },
  GROUP_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no group of vehicles with this id." },
  GROUP_OF_VEHICLE_UNKNOWN: { kind: "invalid", retryable: false, meaning: "A vehicle cannot be put into a group that the fleet does not have." },
  GROUP_NAME_TAKEN: { kind: "conflict", retryable: false, meaning: "Another group of vehicles has this name." },
  GROUPS_TOO_MANY: { kind: "exhausted", retryable: false, meaning: "The fleet has as many groups of vehicles as it may. Remove some first." },
  SOURCE_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no unit, recording or depot with this id." },
  SPAN_INVALID: { kind: "invalid", retryable: false, meaning: "`from` must lie before `to`, and both must be real dates." },
} as const satisfies ErrorTable;

export const failVehicle = errorsOf(vehicleErrors);
