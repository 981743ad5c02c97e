import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const enrolmentErrors = {
  HUB_UNREACHABLE: {
    kind: "unavailable",
    retryable: true,
    meaning: "None of the claim's addresses answers. Check the network and that the depot or cloud runs, then use the same claim again.",
  },
  ROOT_UNKNOWN: {
    kind: "unauthorized",
    retryable: false,
    meaning: "The machine that answers does not belong to the platform that made the claim. Check the address; somebody may be in between.",
  },
  ENROLMENT_REFUSED: {
    kind: "unauthorized",
    retryable: false,
    meaning: 'Headquarters did not accept the claim: it is wrong, was used, or has expired. Make a new one with "drawbar claim create".',
  },
  RENEWAL_ANSWER_WRONG: {
    kind: "corrupt",
    retryable: true,
    meaning:
      "A hub answered a renewal with a certificate that is not for this device's new key, not of its tenant, or ends no later than the old one. It is not used; the device asks again by itself. Check the hub's release and clock.",
  },
  CLAIM_OF_OTHER_KIND: {
    kind: "invalid",
    retryable: false,
    meaning: 'The claim is for another kind of device. A unit needs a claim made with "claim create unit", a depot one made with "claim create depot".',
  },
} as const satisfies ErrorTable;

export const failEnrolment = errorsOf(enrolmentErrors);
