/**
 * The compiled form of one message: a list of small integers that one loop runs over. No code is generated, so it works
 * under every policy, and a message of eight signals takes some tens of nanoseconds.
 *
 * A payload is seen through a window of eight bytes, as two 32-bit words in each byte order; a frame of up to eight bytes
 * has one window, longer ones move it. Each step takes its bits out of one word or two neighbours.
 */
import type { SignalSink } from "./frame-decoder.ts";
import { extractInteger } from "./raw-bits.ts";
import { buildTree, type ProgramSignal, type StepNode } from "./program-tree.ts";
import {
  opFloat32,
  opFloat64,
  opSignedLong,
  opSignedWord,
  opSignedWords,
  opUnsignedLong,
  opUnsignedWord,
  opUnsignedWords,
  opWide,
  stepInts,
} from "./program-steps.ts";

/** Words of the window: 0 and 1 little-endian, 2 and 3 big-endian, the less significant first. One decoder runs at a time. */
const words = new Int32Array(4);
const padded = new Uint8Array(8);
const floatBits = new Int32Array(2);
const float32 = new Float32Array(floatBits.buffer);
const float64 = new Float64Array(floatBits.buffer);

export class FrameProgram {
  readonly #signals: readonly ProgramSignal[];
  readonly #root: StepNode;

  /**
   * @param signals each with the index that the sink is given.
   * @throws RangeError when the multiplexing needs more than `decodingLimits.programStepsMax` steps.
   */
  constructor(signals: readonly ProgramSignal[]) {
    this.#signals = signals;
    this.#root = buildTree(signals);
  }

  /**
   * Gives every signal that is active and wholly within the payload to the sink.
   *
   * @param base added to each signal's index.
   */
  run(data: Uint8Array, base: number, sink: SignalSink): void {
    loadWindow(data, 0);
    this.#run(this.#root, data, 0, base, sink);
  }

  /** @returns where the window stands afterwards. */
  #run(node: StepNode, data: Uint8Array, windowAt: number, base: number, sink: SignalSink): number {
    const { steps, rawMax, selectors } = node;
    const isWhole = data.length >= node.bytesNeeded;
    let window = windowAt;
    // All reads below stay within arrays built together, which the types of typed arrays cannot say: hence `as number`.
    for (let at = 0; at < steps.length; at += stepInts) {
      if (!isWhole && (steps[at + 2] as number) > data.length) continue;
      if ((steps[at + 3] as number) !== window) {
        window = steps[at + 3] as number;
        loadWindow(data, window);
      }
      const signal = steps[at + 1] as number;
      const step = steps[at] as number;
      const operation = step & 15;
      let value: number;
      if (operation <= opSignedLong) value = takeNumber(step);
      else if (operation === opFloat32) value = physicalFloat(takeFloat32(step), this.#signals[steps[at + 4] as number] as ProgramSignal);
      else if (operation === opFloat64) value = physicalFloat(takeFloat64(step), this.#signals[steps[at + 4] as number] as ProgramSignal);
      else {
        this.#giveWide(step, this.#signals[steps[at + 4] as number] as ProgramSignal, data, base + signal, sink);
        continue;
      }
      if (rawMax !== undefined && value > (rawMax[at / stepInts] as number)) continue;
      sink.number(base + signal, value);
    }
    for (const { step, nodeOf } of selectors) {
      if ((steps[step + 2] as number) > data.length) continue;
      if ((steps[step + 3] as number) !== window) {
        window = steps[step + 3] as number;
        loadWindow(data, window);
      }
      const selected = nodeOf(takeNumber(steps[step] as number));
      if (selected !== undefined) window = this.#run(selected, data, window, base, sink);
    }
    return window;
  }

  /** More than 53 bits. Kept apart so that the loop stays small. */
  #giveWide(step: number, signal: ProgramSignal, data: Uint8Array, index: number, sink: SignalSink): void {
    const isInWindow = (step & 15) === opWide;
    const raw = isInWindow ? BigInt(takeHigh(step, signal.signed)) * 0x1_0000_0000n + BigInt(takeLow(step) >>> 0) : extractInteger(data, signal);
    if (signal.numeric === "float64") sink.number(index, physicalFloat(doubleOf(raw), signal));
    else if (signal.carriedAs === "integer") sink.integer(index, raw);
    else if (signal.carriedAs === "text") sink.text(index, String(raw));
    else sink.number(index, Number(raw) * signal.factor + signal.offset);
  }
}

/** A float is carried as the value itself, so its scale is applied here, unless the caller does it. */
function physicalFloat(value: number, { carriedAs, factor, offset }: ProgramSignal): number {
  return carriedAs !== "float" || (factor === 1 && offset === 0) ? value : value * factor + offset;
}

/** Integers of up to 53 bits. */
function takeNumber(step: number): number {
  const left = (step >>> 16) & 31;
  const right = (step >>> 24) & 31;
  switch (step & 15) {
    case opUnsignedWord:
      return ((words[(step >>> 4) & 3] as number) << left) >>> right;
    case opSignedWord:
      return ((words[(step >>> 4) & 3] as number) << left) >> right;
    case opUnsignedWords:
      return (takeLow(step) << left) >>> right;
    case opSignedWords:
      return (takeLow(step) << left) >> right;
    case opUnsignedLong:
      return takeHigh(step, false) * 0x1_0000_0000 + (takeLow(step) >>> 0);
    default:
      return takeHigh(step, true) * 0x1_0000_0000 + (takeLow(step) >>> 0);
  }
}

/** The 32 bits from the step's place on, which may begin in one word and end in the next. */
function takeLow(step: number): number {
  const word = (step >>> 4) & 3;
  const shift = (step >>> 8) & 31;
  if (shift === 0) return words[word] as number; // two bits
  return ((words[word] as number) >>> shift) | ((words[word + 1] as number) << (32 - shift)); // no step begins in the last word and ends behind it
}

/** What a number of more than 32 bits has above them. */
function takeHigh(step: number, isSigned: boolean): number {
  const bits = (words[((step >>> 4) & 3) + 1] as number) << ((step >>> 16) & 31); // such a step begins in the first word
  const right = (step >>> 24) & 31;
  return isSigned ? bits >> right : bits >>> right;
}

function takeFloat32(step: number): number {
  floatBits[0] = takeLow(step);
  return float32[0] as number; // two elements
}

function takeFloat64(step: number): number {
  floatBits[0] = takeLow(step);
  floatBits[1] = takeHigh(step, true);
  return float64[0] as number; // one element
}

function doubleOf(bits: bigint): number {
  new BigInt64Array(floatBits.buffer)[0] = BigInt.asIntN(64, bits);
  return float64[0] as number; // one element
}

function loadWindow(data: Uint8Array, at: number): void {
  let bytes = data;
  let start = at;
  if (data.length < at + 8) {
    padded.fill(0);
    padded.set(data.subarray(at));
    bytes = padded;
    start = 0;
  }
  const b0 = bytes[start] as number; // eight bytes are there
  const b1 = bytes[start + 1] as number;
  const b2 = bytes[start + 2] as number;
  const b3 = bytes[start + 3] as number;
  const b4 = bytes[start + 4] as number;
  const b5 = bytes[start + 5] as number;
  const b6 = bytes[start + 6] as number;
  const b7 = bytes[start + 7] as number;
  words[0] = b0 | (b1 << 8) | (b2 << 16) | (b3 << 24);
  words[1] = b4 | (b5 << 8) | (b6 << 16) | (b7 << 24);
  words[2] = b7 | (b6 << 8) | (b5 << 16) | (b4 << 24);
  words[3] = b3 | (b2 << 8) | (b1 << 16) | (b0 << 24);
}
