import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const vehicleErrors = {
  VEHICLE_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no vehicle with this id or call sign." },
  CALL_SIGN_TAKEN: { kind: "conflict", retryable: false, meaning: "Another vehicle of the fleet has this call sign. The message names it." },
  VIN_TAKEN: { kind: "conflict", retryable: false, meaning: "Another vehicle of the fleet has this VIN. The message names it." },
  VIN_MALFORMED: { kind: "invalid", retryable: false, meaning: "A VIN has 17 letters and digits without I, O and Q (ISO 3779)." },
  SOURCE_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no unit, recording or depot with this id." },
  SPAN_INVALID: { kind: "invalid", retryable: false, meaning: "`from` must lie before `to`, and both must be real dates." },
  EXPORT_BUSY: { kind: "exhausted", retryable: true, meaning: "The fleet has as many exports running as it may. Wait for one to end." },
} as const satisfies ErrorTable;

export const failVehicle = errorsOf(vehicleErrors);
