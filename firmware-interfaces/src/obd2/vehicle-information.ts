/** Service 09: who the vehicle and its control units are (ISO 15031-5, 7.9, annex G). */
import { assertByte } from "./current-data.ts";
import { obdServices, readObdAnswer } from "./obd-answer.ts";

export const informationTypes = { vin: 0x02, calibrationIds: 0x04, calibrationNumbers: 0x06, controlUnitName: 0x0a } as const;

/** @throws DrawbarError `OBD_REQUEST_IMPOSSIBLE`. */
export function vehicleInformationRequest(type: number): Uint8Array {
  assertByte(type, "information type");
  return Uint8Array.of(obdServices.vehicleInformation, type);
}

export type VehicleInformation =
  /** The bytes behind type and count of items (CAN), or behind type and message number, joined (before CAN). */
  { readonly kind: "data"; readonly data: Uint8Array } | { readonly kind: "refused"; readonly code: number } | { readonly kind: "foreign" };

/** Before CAN a message carried four bytes of data. */
const classicBytes = 7;

/**
 * @param payloads all that one control unit sent: one payload on CAN; before CAN one for every four bytes, in any order.
 */
export function readVehicleInformation(type: number, payloads: readonly Uint8Array[]): VehicleInformation {
  const parts: { readonly number: number; readonly data: Uint8Array }[] = [];
  let refusal: number | undefined;
  for (const payload of payloads) {
    const answer = readObdAnswer(obdServices.vehicleInformation, payload);
    if (answer.kind === "refused") refusal = answer.code;
    if (answer.kind !== "positive" || answer.data[0] !== type) continue;
    parts.push({ number: answer.data[1] ?? 0, data: answer.data.subarray(2) });
  }
  const [first] = parts;
  if (first === undefined) return refusal === undefined ? { kind: "foreign" } : { kind: "refused", code: refusal };
  if (parts.length === 1) return { kind: "data", data: first.data };
  const inOrder = parts.filter(({ data }) => data.length <= classicBytes - 3).toSorted((a, b) => a.number - b.number);
  return { kind: "data", data: Uint8Array.from(inOrder.flatMap(({ data }) => [...data])) };
}

const vinCharacters = 17;

/** @returns the 17 characters without the filling before them; `undefined` when it is no VIN by its characters (ISO 3779). */
export function vinOf(data: Uint8Array): string | undefined {
  const text = textOf(data).slice(-vinCharacters);
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(text) ? text : undefined;
}

/** @returns one identification per 16 bytes. */
export function calibrationIdsOf(data: Uint8Array): readonly string[] {
  return chunks(data, 16)
    .map(textOf)
    .filter((text) => text !== "");
}

/** @returns one number per 4 bytes, as eight hex digits. */
export function calibrationNumbersOf(data: Uint8Array): readonly string[] {
  return chunks(data, 4).map((bytes) => [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(""));
}

/** @returns such as `ECM-Engine Control`: the short and the long name that the 20 bytes hold. */
export function controlUnitNameOf(data: Uint8Array): string {
  return textOf(data.subarray(0, 20));
}

function chunks(data: Uint8Array, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(data.length / size) }, (_, index) => data.subarray(index * size, (index + 1) * size));
}

/** What can be printed; zeros fill up, before or behind, and what else cannot be printed is nothing a reader could use. */
function textOf(data: Uint8Array): string {
  return String.fromCharCode(...data.filter((byte) => byte >= 0x20 && byte < 0x7f)).trim();
}
