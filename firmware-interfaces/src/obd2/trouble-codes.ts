/** Diagnostic trouble codes of services 03, 07 and 0A (SAE J2012, ISO 15031-6; lists by ISO 15031-5). */
import { obdLimits } from "./limits.ts";
import { readObdAnswer } from "./obd-answer.ts";

const letters = ["P", "C", "B", "U"] as const;

/** @param number two bytes, the high one first: 0x0133 is P0133, 0xC158 is U0158. */
export function troubleCodeText(number: number): string {
  const letter = letters[(number >> 14) & 3] ?? "P";
  return `${letter}${(number & 0x3fff).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The inverse. @returns `undefined` for what is no code, such as `P4000` (the second digit goes to 3). */
export function troubleCodeNumber(text: string): number | undefined {
  const [, letter, digits] = /^([PCBU])([0-3][0-9A-F]{3})$/.exec(text.trim().toUpperCase()) ?? [];
  if (letter === undefined || digits === undefined) return undefined;
  return (letters.findIndex((known) => known === letter) << 14) | Number.parseInt(digits, 16);
}

/** Who gave a code its meaning (SAE J2012, 5.2). */
export type TroubleCodeScope = "standard" | "maker";

export function troubleCodeScope(text: string): TroubleCodeScope {
  const [letter, first, second] = text;
  if (letter === "P") return first === "0" || first === "2" || (first === "3" && (second ?? "") >= "4") ? "standard" : "maker";
  return first === "0" || first === "3" ? "standard" : "maker";
}

export type TroubleCodeList =
  /** `isCountRight` is false when the control unit announces another number of codes than it sends; what it sends is listed. */
  | { readonly kind: "codes"; readonly codes: readonly string[]; readonly isCountRight: boolean }
  | { readonly kind: "refused"; readonly code: number }
  | { readonly kind: "foreign" };

/** On CAN a byte counts the codes; before CAN three codes filled a message, zeros behind the last (ISO 15031-5, 7.3.4 and 8.3.4). */
export type TroubleCodeForm = "can" | "classic";

/**
 * @param service 0x03, 0x07 or 0x0A.
 * @param payload one control unit's whole answer, or one message of it in the older form.
 * @param form what the carrier is. Left out, the length tells: with a count the payload has an even number of bytes,
 *   and 7 in the older form.
 */
export function readTroubleCodes(service: number, payload: Uint8Array, form?: TroubleCodeForm): TroubleCodeList {
  const answer = readObdAnswer(service, payload);
  if (answer.kind !== "positive") return answer;
  const { data } = answer;
  const isCounted = (form ?? (data.length % 2 === 1 ? "can" : "classic")) === "can";
  const numbers = isCounted ? data.subarray(1) : data;
  const codes: string[] = [];
  for (let at = 0; at + 1 < numbers.length && codes.length < obdLimits.troubleCodesMax; at += 2) {
    const number = ((numbers[at] as number) << 8) | (numbers[at + 1] as number); // at + 1 < length
    // P0000 is no code but filling, also on CAN.
    if (number !== 0) codes.push(troubleCodeText(number));
  }
  return { kind: "codes", codes, isCountRight: isCounted ? data[0] === codes.length : data.length % 2 === 0 };
}

/** The inverse for the form on CAN, for simulators. Texts that are no code are left out. */
export function writeTroubleCodes(service: number, codes: readonly string[]): Uint8Array {
  const numbers = codes.map(troubleCodeNumber).filter((number) => number !== undefined);
  const sent = numbers.slice(0, obdLimits.troubleCodesMax);
  return Uint8Array.of(service + 0x40, sent.length, ...sent.flatMap((number) => [number >> 8, number & 0xff]));
}
