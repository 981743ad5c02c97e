import type { ErrorTable } from "@drawbar/proto/kernel/errors.ts";
import { errorsOf } from "@drawbar/proto/kernel/errors.ts";

export const tlsErrors = {
  IDENTITY_MISSING: {
    kind: "not-found",
    retryable: false,
    meaning: "This device has no certificate yet. Make a claim at headquarters (drawbar claim create) and use it here (drawbar enrol).",
  },
  IDENTITY_UNREADABLE: {
    kind: "corrupt",
    retryable: false,
    meaning: "The files of this device's identity are damaged or do not belong together. Enrol the device again with a new claim.",
  },
  SIGNING_REQUEST_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "A certificate signing request is malformed, not signed by its own key, or its key is not P-256.",
  },
  CERTIFICATE_NOT_OURS: { kind: "unauthorized", retryable: false, meaning: "A certificate was issued by another authority, or names no device of a tenant." },
} as const satisfies ErrorTable;

export const failTls = errorsOf(tlsErrors);
