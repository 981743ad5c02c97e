/** What a simulated control unit knows and how it behaves. Values are bytes as they go over the wire. */

/**
 * What is measured at a moment.
 *
 * @returns the bytes behind the identifier, or `undefined` while there is no value: then the unit answers as if it did not know it.
 */
export type ByteSource = (nowMs: number) => Uint8Array | undefined;

/** A fault as both protocols see it. */
export interface SimulatedTroubleCode {
  /** 24 bits: the code of OBD-II in the upper two bytes (0x0301 is P0301), the failure type below (ISO 15031-6, SAE J2012). */
  readonly dtc: number;
  /** DTC status byte (ISO 14229-1, D.2): `dtcStatusBits`. Service 03 lists the confirmed ones, 07 the pending ones. */
  readonly status: number;
  /** Also stored as permanent (service 0A), which no clearing removes. */
  readonly isPermanent?: boolean;
  /** UDS snapshot: data identifier to bytes, as record 1. */
  readonly snapshot?: ReadonlyMap<number, Uint8Array>;
  /** UDS extended data: record number to bytes. */
  readonly extendedData?: ReadonlyMap<number, Uint8Array>;
}

/** Bits of the DTC status byte that decide something here (ISO 14229-1, D.2). */
export const dtcStatusBits = { testFailed: 0x01, pending: 0x04, confirmed: 0x08, warningIndicatorRequested: 0x80 } as const;

/** One test result of service 06 (SAE J1979, service 06 on CAN). */
export interface MonitorTest {
  readonly testId: number;
  readonly unitAndScalingId: number;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** The code that caused it, in 24 bits as in `SimulatedTroubleCode`, and PIDs to bytes. */
export interface SimulatedFreezeFrame {
  readonly dtc: number;
  readonly pids: ReadonlyMap<number, Uint8Array>;
}

export interface ObdKnowledge {
  /** Service 01. What is supported (0x00, 0x20, …), the monitor status (0x01) and the freeze frame's code (0x02) follow from the rest. */
  readonly pids: ReadonlyMap<number, ByteSource>;
  /** Bytes B, C and D of PID 0x01: which self-tests there are and which are not complete. */
  readonly monitorStatus: readonly [number, number, number];
  /** Service 02, frame 0, as it is at the beginning. */
  readonly freezeFrame?: SimulatedFreezeFrame | undefined;
  /** Service 06: monitor identifier to its results. */
  readonly monitorTests?: ReadonlyMap<number, readonly MonitorTest[]>;
  /** Service 09: information type to its items, such as 0x02 to one item of 17 bytes, the VIN. */
  readonly vehicleInformation: ReadonlyMap<number, readonly Uint8Array[]>;
}

export interface UnitBehaviour {
  /** Milliseconds until it answers; by default 8. */
  readonly delayMs?: number;
  /** Random part on top of the delay. */
  readonly jitterMs?: number;
  /** Services that it puts off with `7F xx 78` before the answer. */
  readonly putOff?: ReadonlyMap<number, { readonly times: number; readonly everyMs: number }>;
  /** Services that it refuses, with the negative response code. */
  readonly refusals?: ReadonlyMap<number, number>;
  /** Services that it does not answer at all. */
  readonly silentServices?: ReadonlySet<number>;
  /** Share of requests, 0 to 1, that it does not answer. */
  readonly silenceChance?: number;
}

export interface SimulatedUnitOptions {
  /** What it listens to besides functional requests, such as 0x7E0. */
  readonly requestId: number;
  /** What it answers with, such as 0x7E8. */
  readonly responseId: number;
  /** Without it the unit has no emission-related function and does not answer the services of OBD. */
  readonly obd?: ObdKnowledge;
  /** UDS data identifiers. */
  readonly identifiers?: ReadonlyMap<number, ByteSource>;
  readonly troubleCodes?: readonly SimulatedTroubleCode[];
  readonly behaviour?: UnitBehaviour;
  /** While false, as with the ignition off, the unit hears nothing. By default it is always awake. */
  readonly isAwake?: (nowMs: number) => boolean;
}

/** What a unit makes of a request before its behaviour is applied. */
export type UnitAnswer =
  | { readonly kind: "positive"; readonly payload: Uint8Array }
  /** Negative response code (ISO 14229-1, annex A). */
  | { readonly kind: "negative"; readonly code: number }
  /** It was done, and the request asked for no word of it. */
  | { readonly kind: "nothing" };

/** Negative response codes that simulated units use (ISO 14229-1, annex A). */
export const refusalCodes = {
  serviceNotSupported: 0x11,
  subFunctionNotSupported: 0x12,
  incorrectMessageLength: 0x13,
  responseTooLong: 0x14,
  requestOutOfRange: 0x31,
  responsePending: 0x78,
  subFunctionNotSupportedInSession: 0x7e,
  serviceNotSupportedInSession: 0x7f,
} as const;

export function positive(...bytes: readonly (number | Uint8Array)[]): UnitAnswer {
  return { kind: "positive", payload: Uint8Array.from(bytes.flatMap((part) => (typeof part === "number" ? [part] : [...part]))) };
}

export function negative(code: number): UnitAnswer {
  return { kind: "negative", code };
}
