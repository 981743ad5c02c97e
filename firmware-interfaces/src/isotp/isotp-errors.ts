import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

/** What ISO-TP refuses to begin. What goes wrong on the bus is a value, not an error. */
export const isoTpErrors = {
  ISOTP_PAYLOAD_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning: "A message to be sent by ISO-TP is empty or longer than `isoTpLimits.payloadBytesMax`.",
  },
  ISOTP_ADDRESS_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning: "An ISO-TP address cannot exist: the identifier does not fit its width or an address byte is outside 0..255. The message says which.",
  },
  ISOTP_FRAME_BYTES_IMPOSSIBLE: {
    kind: "invalid",
    retryable: false,
    meaning: "The frame length or padding byte that ISO-TP is to use does not exist: lengths are 8, 12, 16, 20, 24, 32, 48 or 64, padding 0..255.",
  },
} as const satisfies ErrorTable;

export const isoTpFail = errorsOf(isoTpErrors);
