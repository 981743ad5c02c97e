import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";

export const telemetryErrors = {
  SIGNAL_UNKNOWN: {
    kind: "not-found",
    retryable: false,
    meaning: "A signal that was asked for has never been seen on this vehicle or in this run. The vehicle's signals list what there is.",
  },
  CATALOGUE_MISSING: {
    kind: "internal",
    retryable: false,
    meaning: "A stored segment names a catalogue that is not stored: a broken invariant, since a catalogue is committed before the segments that need it.",
  },
  CATALOGUE_REFUSED: {
    kind: "invalid",
    retryable: false,
    meaning: "A catalogue's bytes are not what its hash says, or not a catalogue. The source that sent it must send it again.",
  },
  SIGNALS_TOO_MANY: {
    kind: "exhausted",
    retryable: false,
    meaning: "A tenant has named more different signals than the limit that the message names. Collect fewer signals, or give them stable names.",
  },
} as const satisfies ErrorTable;

export const failTelemetry = errorsOf(telemetryErrors);
