import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** What the CAN layer refuses. Frames that look wrong on a bus are values, not errors. */
export const canErrors = {
  CAN_FRAME_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A frame to be sent or written cannot exist on a CAN bus: its identifier or length is out of range. The message says which.",
  },
  CAN_TOO_MANY_CHANNELS: {
    kind: "exhausted",
    retryable: false,
    meaning: "More readers were connected to one in-memory bus than its limit allows; stop some first.",
  },
  CAN_DRIVER_MISSING: {
    kind: "unavailable",
    retryable: false,
    meaning: "A CAN interface was asked for and its driver cannot be used on this machine. The message says what to install.",
  },
  CAN_INTERFACE_MISSING: {
    kind: "not-found",
    retryable: true,
    meaning: 'There is no CAN interface of this name. "ip -br link show type can" lists them; plug the adapter in or check the name.',
  },
  CAN_INTERFACE_UNUSABLE: {
    kind: "unavailable",
    retryable: true,
    meaning: "The system refused to open a CAN interface. The message quotes its reason.",
  },
  CAN_TOO_MANY_FILTERS: {
    kind: "invalid",
    retryable: false,
    meaning: "More filters were set on a CAN interface than the kernel takes. Merge some by masks, or filter nothing.",
  },
  CAN_TRANSMIT_FORBIDDEN: {
    kind: "forbidden",
    retryable: false,
    meaning: "Something was to be sent on a bus that was opened for listening only. Sending has to be asked for explicitly.",
  },
  CAN_REPLAY_BUS_UNKNOWN: {
    kind: "invalid",
    retryable: false,
    meaning: "A replay names a bus that the recording does not have, or leaves open which of several is meant. The message lists them.",
  },
} as const satisfies ErrorTable;

export const canFail = errorsOf(canErrors);
