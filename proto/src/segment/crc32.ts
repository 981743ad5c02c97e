/** CRC-32 as in zlib, PNG and Ethernet (reflected polynomial 0xEDB88320), four bytes a step ("slicing by 4"). */
const tables = makeTables();

/** @returns the checksum as an unsigned 32-bit integer. @param end exclusive. */
export function crc32(bytes: Uint8Array, start = 0, end = bytes.length): number {
  const [table0, table1, table2, table3] = tables;
  let crc = -1;
  let index = start;
  // Every index below lies within its array: tables have 256 entries, and `index` stays below `end`.
  for (const last = end - 3; index < last; index += 4) {
    crc ^= (bytes[index] as number) | ((bytes[index + 1] as number) << 8) | ((bytes[index + 2] as number) << 16) | ((bytes[index + 3] as number) << 24);
    crc = (table3[crc & 0xff] as number) ^ (table2[(crc >>> 8) & 0xff] as number) ^ (table1[(crc >>> 16) & 0xff] as number) ^ (table0[crc >>> 24] as number);
  }
  for (; index < end; index++) crc = (crc >>> 8) ^ (table0[(crc ^ (bytes[index] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

function makeTables(): readonly [Int32Array, Int32Array, Int32Array, Int32Array] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
    return crc;
  });
  const next = (previous: Int32Array): Int32Array => previous.map((crc) => (crc >>> 8) ^ (first[crc & 0xff] as number)); // 256 entries
  const second = next(first);
  const third = next(second);
  return [first, second, third, next(third)];
}
