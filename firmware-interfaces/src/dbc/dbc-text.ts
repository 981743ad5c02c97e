import type { DbcEncoding } from "./dbc-types.ts";

/**
 * The text of a DBC file. The format names no encoding: Windows tools write CP1252, newer ones UTF-8.
 * Bytes that are valid UTF-8 are UTF-8, since CP1252 text with an umlaut almost never is.
 */
export function decodeDbcText(bytes: Uint8Array): { readonly text: string; readonly encoding: DbcEncoding } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
  }
}

/**
 * The inverse, in the encoding that the file came in. Text that Windows-1252 does not have makes it UTF-8.
 *
 * @returns the bytes, without a byte-order mark.
 */
export function encodeDbcText(text: string, encoding: DbcEncoding): Uint8Array {
  return (encoding === "windows-1252" ? windows1252Bytes(text) : undefined) ?? new TextEncoder().encode(text);
}

/** `undefined` when it has not all the characters. */
function windows1252Bytes(text: string): Uint8Array | undefined {
  const characters = new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [characters.charAt(byte), byte]));
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const byte = byteOf.get(text.charAt(at));
    if (byte === undefined) return undefined;
    bytes[at] = byte;
  }
  return bytes;
}
