/** One step of a program as integers: how a signal's bits are taken out of a window of eight bytes. */
import { layoutBits, motorolaIndex, type SignalLayout } from "./signal-layout.ts";

/** Integers of a step: [operation, word and shifts; signal index; bytes needed; window's first byte; position in the signal list]. */
export const stepInts = 5;

export const opUnsignedWord = 0;
export const opSignedWord = 1;
/** Up to 32 bits over the border of two words. */
export const opUnsignedWords = 2;
export const opSignedWords = 3;
/** 33 to 53 bits. */
export const opUnsignedLong = 4;
/** The last that gives a number. */
export const opSignedLong = 5;
export const opFloat32 = 6;
export const opFloat64 = 7;
/** 54 to 64 bits. */
export const opWide = 8;
/** Over nine bytes: more than 56 bits that do not begin at a byte, in a payload of more than eight. Bit by bit. */
export const opSpanning = 9;

const exactBitsMax = 53;
const windowBits = 64;

/**
 * @param isLong whether the message has signals beyond eight bytes: then each step brings its own window.
 */
export function encodeStep(layout: SignalLayout, index: number, position: number, isLong: boolean): readonly number[] {
  const { bytesNeeded, firstByte } = layoutBits(layout);
  const window = isLong ? firstByte : 0;
  const { lengthBits, signed, byteOrder } = layout;
  const start = startInWindow(layout, window);
  if (start < 0 || start + lengthBits > windowBits) return [opSpanning, index, bytesNeeded, window, position];
  const word = start >> 5;
  const shift = start & 31;
  const above = lengthBits <= 32 ? 32 - lengthBits : windowBits - lengthBits;
  // Numbers of one word are taken without a shift first; all others after it, or, above 32 bits, from the upper word.
  const isOneWord = shift + lengthBits <= 32;
  const left = isOneWord || lengthBits > 32 ? above - shift : above;
  const operation = operationOf(layout, isOneWord, signed);
  const wordIndex = (byteOrder === "intel" ? 0 : 2) + word;
  return [operation | (wordIndex << 4) | (shift << 8) | ((left & 31) << 16) | (above << 24), index, bytesNeeded, window, position];
}

/** Place of the least significant bit, counted from the least significant bit of the window in the signal's byte order. */
function startInWindow(layout: SignalLayout, window: number): number {
  if (layout.byteOrder === "intel") return layout.startBit - window * 8;
  const last = motorolaIndex(layout.startBit) + layout.lengthBits - 1;
  return windowBits - 1 - (last - window * 8);
}

function operationOf(layout: SignalLayout, isOneWord: boolean, signed: boolean): number {
  if (layout.numeric === "float32") return opFloat32;
  if (layout.numeric === "float64") return opFloat64;
  if (layout.lengthBits > exactBitsMax) return opWide;
  if (layout.lengthBits > 32) return signed ? opSignedLong : opUnsignedLong;
  if (isOneWord) return signed ? opSignedWord : opUnsignedWord;
  return signed ? opSignedWords : opUnsignedWords;
}
