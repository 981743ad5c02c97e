/**
 * What a control unit stored when a fault appeared: snapshots (the surroundings) and extended data (its own counters).
 *
 * @see ISO 14229-1, 11.3.5 (report 0x04) and 11.3.7 (report 0x06)
 */
import { codeAt, identifierText, malformed, openReport, wordAt, type TroubleCodeStatus, type UdsAnswer } from "./uds-answers.ts";
import { everyRecord, troubleCodeReports } from "./uds-requests.ts";

export interface Snapshot {
  readonly record: number;
  /** By data identifier. */
  readonly values: ReadonlyMap<number, Uint8Array>;
}

export interface TroubleCodeSnapshots extends TroubleCodeStatus {
  readonly snapshots: readonly Snapshot[];
}

export interface TroubleCodeExtendedData extends TroubleCodeStatus {
  /** By record number. */
  readonly records: ReadonlyMap<number, Uint8Array>;
}

/**
 * @param lengths bytes of each value, by data identifier: an answer does not say them. Only the very last value may be
 *   unknown; any other unknown one makes the answer `malformed`.
 */
export function parseSnapshots(payload: Uint8Array, lengths: ReadonlyMap<number, number>): UdsAnswer<TroubleCodeSnapshots> {
  const opened = openReport(payload, troubleCodeReports.snapshot);
  if (opened.kind !== "answered") return opened;
  if (opened.value.length < 4) return malformed("a report without code and status");
  const snapshots: Snapshot[] = [];
  let rest = opened.value.subarray(4);
  while (rest.length > 0) {
    const [record, count] = rest;
    if (record === undefined || count === undefined) return malformed("a snapshot without a count of values");
    rest = rest.subarray(2);
    const values = new Map<number, Uint8Array>();
    for (let index = 0; index < count; index++) {
      const identifier = wordAt(rest, 0);
      if (identifier === undefined) return malformed(`snapshot ${record} has ${index} of ${count} values`);
      const isLast = index === count - 1;
      const length = lengths.get(identifier) ?? (isLast ? rest.length - 2 : undefined);
      if (length === undefined) return malformed(`the length of ${identifierText(identifier)} is not known, and others follow it`);
      if (2 + length > rest.length) return malformed(`${identifierText(identifier)} has ${rest.length - 2} of ${length} bytes`);
      values.set(identifier, rest.slice(2, 2 + length));
      rest = rest.subarray(2 + length);
    }
    snapshots.push({ record, values });
  }
  return { kind: "answered", value: { ...codeAt(opened.value, 0), snapshots } };
}

/**
 * @param asked the record of the request; a single one needs no length, as the rest of the answer is it.
 * @param lengths bytes of each record, by its number; needed for `everyRecord`, but for the last.
 */
export function parseExtendedData(payload: Uint8Array, asked: number, lengths: ReadonlyMap<number, number>): UdsAnswer<TroubleCodeExtendedData> {
  const opened = openReport(payload, troubleCodeReports.extendedData);
  if (opened.kind !== "answered") return opened;
  if (opened.value.length < 4) return malformed("a report without code and status");
  const records = new Map<number, Uint8Array>();
  let rest = opened.value.subarray(4);
  for (let record = rest[0]; record !== undefined; record = rest[0]) {
    if (records.has(record)) return malformed(`record ${record} comes twice`);
    const isOnly = asked !== everyRecord;
    if (isOnly && record !== asked) return malformed(`record ${record} instead of ${asked}`);
    const length = isOnly ? rest.length - 1 : lengths.get(record);
    if (length === undefined) return malformed(`the length of record ${record} is not known`);
    if (1 + length > rest.length) return malformed(`record ${record} has ${rest.length - 1} of ${length} bytes`);
    records.set(record, rest.slice(1, 1 + length));
    rest = rest.subarray(1 + length);
  }
  return { kind: "answered", value: { ...codeAt(opened.value, 0), records } };
}
