/**
 * Fields of NMEA 2000 messages: little-endian, and the three highest values of each width mean "not available",
 * "out of range" and "reserved", so they become `undefined` and never a number. So does a field beyond the payload.
 */

/** @param offset in bytes. */
export function unsignedAt(data: Uint8Array, offset: number, bytes: 1 | 2 | 4): number | undefined {
  if (offset + bytes > data.length) return undefined;
  let value = 0;
  for (let index = bytes - 1; index >= 0; index--) value = value * 256 + (data[offset + index] ?? 0);
  return value >= 256 ** bytes - 3 ? undefined : value;
}

export function signedAt(data: Uint8Array, offset: number, bytes: 2 | 4): number | undefined {
  if (offset + bytes > data.length) return undefined;
  const view = new DataView(data.buffer, data.byteOffset + offset, bytes);
  const value = bytes === 2 ? view.getInt16(0, true) : view.getInt32(0, true);
  return value >= 2 ** (8 * bytes - 1) - 3 ? undefined : value;
}

/** Eight bytes, scaled: a position to 1e-16 degrees is rounded to the nearest double. */
export function signed64At(data: Uint8Array, offset: number, unitsPerOne: number): number | undefined {
  if (offset + 8 > data.length) return undefined;
  const value = new DataView(data.buffer, data.byteOffset + offset, 8).getBigInt64(0, true);
  return value >= 2n ** 63n - 3n ? undefined : Number(value) / unitsPerOne;
}

/** @param offset in bits; up to 8 bits within one byte. All ones is "not available", one less "out of range". */
export function bitsAt(data: Uint8Array, offset: number, bits: 2 | 3 | 4): number | undefined {
  const byte = data[offset >>> 3];
  if (byte === undefined) return undefined;
  const value = (byte >>> (offset & 7)) & ((1 << bits) - 1);
  return value >= (1 << bits) - (bits === 2 ? 1 : 2) ? undefined : value;
}
