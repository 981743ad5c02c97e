import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const depotErrors = {
  DEPOT_IDENTITY_WRONG: {
    kind: "invalid",
    retryable: false,
    meaning: 'The identity folder holds a certificate of another kind of device. Enrol the depot with a claim made by "drawbar claim create depot".',
  },
  DEPOT_CERTIFICATE_EXPIRED: {
    kind: "unauthorized",
    retryable: false,
    meaning: "The depot's certificate expired more than a year ago, so it cannot be renewed. Enrol the depot again with a new claim.",
  },
  CLOUD_UNREACHABLE: {
    kind: "unavailable",
    retryable: true,
    meaning:
      "The depot cannot reach headquarters, which alone can sign certificates. Try the claim again when the link is back; it stays valid until its expiry.",
  },
  RENEW_AT_CLOUD: {
    kind: "unavailable",
    retryable: false,
    meaning:
      "A depot passes on only what a device proved with the key of its certificate; this request holds no proof, or the depot is of an earlier release. The device renews at the cloud's enrolment port, which it tries by itself where it knows one.",
  },
} as const satisfies ErrorTable;

export const failDepot = errorsOf(depotErrors);
