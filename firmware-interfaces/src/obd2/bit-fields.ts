/** Numbers inside an answer. OBD-II counts bits from the highest of the first byte on and puts the high byte first. */

/** Where a number lies. */
export interface BitField {
  /** Bits before it, counted from the highest bit of the first byte. */
  readonly bit: number;
  /** Its width, 1 to 53. */
  readonly bits: number;
  /** Two's complement. */
  readonly signed?: boolean | undefined;
}

/** @returns the number, or `undefined` when the answer ends before it does. */
export function readField(data: Uint8Array, field: BitField): number | undefined {
  const end = field.bit + field.bits;
  if (end > data.length * 8) return undefined;
  let value = 0;
  let at = field.bit;
  while (at < end) {
    const taken = Math.min(8 - (at % 8), end - at);
    const byte = data[at >> 3] as number; // at < end <= 8 * length
    const part = (byte >> (8 - (at % 8) - taken)) & ((1 << taken) - 1);
    // Not shifted: beyond 31 bits a shift would lose the top.
    value = value * 2 ** taken + part;
    at += taken;
  }
  return field.signed === true && value >= 2 ** (field.bits - 1) ? value - 2 ** field.bits : value;
}

/** The inverse: writes the low `bits` of `value`, which must be an integer, into `data`. */
export function writeField(data: Uint8Array, field: BitField, value: number): void {
  let rest = value < 0 ? value + 2 ** field.bits : value;
  for (let at = field.bit + field.bits - 1; at >= field.bit; at--) {
    const mask = 0x80 >> (at % 8);
    const byte = data[at >> 3] ?? 0;
    const isSet = rest % 2 === 1;
    if (at >> 3 < data.length) data[at >> 3] = isSet ? byte | mask : byte & ~mask;
    rest = Math.floor(rest / 2);
  }
}
