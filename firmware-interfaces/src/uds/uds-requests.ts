/**
 * Requests of UDS that read, as bytes. There are none that write, control or unlock anything: the one session that can be
 * asked for is the default session.
 *
 * @see ISO 14229-1: 9.2 (0x10), 9.6 (0x3E), 10.2 (0x22), 11.3 (0x19)
 */
import { udsLimits } from "./limits.ts";
import { udsFail } from "./uds-errors.ts";

export const udsServices = { diagnosticSession: 0x10, readTroubleCodes: 0x19, readIdentifiers: 0x22, testerPresent: 0x3e } as const;

/** Sub-functions of service 0x19 (ISO 14229-1, 11.3.2). */
export const troubleCodeReports = { countByStatus: 0x01, byStatus: 0x02, snapshot: 0x04, extendedData: 0x06, supported: 0x0a } as const;

/** Every record of a kind at once. */
export const everyRecord = 0xff;

const defaultSession = 0x01;

/** @throws DrawbarError `UDS_REQUEST_IMPOSSIBLE`. */
export function readIdentifiersRequest(identifiers: readonly number[]): Uint8Array {
  if (identifiers.length === 0 || identifiers.length > udsLimits.identifiersPerRequestMax) {
    throw udsFail("UDS_REQUEST_IMPOSSIBLE", `${identifiers.length} data identifiers; 1 to ${udsLimits.identifiersPerRequestMax} can be read at once`);
  }
  for (const identifier of identifiers) assertWithin("data identifier", identifier, 0xffff);
  return Uint8Array.of(udsServices.readIdentifiers, ...identifiers.flatMap((identifier) => [identifier >>> 8, identifier & 0xff]));
}

/**
 * @param statusMask bits of the DTC status byte; codes with at least one of them count.
 * @throws DrawbarError `UDS_REQUEST_IMPOSSIBLE`.
 */
export function troubleCodesByStatusRequest(report: "countByStatus" | "byStatus", statusMask: number): Uint8Array {
  assertWithin("status mask", statusMask, 0xff);
  return Uint8Array.of(udsServices.readTroubleCodes, troubleCodeReports[report], statusMask);
}

export function supportedTroubleCodesRequest(): Uint8Array {
  return Uint8Array.of(udsServices.readTroubleCodes, troubleCodeReports.supported);
}

/**
 * @param dtc 24 bits.
 * @param record 0 to 254, or `everyRecord`.
 * @throws DrawbarError `UDS_REQUEST_IMPOSSIBLE`.
 */
export function troubleCodeRecordsRequest(report: "snapshot" | "extendedData", dtc: number, record: number): Uint8Array {
  assertWithin("trouble code", dtc, 0xff_ffff);
  assertWithin("record number", record, 0xff);
  return Uint8Array.of(udsServices.readTroubleCodes, troubleCodeReports[report], dtc >>> 16, (dtc >>> 8) & 0xff, dtc & 0xff, record);
}

/** Asks for an answer: without one nobody would know whether the unit is there. */
export function testerPresentRequest(): Uint8Array {
  return Uint8Array.of(udsServices.testerPresent, 0);
}

export function defaultSessionRequest(): Uint8Array {
  return Uint8Array.of(udsServices.diagnosticSession, defaultSession);
}

function assertWithin(name: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 0 || value > max) throw udsFail("UDS_REQUEST_IMPOSSIBLE", `${name} ${value} is outside 0..${max}`);
}
