import { errorsOf, type ErrorTable } from "@drawbar/proto/kernel/errors.ts";
import type { SourceId } from "@drawbar/proto/kernel/ids.ts";

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
  TELEMETRY_KEY_UNREADABLE: {
    kind: "internal",
    retryable: false,
    meaning:
      "The master key of stored telemetry, a file in the folder of setting authorityDirectory, cannot be read or made. Restore it from the backup of that folder.",
  },
  TELEMETRY_UNSEALABLE: {
    kind: "corrupt",
    retryable: false,
    meaning:
      "Stored telemetry does not open with the keys at hand: the master key is another one than it was stored with, or the bytes were changed. Restore the folder of setting authorityDirectory that belongs to this database.",
  },
  TELEMETRY_QUESTION_TOO_LARGE: {
    kind: "invalid",
    retryable: false,
    meaning: "A question over many vehicles would read more than the limit that the message names. Ask for a longer step, a shorter span or fewer vehicles.",
  },
  RETENTION_INVALID: {
    kind: "invalid",
    retryable: false,
    meaning: "Days of retention that contradict each other: what is cold is kept at least as long as what is hot.",
  },
  ERASURE_SOURCE_UNKNOWN: {
    kind: "not-found",
    retryable: false,
    meaning: "The fleet has no unit or run with the id whose past is to be erased.",
  },
  SIGNALS_TOO_MANY: {
    kind: "exhausted",
    retryable: false,
    meaning: "A tenant has named more different signals than the limit that the message names. Collect fewer signals, or give them stable names.",
  },
} as const satisfies ErrorTable;

export const failTelemetry = errorsOf(telemetryErrors);

export function unknownSource(source: SourceId): Error {
  return failTelemetry("ERASURE_SOURCE_UNKNOWN", `the fleet has no unit or run ${source}`);
}
