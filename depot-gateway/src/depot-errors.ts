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
    meaning: "The depot's certificate has expired, so neither vehicles nor the cloud would take it. Enrol the depot again with a new claim.",
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
    meaning: "A depot cannot vouch for a certificate that is to be renewed. The device renews at the cloud's enrolment port.",
  },
} as const satisfies ErrorTable;

export const failDepot = errorsOf(depotErrors);
