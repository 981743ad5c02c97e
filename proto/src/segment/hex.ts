/** Hexadecimal text and bytes, by table: a segment's header has 96 digits, and `toString(16)` took a tenth of the time to read one. */
const textOfByte: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const nibbleOfCode = makeNibbles();

/** Lower case. @param end exclusive. */
export function toHex(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = "";
  for (let index = start; index < end; index++) text += textOfByte[bytes[index] as number] as string; // index < end; a byte is below 256
  return text;
}

/**
 * Writes the digits of `text` into `target`, dashes left out, so that a UUID is taken as it is.
 *
 * @returns whether `text` had exactly the `count` bytes wanted.
 */
export function writeHex(text: string, target: Uint8Array, offset: number, count: number): boolean {
  let written = 0;
  let high = -1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x2d) continue;
    const nibble = code < 128 ? (nibbleOfCode[code] as number) : -1; // the table has 128 entries
    if (nibble < 0 || written === count) return false;
    if (high < 0) {
      high = nibble;
    } else {
      target[offset + written] = (high << 4) | nibble;
      written += 1;
      high = -1;
    }
  }
  return written === count && high < 0;
}

function makeNibbles(): Int8Array {
  const nibbles = new Int8Array(128).fill(-1);
  for (let value = 0; value < 16; value++) nibbles[value.toString(16).charCodeAt(0)] = value;
  return nibbles;
}
