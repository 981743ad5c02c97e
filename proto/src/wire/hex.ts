/** Ids and hashes between their text and their bytes, by table: both happen for every record. */
const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hexOf(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = "";
  for (let index = start; index < end; index++) text += pairs[bytes[index] ?? 0];
  return text;
}

/** @returns the text of a UUID from its 16 bytes in network order (RFC 9562, 4). */
export function uuidOf(bytes: Uint8Array): string {
  return `${hexOf(bytes, 0, 4)}-${hexOf(bytes, 4, 6)}-${hexOf(bytes, 6, 8)}-${hexOf(bytes, 8, 10)}-${hexOf(bytes, 10, 16)}`;
}

/** @param text lower-case hex digits, even in number; dashes are passed over. */
export function hexBytes(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let index = 0; index < length; index++) {
    if (text.charCodeAt(at) === 0x2d) at += 1;
    bytes[index] = (digit(text.charCodeAt(at)) << 4) | digit(text.charCodeAt(at + 1));
    at += 2;
  }
  return bytes;
}

function digit(code: number): number {
  return code >= 0x61 ? code - 0x57 : code - 0x30;
}
