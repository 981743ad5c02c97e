/** Identifiers that cross processes. Each has one parser; nothing else makes one. */
import type { Branded } from "./branded.ts";
import { errorsOf, kernelErrors } from "./errors.ts";

export type TenantId = Branded<string, "TenantId">;
/** The device that numbers records: a telematics unit or a depot. Which vehicle it sits in changes over time. */
export type SourceId = Branded<string, "SourceId">;
/** A depot is a source, too: it numbers acts of its own. */
export type DepotId = SourceId;
export type VehicleId = Branded<string, "VehicleId">;
/** What people in the yard call the vehicle. */
export type CallSign = Branded<string, "CallSign">;

const fail = errorsOf(kernelErrors);
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const callSignForm = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._/-]{0,30}[\p{L}\p{N}])?$/u;

/** @throws DrawbarError `ID_MALFORMED` unless `text` is a lower-case UUID (RFC 9562, 4). */
export function parseTenantId(text: string): TenantId {
  return parseUuid(text, "tenant id") as TenantId; // the form was checked
}

/** @throws DrawbarError `ID_MALFORMED` unless `text` is a lower-case UUID (RFC 9562, 4). */
export function parseSourceId(text: string): SourceId {
  return parseUuid(text, "source id") as SourceId; // the form was checked
}

/** @throws DrawbarError `ID_MALFORMED` unless `text` is a lower-case UUID (RFC 9562, 4). */
export function parseVehicleId(text: string): VehicleId {
  return parseUuid(text, "vehicle id") as VehicleId; // the form was checked
}

/**
 * @param text 1 to 32 letters, digits, spaces, dots, dashes, slashes or underscores; begins and ends with a letter or digit.
 * @throws DrawbarError `ID_MALFORMED`.
 */
export function parseCallSign(text: string): CallSign {
  if (callSignForm.test(text)) return text as CallSign; // the form was checked
  throw malformed("call sign", text, '1 to 32 letters, digits, spaces, dots, dashes or slashes, such as "TR 214"');
}

/** The 16 bytes of a UUID in network order (RFC 9562, 4). */
export function uuidToBytes(id: TenantId | SourceId | VehicleId): Uint8Array {
  const bytes = new Uint8Array(16);
  const hex = id.replaceAll("-", "");
  for (let index = 0; index < 16; index++) bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  return bytes;
}

/** @throws DrawbarError `ID_MALFORMED` unless there are exactly 16 bytes. */
export function uuidFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw malformed("binary id", `${bytes.length} bytes`, "16 bytes");
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function parseUuid(text: string, what: string): string {
  if (uuidForm.test(text)) return text;
  throw malformed(what, text, "a lower-case UUID such as 0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11");
}

function malformed(what: string, value: string, wanted: string): Error {
  return fail("ID_MALFORMED", `${JSON.stringify(value.slice(0, 80))} is no ${what}; expected ${wanted}`);
}
