/**
 * Answers of UDS, bytes to values. Whatever a control unit sends is a value; what does not fit the standard is `malformed`.
 *
 * @see ISO 14229-1: 8.4 (refusals), 9.2 (0x10), 9.6 (0x3E), 10.2 (0x22), 11.3 (0x19)
 */
import { negativeResponse, positiveResponseOffset } from "../diagnostics/answer-match.ts";
import { negativeResponseName } from "./negative-responses.ts";
import { troubleCodeReports, udsServices } from "./uds-requests.ts";

export type UdsAnswer<Value> =
  | { readonly kind: "answered"; readonly value: Value }
  /** The unit will not. `meaning` is for people. */
  | { readonly kind: "refused"; readonly code: number; readonly meaning: string }
  /** `why` is for people. */
  | { readonly kind: "malformed"; readonly why: string };

export interface TroubleCodeStatus {
  /** 24 bits; `troubleCodeText` writes it. */
  readonly dtc: number;
  /** DTC status byte; `troubleCodeStatusNames` explains it. */
  readonly status: number;
}

export interface TroubleCodeCount {
  /** Status bits that this unit keeps. */
  readonly availableStatus: number;
  /** DTCFormatIdentifier: 0 = SAE J2012-DA with two bytes, 1 = ISO 14229-1, 2 = SAE J1939-73, 3 = ISO 11992-4, 4 = SAE J2012-DA with three. */
  readonly format: number;
  readonly count: number;
}

export interface TroubleCodeList {
  readonly availableStatus: number;
  readonly codes: readonly TroubleCodeStatus[];
}

export interface SessionTimes {
  readonly p2Ms: number;
  readonly p2StarMs: number;
}

/**
 * Data identifiers of one answer, in its order.
 *
 * The answer does not say how long a value is. `lengths` knows, or the identifier is the last one of the answer: then the
 * rest is its value. Otherwise the answer is `malformed`, since a guess could pass for a reading.
 *
 * @param asked identifiers of the request; the unit may leave some out, and may not add others.
 * @param lengths bytes of each value, by identifier.
 */
export function parseIdentifiers(
  payload: Uint8Array,
  asked: readonly number[],
  lengths: ReadonlyMap<number, number>,
): UdsAnswer<ReadonlyMap<number, Uint8Array>> {
  const opened = open(payload, udsServices.readIdentifiers);
  if (opened.kind !== "answered") return opened;
  const values = new Map<number, Uint8Array>();
  let rest = opened.value;
  while (rest.length > 0) {
    const identifier = wordAt(rest, 0);
    if (identifier === undefined || !asked.includes(identifier)) return malformed(`${hex(rest.subarray(0, 2))} is none of the identifiers that were asked for`);
    if (values.has(identifier)) return malformed(`identifier ${identifierText(identifier)} comes twice`);
    // Alone it takes what is there: a table of lengths may be of another version of the unit.
    const length = asked.length === 1 ? rest.length - 2 : (lengths.get(identifier) ?? (values.size === asked.length - 1 ? rest.length - 2 : undefined));
    if (length === undefined) return malformed(`the length of ${identifierText(identifier)} is not known, and others follow it`);
    if (2 + length > rest.length) return malformed(`${identifierText(identifier)} has ${rest.length - 2} of ${length} bytes`);
    values.set(identifier, rest.slice(2, 2 + length));
    rest = rest.subarray(2 + length);
  }
  return values.size === 0 ? malformed("no identifier in the answer") : { kind: "answered", value: values };
}

/** Report 0x01, number of codes by status. */
export function parseTroubleCodeCount(payload: Uint8Array): UdsAnswer<TroubleCodeCount> {
  const opened = openReport(payload, troubleCodeReports.countByStatus);
  if (opened.kind !== "answered") return opened;
  const [availableStatus, format] = opened.value;
  const count = wordAt(opened.value, 2);
  if (availableStatus === undefined || format === undefined || count === undefined) return malformed(`a count of ${opened.value.length} bytes; it has 4`);
  return { kind: "answered", value: { availableStatus, format, count } };
}

/** Reports 0x02 and 0x0A, lists of codes with their status. */
export function parseTroubleCodes(payload: Uint8Array, report: "byStatus" | "supported"): UdsAnswer<TroubleCodeList> {
  const opened = openReport(payload, troubleCodeReports[report]);
  if (opened.kind !== "answered") return opened;
  const [availableStatus] = opened.value;
  const list = opened.value.subarray(1);
  if (availableStatus === undefined || list.length % 4 !== 0) return malformed(`a list of ${list.length} bytes; each code has 4`);
  const codes = Array.from({ length: list.length / 4 }, (_, index) => codeAt(list, 4 * index));
  return { kind: "answered", value: { availableStatus, codes } };
}

/** @returns the times that the unit keeps in the session that it is now in. */
export function parseSession(payload: Uint8Array, session: number): UdsAnswer<SessionTimes> {
  const opened = open(payload, udsServices.diagnosticSession);
  if (opened.kind !== "answered") return opened;
  const p2 = wordAt(opened.value, 1);
  const p2Star = wordAt(opened.value, 3);
  if (opened.value[0] !== session || p2 === undefined || p2Star === undefined) return malformed(`${hex(payload)} does not confirm session ${session}`);
  return { kind: "answered", value: { p2Ms: p2, p2StarMs: p2Star * 10 } };
}

export function parseTesterPresent(payload: Uint8Array): UdsAnswer<undefined> {
  const opened = open(payload, udsServices.testerPresent);
  if (opened.kind !== "answered") return opened;
  return opened.value[0] === 0 ? { kind: "answered", value: undefined } : malformed(`${hex(payload)} does not confirm`);
}

/** @returns what is behind service and report. */
export function openReport(payload: Uint8Array, report: number): UdsAnswer<Uint8Array> {
  const opened = open(payload, udsServices.readTroubleCodes);
  if (opened.kind !== "answered") return opened;
  if (opened.value[0] !== report) return malformed(`${hex(payload.subarray(0, 2))} is not the report that was asked for`);
  return { kind: "answered", value: opened.value.subarray(1) };
}

export function codeAt(bytes: Uint8Array, start: number): TroubleCodeStatus {
  const [high = 0, middle = 0, low = 0, status = 0] = bytes.subarray(start, start + 4);
  return { dtc: high * 65_536 + middle * 256 + low, status };
}

export function wordAt(bytes: Uint8Array, start: number): number | undefined {
  const high = bytes[start];
  const low = bytes[start + 1];
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}

export function malformed(why: string): { readonly kind: "malformed"; readonly why: string } {
  return { kind: "malformed", why };
}

export function identifierText(identifier: number): string {
  return `0x${identifier.toString(16).toUpperCase().padStart(4, "0")}`;
}

function open(payload: Uint8Array, service: number): UdsAnswer<Uint8Array> {
  const [first, refused, code] = payload;
  if (first === negativeResponse && refused === service && code !== undefined) return { kind: "refused", code, meaning: negativeResponseName(code) };
  if (first !== service + positiveResponseOffset) return malformed(`${hex(payload.subarray(0, 3))} is no answer to service 0x${service.toString(16)}`);
  return { kind: "answered", value: payload.subarray(1) };
}

function hex(bytes: Uint8Array): string {
  return bytes.length === 0 ? "nothing" : [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
}
