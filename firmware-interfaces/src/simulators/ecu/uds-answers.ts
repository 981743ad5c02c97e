/**
 * How a simulated control unit answers the reading services of UDS.
 *
 * @see ISO 14229-1: 9.2 (0x10), 9.6 (0x3E), 10.2 (0x22), 11.3 (0x19)
 */
import { negative, positive, refusalCodes, type ByteSource, type SimulatedTroubleCode, type UnitAnswer } from "./ecu-unit.ts";

const suppressPositiveResponse = 0x80;
/** Every status bit is kept (DTCStatusAvailabilityMask). */
const statusAvailable = 0xff;
/** DTCFormatIdentifier of ISO 14229-1. */
const dtcFormat = 0x01;
const snapshotRecord = 0x01;
const everyRecord = 0xff;
const defaultSession = 0x01;
/** P2 in milliseconds and P2* in ten milliseconds, as the answer to 0x10 tells them: 50 ms and 5 s. */
const sessionTimes = [0x00, 0x32, 0x01, 0xf4] as const;

export interface UdsState {
  readonly identifiers: ReadonlyMap<number, ByteSource>;
  readonly troubleCodes: readonly SimulatedTroubleCode[];
}

/** @returns `undefined` when the service is none of those that are simulated. */
export function answerUds(state: UdsState, request: Uint8Array, nowMs: number): UnitAnswer | undefined {
  switch (request[0]) {
    case 0x10:
      return answerSubFunction(request, (session) =>
        session === defaultSession ? positive(0x50, session, ...sessionTimes) : negative(refusalCodes.subFunctionNotSupported),
      );
    case 0x19:
      return answerTroubleCodes(state.troubleCodes, request);
    case 0x22:
      return answerIdentifiers(state.identifiers, request, nowMs);
    case 0x3e:
      return answerSubFunction(request, (subFunction) => (subFunction === 0 ? positive(0x7e, 0) : negative(refusalCodes.subFunctionNotSupported)));
    default:
      return undefined;
  }
}

function answerSubFunction(request: Uint8Array, answer: (subFunction: number) => UnitAnswer): UnitAnswer {
  const subFunction = request[1];
  if (subFunction === undefined || request.length !== 2) return negative(refusalCodes.incorrectMessageLength);
  return suppressed(subFunction, answer(subFunction & ~suppressPositiveResponse));
}

/** Only good news can be suppressed. */
function suppressed(subFunction: number, answer: UnitAnswer): UnitAnswer {
  return (subFunction & suppressPositiveResponse) !== 0 && answer.kind === "positive" ? { kind: "nothing" } : answer;
}

function answerIdentifiers(known: ReadonlyMap<number, ByteSource>, request: Uint8Array, nowMs: number): UnitAnswer {
  if (request.length < 3 || request.length % 2 === 0) return negative(refusalCodes.incorrectMessageLength);
  const parts: (number | Uint8Array)[] = [];
  for (let index = 1; index < request.length; index += 2) {
    const high = request[index] ?? 0;
    const low = request[index + 1] ?? 0;
    const value = known.get(high * 256 + low)?.(nowMs);
    // Those that it does not know are left out; only when it knows none it refuses (ISO 14229-1, 10.2.2).
    if (value !== undefined) parts.push(high, low, value);
  }
  return parts.length === 0 ? negative(refusalCodes.requestOutOfRange) : positive(0x62, ...parts);
}

function answerTroubleCodes(codes: readonly SimulatedTroubleCode[], request: Uint8Array): UnitAnswer {
  const [, subFunction, ...parameters] = request;
  if (subFunction === undefined) return negative(refusalCodes.incorrectMessageLength);
  return suppressed(subFunction, report(codes, subFunction & ~suppressPositiveResponse, parameters));
}

function report(codes: readonly SimulatedTroubleCode[], subFunction: number, parameters: readonly number[]): UnitAnswer {
  const parametersExpected = { 0x01: 1, 0x02: 1, 0x04: 4, 0x06: 4, 0x0a: 0 }[subFunction];
  if (parametersExpected === undefined) return negative(refusalCodes.subFunctionNotSupported);
  if (parameters.length !== parametersExpected) return negative(refusalCodes.incorrectMessageLength);
  const [first = 0, second = 0, third = 0, record = 0] = parameters;
  const byStatus = codes.filter(({ status }) => (status & first) !== 0);
  switch (subFunction) {
    case 0x01:
      return positive(0x59, subFunction, statusAvailable, dtcFormat, byStatus.length >>> 8, byStatus.length & 0xff);
    case 0x02:
      return positive(0x59, subFunction, statusAvailable, ...byStatus.flatMap(codeAndStatus));
    case 0x0a:
      return positive(0x59, subFunction, statusAvailable, ...codes.flatMap(codeAndStatus));
    default: {
      const code = codes.find(({ dtc }) => dtc === first * 65_536 + second * 256 + third);
      if (code === undefined) return negative(refusalCodes.requestOutOfRange);
      const records = subFunction === 0x04 ? snapshotRecords(code, record) : extendedRecords(code, record);
      return records === undefined ? negative(refusalCodes.requestOutOfRange) : positive(0x59, subFunction, ...codeAndStatus(code), ...records);
    }
  }
}

function codeAndStatus({ dtc, status }: SimulatedTroubleCode): number[] {
  return [dtc >>> 16, (dtc >>> 8) & 0xff, dtc & 0xff, status];
}

function snapshotRecords({ snapshot }: SimulatedTroubleCode, record: number): (number | Uint8Array)[] | undefined {
  if (record !== snapshotRecord && record !== everyRecord) return undefined;
  if (snapshot === undefined) return [];
  return [snapshotRecord, snapshot.size, ...[...snapshot].flatMap(([identifier, bytes]) => [identifier >>> 8, identifier & 0xff, bytes])];
}

function extendedRecords({ extendedData }: SimulatedTroubleCode, record: number): (number | Uint8Array)[] | undefined {
  const records = [...(extendedData ?? [])].filter(([number]) => record === everyRecord || number === record);
  return records.length === 0 && record !== everyRecord ? undefined : records.flat();
}
