/** Payload bytes as recordings write them. */
import { canLimits, fdLengths } from "../can/limits.ts";

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, "0"));

/** @returns two upper-case digits a byte, with blanks between them. */
export function payloadText(data: Uint8Array): string {
  let text = "";
  for (const byte of data) text += text === "" ? (hexDigits[byte] ?? "") : ` ${hexDigits[byte] ?? ""}`;
  return text;
}

/**
 * @param tokens a number each; what is behind the first `count` is not looked at.
 * @param base 16, or 10 where a recording says so.
 */
export function payloadOf(tokens: readonly string[], count: number, base: 10 | 16 = 16): Uint8Array | "line-truncated" | "data-impossible" {
  if (tokens.length < count) return "line-truncated";
  const data = new Uint8Array(count);
  const shape = base === 16 ? /^[0-9A-Fa-f]{1,2}$/ : /^\d{1,3}$/;
  for (let index = 0; index < count; index++) {
    const token = tokens[index] ?? "";
    const byte = shape.test(token) ? Number.parseInt(token, base) : 256;
    if (byte > 255) return "data-impossible";
    data[index] = byte;
  }
  return data;
}

/** @returns the payload length of a data length code; codes above 8 mean more bytes only in CAN FD. */
export function lengthOfCode(code: number, isFd: boolean): number | undefined {
  if (!Number.isInteger(code) || code < 0 || code > 15) return undefined;
  return isFd ? fdLengths[code] : Math.min(code, canLimits.classicBytesMax);
}

/** @returns the data length code of a CAN FD payload, -1 when no frame has this length. */
export function codeOfLength(length: number): number {
  return fdLengths.indexOf(length);
}
