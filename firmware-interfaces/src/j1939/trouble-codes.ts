/**
 * Diagnostic trouble codes of four bytes.
 *
 * @see SAE J1939-73, 5.7.1.8 (SPN), 5.7.1.9 (FMI), 5.7.1.10 (occurrence count), 5.7.1.11 (conversion method)
 */

/**
 * How the 19 bits of an SPN lie in a trouble code. Version 4 says so by its conversion bit, which is 0; of a code whose
 * bit is 1 only its maker knows which of the other three it is.
 */
export type OldSpnConversion = 1 | 2 | 3;

export interface TroubleCode {
  /** Suspect parameter number; `undefined` while nobody has said which of the old conversions the sender uses. */
  readonly spn: number | undefined;
  /** Failure mode identifier, 0 to 31; 31 = condition exists. */
  readonly fmi: number;
  /** 0 to 126; `undefined` = not available. */
  readonly occurrenceCount: number | undefined;
  readonly conversion: OldSpnConversion | 4 | undefined;
  /** The bytes 1 to 3 with the conversion bit above, the same for the same fault of a source however often it occurs. */
  readonly key: number;
}

export const troubleCodeBytes = 4;
const occurrenceNotAvailable = 0x7f;

/**
 * @param at where the four bytes begin; they must be there.
 * @param oldConversion of this sender, for codes whose conversion bit is 1.
 */
export function readTroubleCode(data: Uint8Array, at: number, oldConversion: OldSpnConversion | undefined): TroubleCode {
  const [b0, b1, b2, b3] = [0, 1, 2, 3].map((index) => data[at + index] ?? 0) as [number, number, number, number]; // of four
  const isOld = b3 >> 7 === 1;
  const occurrence = b3 & 0x7f;
  const conversion = isOld ? oldConversion : 4;
  return {
    spn: conversion === undefined ? undefined : spnOf(b0, b1, b2, conversion),
    fmi: b2 & 0x1f,
    occurrenceCount: occurrence === occurrenceNotAvailable ? undefined : occurrence,
    conversion,
    key: b0 | (b1 << 8) | (b2 << 16) | (isOld ? 1 << 24 : 0),
  };
}

/** What the SPN would be by each old conversion, in the order of their versions. */
export function oldSpnsOf({ key }: Pick<TroubleCode, "key">): readonly [number, number, number] {
  const [b0, b1, b2] = [key & 0xff, (key >> 8) & 0xff, (key >> 16) & 0xff];
  return [spnOf(b0, b1, b2, 1), spnOf(b0, b1, b2, 2), spnOf(b0, b1, b2, 3)];
}

/** No code: all zeros, or all ones as older units write it. */
export function isNoTroubleCode(data: Uint8Array, at: number): boolean {
  const first = data[at];
  if (first !== 0 && first !== 0xff) return false;
  for (let index = 1; index < troubleCodeBytes; index++) if (data[at + index] !== first) return false;
  return true;
}

/** @returns the four bytes by version 4. What does not fit is cut. */
export function troubleCodeBytesOf(code: { readonly spn: number; readonly fmi: number; readonly occurrenceCount?: number | undefined }): Uint8Array {
  const { spn, fmi, occurrenceCount = occurrenceNotAvailable } = code;
  return Uint8Array.of(spn & 0xff, (spn >> 8) & 0xff, ((spn >> 16) << 5) | (fmi & 0x1f), occurrenceCount & 0x7f);
}

function spnOf(b0: number, b1: number, b2: number, conversion: OldSpnConversion | 4): number {
  const highBits = b2 >> 5;
  switch (conversion) {
    case 1:
      return (b0 << 11) | (b1 << 3) | highBits;
    case 2:
      return (b1 << 11) | (b0 << 3) | highBits;
    case 3:
    case 4:
      return b0 | (b1 << 8) | (highBits << 16);
  }
}
