/** CRC-32 as in zlib, PNG and Ethernet (reflected polynomial 0xEDB88320), eight bytes a step ("slicing by 8"). */
const tableLength = 256;
const sliceBytes = 8;
/** Table `n` is the checksum of a byte followed by `n` zero bytes. */
const tables = makeTables();

/** @returns the checksum as an unsigned 32-bit integer. @param end exclusive. */
export function crc32(bytes: Uint8Array, start = 0, end = bytes.length): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = -1;
  let index = start;
  // Every index lies within its array: the tables have 8 * 256 entries, and `index` stays below `end`.
  for (const last = end - sliceBytes + 1; index < last; index += sliceBytes) {
    const low = crc ^ view.getInt32(index, true);
    const high = view.getInt32(index + 4, true);
    crc =
      (tables[7 * tableLength + (low & 0xff)] as number) ^
      (tables[6 * tableLength + ((low >>> 8) & 0xff)] as number) ^
      (tables[5 * tableLength + ((low >>> 16) & 0xff)] as number) ^
      (tables[4 * tableLength + (low >>> 24)] as number) ^
      (tables[3 * tableLength + (high & 0xff)] as number) ^
      (tables[2 * tableLength + ((high >>> 8) & 0xff)] as number) ^
      (tables[tableLength + ((high >>> 16) & 0xff)] as number) ^
      (tables[high >>> 24] as number);
  }
  for (; index < end; index++) crc = (crc >>> 8) ^ (tables[(crc ^ (bytes[index] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

function makeTables(): Int32Array {
  const made = new Int32Array(sliceBytes * tableLength);
  for (let byte = 0; byte < tableLength; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
    made[byte] = crc;
  }
  for (let index = tableLength; index < made.length; index++) {
    const shorter = made[index - tableLength] as number; // from the table before
    made[index] = (shorter >>> 8) ^ (made[shorter & 0xff] as number);
  }
  return made;
}
