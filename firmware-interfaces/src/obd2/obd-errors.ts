import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** What the OBD-II layer refuses. What a control unit answers, however wrong, is a value and not an error. */
export const obdErrors = {
  OBD_REQUEST_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning: "An OBD-II request cannot be written: a service, PID or frame number is out of range, or there are too many PIDs. The message says which.",
  },
  OBD_CLEAR_NOT_PERMITTED: {
    kind: "forbidden",
    retryable: false,
    meaning: "Clearing trouble codes (service 04) was asked of a client that was not made with permission for it. It also wipes readiness and freeze frames.",
  },
  OBD_SCHEDULE_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "A polling schedule names an unknown PID, a period below the limit, or more PIDs than may be polled. The message says which.",
  },
  SIGNAL_SET_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "A signal set is not JSON of the OBDb form, or holds no command that can be used. The message names the first place that is wrong.",
  },
  OBD_EXCHANGE_NOT_DECODED: {
    kind: "invalid",
    retryable: false,
    meaning:
      "An exchange gives no value: the signal set does not know the request, no answer is one to it, or the control unit refused. The message says which.",
  },
} as const satisfies ErrorTable;

export const obdFail = errorsOf(obdErrors);
