/** One DBC message as a program, and its signals as a sink's user sees them. */
import { decimalsOf, type DecodedSignal } from "../decoding/frame-decoder.ts";
import { FrameProgram } from "../decoding/frame-program.ts";
import type { ProgramSignal } from "../decoding/program-tree.ts";
import { notAvailableRawMax } from "../j1939/value-ranges.ts";
import type { DbcMessage, DbcSignal } from "./dbc-types.ts";
import { dbcLimits } from "./limits.ts";

/** Bits that a double holds exactly. */
const exactBitsMax = 53;

export interface DbcProgramOptions {
  /** Leave out raw values that J1939 reserves for "error" and "not available". */
  readonly dropsNotAvailable: boolean;
  /** Hand over every wide integer as `integer`, whatever its scaling: for those who scale exactly themselves. */
  readonly keepsWideRaw: boolean;
}

/** @throws RangeError when the message's multiplexing is beyond the limits. */
export function compileMessage(message: DbcMessage, options: DbcProgramOptions): FrameProgram {
  const signals = decodableSignals(message);
  const positionOf = new Map(signals.map((signal, position) => [signal.name, position]));
  const layouts: ProgramSignal[] = signals.map((signal, index) => {
    const { startBit, lengthBits, byteOrder, signed, numeric, factor, offset, selectedBy } = signal;
    const selector = selectedBy === undefined ? undefined : positionOf.get(selectedBy.multiplexer);
    return {
      startBit,
      lengthBits,
      byteOrder,
      signed,
      numeric,
      factor,
      offset,
      index,
      carriedAs: options.keepsWideRaw ? rawKindOf(signal) : kindOf(signal),
      rawMax: options.dropsNotAvailable && numeric === "integer" && !signed ? notAvailableRawMax(lengthBits) : undefined,
      selectedBy: selectedBy === undefined || selector === undefined ? undefined : { selector, ranges: selectedBy.ranges },
    };
  });
  return new FrameProgram(layouts);
}

/**
 * In the order of their index. Longer ones than 64 bits are texts of transport messages. Of two signals of one name only the
 * first counts, as with other decoders: statements cannot say which of them they mean.
 */
export function decodableSignals(message: DbcMessage): readonly DbcSignal[] {
  return message.signals.filter(({ lengthBits, isDouble }) => lengthBits <= dbcLimits.signalBitsMax && !isDouble);
}

/** @param suffix behind the path, such as `@00` for a J1939 source address. */
export function describeSignals(message: DbcMessage, suffix: string): readonly DecodedSignal[] {
  return decodableSignals(message).map((signal) => {
    const kind = kindOf(signal);
    const isScaled = kind === "scaled";
    return {
      message: message.name,
      name: signal.name,
      path: `${message.name}/${signal.name}${suffix}`,
      kind,
      factor: isScaled ? signal.factor : 1,
      offset: isScaled ? signal.offset : 0,
      unit: signal.unit,
      decimals: signal.numeric === "integer" ? decimalsOf(signal.factor) : 3,
      spn: signal.spn,
      values: signal.values,
      cycleTimeMs: message.cycleTimeMs,
    };
  });
}

/** For those who scale by themselves: floats as they lie in the frame, wide integers with every digit. */
function rawKindOf({ numeric, lengthBits }: DbcSignal): ProgramSignal["carriedAs"] {
  return numeric === "integer" && lengthBits > exactBitsMax ? "integer" : "scaled";
}

/**
 * Scaled floats and scaled wide integers are physical values already. Unsigned 64-bit integers do not fit the signed
 * column of a segment, and as text they keep every digit; in real files they are counters, keys and pieces of a VIN.
 */
function kindOf(signal: DbcSignal): ProgramSignal["carriedAs"] {
  const isPlain = signal.factor === 1 && signal.offset === 0;
  if (signal.numeric !== "integer") return "float";
  if (signal.lengthBits <= exactBitsMax) return "scaled";
  if (!isPlain) return "float";
  return signal.lengthBits === 64 && !signal.signed ? "text" : "integer";
}
