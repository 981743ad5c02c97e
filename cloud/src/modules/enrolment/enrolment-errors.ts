import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const enrolmentErrors = {
  CLAIM_WRONG: {
    kind: "unauthorized",
    retryable: false,
    meaning: "There is no such claim, or its secret is another one. Copy the claim whole, or make a new one.",
  },
  CLAIM_EXPIRED: { kind: "unauthorized", retryable: false, meaning: "The claim's time is over. Make a new one." },
  CLAIM_USED: {
    kind: "unauthorized",
    retryable: false,
    meaning: "The claim has been used: it works once. Make a new one; if nobody of yours used it, revoke the device that did.",
  },
  CLAIM_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "A claim for a unit names a vehicle, one for a depot names the depot. The message says what does not fit.",
  },
  CLAIMS_TOO_MANY: {
    kind: "exhausted",
    retryable: false,
    meaning: "More claims wait to be used than the limit that the message names. Use them, or wait until they expire.",
  },
  DEPOT_NAME_TAKEN: { kind: "conflict", retryable: false, meaning: "The fleet has a depot of this name. Choose another name." },
  UNIT_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no telematics unit with this id." },
  DEPOT_UNKNOWN: { kind: "not-found", retryable: false, meaning: "The fleet has no depot with this id." },
  DEVICE_OUT_ALREADY: { kind: "conflict", retryable: false, meaning: "The unit or depot is out of trust already; nothing changed." },
  RENEWAL_REPLAYED: {
    kind: "unauthorized",
    retryable: false,
    meaning: "A request to renew names a key that has a certificate already: it came twice. A device makes a new key for each request.",
  },
  AUTHORITY_UNREADABLE: {
    kind: "internal",
    retryable: false,
    meaning: "A key of the certificate authorities cannot be read or written. Without it no device gets in; put it back from a backup, with mode 0600.",
  },
} as const satisfies ErrorTable;

export const failEnrolment = errorsOf(enrolmentErrors);
