import { DrawbarError, errorsOf, type ErrorTable } from "../kernel/errors.ts";

/** Every code of segments and catalogues. A code is never reused; docs/errors.md is generated from the tables. */
export const segmentErrors = {
  SEGMENT_CORRUPT: {
    kind: "corrupt",
    retryable: false,
    meaning: "A segment's bytes are not what was sealed. They are refused, never guessed at; ask its holder for them again.",
  },
  SEGMENT_VERSION_UNKNOWN: {
    kind: "invalid",
    retryable: false,
    meaning: "A segment has a format that this release does not read. Update the program that reads it.",
  },
  SEGMENT_TOO_LARGE: {
    kind: "exhausted",
    retryable: false,
    meaning: "A segment is over a limit that the message names. Seal its samples as several segments.",
  },
  SEGMENT_UNENCODABLE: { kind: "invalid", retryable: false, meaning: "Columns cannot be sealed: they break a promise that the message names." },
  CATALOGUE_MALFORMED: { kind: "invalid", retryable: false, meaning: "A signal catalogue does not have its form. The message names the signal and the field." },
  CATALOGUE_MISMATCH: {
    kind: "conflict",
    retryable: false,
    meaning: "A column is of another kind than its catalogue says. Read the segment with the catalogue that its header names.",
  },
} as const satisfies ErrorTable;

export const segmentFailure = errorsOf(segmentErrors);

/**
 * Turns whatever reading a segment threw into an error of the table. The readers of bits and numbers leave the check
 * of the end to `DataView`, which costs nothing there: its RangeError means that the bytes ended too early.
 */
export function asSegmentFailure(error: unknown): unknown {
  if (error instanceof DrawbarError || !(error instanceof RangeError)) return error;
  return segmentFailure("SEGMENT_CORRUPT", "the bytes end before the segment does", { cause: error });
}
