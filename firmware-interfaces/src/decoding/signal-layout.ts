/**
 * Where a number sits in a payload, and how bits are counted in it.
 *
 * Intel: `startBit` is the least significant bit; bit b is in byte b / 8, and the signal grows towards higher bits and bytes.
 * Motorola: `startBit` is the most significant bit in the same numbering; the signal goes down to bit 0 of its byte and on
 * with bit 7 of the next.
 */
export interface SignalLayout {
  readonly startBit: number;
  /** 1 to 64. */
  readonly lengthBits: number;
  readonly byteOrder: "intel" | "motorola";
  readonly signed: boolean;
  readonly numeric: "integer" | "float32" | "float64";
}

export interface LayoutBits {
  /** The payload must have this many bytes for the signal to be in it. */
  readonly bytesNeeded: number;
  /** First byte that the signal touches. */
  readonly firstByte: number;
  /** Every bit, from the most significant for Motorola and from the least significant for Intel, numbered as in `startBit`. */
  bits(): Iterable<number>;
}

export function layoutBits(layout: Pick<SignalLayout, "startBit" | "lengthBits" | "byteOrder">): LayoutBits {
  const { startBit, lengthBits, byteOrder } = layout;
  const firstByte = startBit >> 3;
  if (byteOrder === "intel") {
    return { firstByte, bytesNeeded: ((startBit + lengthBits - 1) >> 3) + 1, bits: () => range(lengthBits, (index) => startBit + index) };
  }
  const first = motorolaIndex(startBit);
  return { firstByte, bytesNeeded: ((first + lengthBits - 1) >> 3) + 1, bits: () => range(lengthBits, (index) => motorolaIndex(first + index)) };
}

/**
 * Bit numbers counted from the highest bit of byte 0 on, as Motorola signals run, to and from DBC numbering.
 * The same formula serves both ways.
 */
export function motorolaIndex(bit: number): number {
  return (bit & ~7) + (7 - (bit & 7));
}

function* range(count: number, at: (index: number) => number): Generator<number> {
  for (let index = 0; index < count; index++) yield at(index);
}
