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
} as const satisfies ErrorTable;

export const canFail = errorsOf(canErrors);
