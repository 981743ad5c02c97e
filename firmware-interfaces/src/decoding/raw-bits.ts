/** Raw integers out of and into payloads, for any length and place. The slow, plain way: the encoder's, and the measure for the fast one. */
import { layoutBits, motorolaIndex, type SignalLayout } from "./signal-layout.ts";

type Place = Pick<SignalLayout, "startBit" | "lengthBits" | "byteOrder" | "signed">;

/** @returns the integer, exact. Bits beyond the payload count as 0. */
export function extractInteger(data: Uint8Array, layout: Place): bigint {
  let raw = 0n;
  let index = 0n;
  for (const bit of layoutBits(layout).bits()) {
    const isSet = (((data[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
    if (layout.byteOrder === "motorola") raw = (raw << 1n) | (isSet ? 1n : 0n);
    else if (isSet) raw |= 1n << index;
    index++;
  }
  return layout.signed ? BigInt.asIntN(layout.lengthBits, raw) : raw;
}

/**
 * Writes the lowest bits of an integer of up to 53 bits; two's complement for negative ones. Other bits stay.
 *
 * @param raw an integer; bits beyond the payload are lost.
 */
export function insertNumber(data: Uint8Array, layout: Place, raw: number): void {
  // Two halves, since bit operations see 32 bits only.
  const low = (raw % 0x1_0000_0000) | 0;
  const high = Math.floor(raw / 0x1_0000_0000) | 0;
  insertWords(data, layout, low, high);
}

/** The same for any integer; of more than 64 bits the lowest are written. */
export function insertInteger(data: Uint8Array, layout: Place, raw: bigint): void {
  const bits = BigInt.asUintN(64, raw);
  insertWords(data, layout, Number(bits & 0xffff_ffffn) | 0, Number(bits >> 32n) | 0);
}

function insertWords(data: Uint8Array, layout: Place, low: number, high: number): void {
  const { startBit, lengthBits, byteOrder } = layout;
  const lastMotorola = byteOrder === "motorola" ? motorolaIndex(startBit) + lengthBits - 1 : 0;
  for (let index = 0; index < lengthBits; index++) {
    const bit = byteOrder === "motorola" ? motorolaIndex(lastMotorola - index) : startBit + index;
    const at = bit >> 3;
    if (at >= data.length) continue;
    const value = index < 32 ? (low >>> index) & 1 : (high >>> (index - 32)) & 1;
    const mask = 1 << (bit & 7);
    data[at] = value === 1 ? (data[at] ?? 0) | mask : (data[at] ?? 0) & ~mask;
  }
}
