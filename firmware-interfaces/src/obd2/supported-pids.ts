/** The bit maps by which control units say what they have: PIDs 00, 20, 40 … of services 01, 02, 06 and 09. */

/** PIDs that hold a bit map, in the order in which they are asked. */
export const bitmapPids = [0x00, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0] as const;

/**
 * @param base the PID of the bit map, such as 0x20.
 * @param data its four bytes; a shorter map counts as far as it goes.
 * @returns the PIDs that are there, lowest first; the last of a map says whether the next map is.
 */
export function readSupported(base: number, data: Uint8Array): readonly number[] {
  const pids: number[] = [];
  for (const [index, byte] of data.subarray(0, 4).entries()) {
    for (let bit = 0; bit < 8; bit++) if ((byte & (0x80 >> bit)) !== 0) pids.push(base + index * 8 + bit + 1);
  }
  return pids.filter((pid) => pid <= 0xff);
}

/** The inverse, for simulators. */
export function writeSupported(base: number, pids: Iterable<number>): Uint8Array {
  const data = new Uint8Array(4);
  for (const pid of pids) {
    const bit = pid - base - 1;
    if (bit >= 0 && bit < 32) data[bit >> 3] = (data[bit >> 3] ?? 0) | (0x80 >> (bit % 8));
  }
  return data;
}
