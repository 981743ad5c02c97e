/**
 * The four kinds of ISO-TP frames, bytes to values and back, for classic CAN and CAN FD.
 *
 * A PDU here is the payload of a frame without the address byte that extended and mixed addressing put before it.
 *
 * @see ISO 15765-2, 9.4 to 9.6 (protocol control information)
 */
import { separationTimeCode, separationTimeMs } from "./separation-time.ts";

export type FlowStatus = "continue" | "wait" | "overflow" /** A code that the standard does not give; ends the transfer (N_INVALID_FS). */ | "reserved";

export type IsoTpPdu =
  /** A whole message. `payload` is a view of the frame. */
  | { readonly kind: "single"; readonly payload: Uint8Array }
  /** The beginning of a message of `length` bytes. */
  | { readonly kind: "first"; readonly length: number; readonly payload: Uint8Array }
  /** The next bytes of a message, with padding where it ends. */
  | { readonly kind: "consecutive"; readonly sequence: number; readonly payload: Uint8Array }
  | { readonly kind: "flow-control"; readonly status: FlowStatus; readonly blockSize: number; readonly separationTimeMs: number }
  /** No ISO-TP frame, or one that the standard tells receivers to ignore. */
  | { readonly kind: "invalid"; readonly reason: InvalidPduReason };

export type InvalidPduReason = "empty" | "reserved-type" | "reserved-length" | "too-short";

/** High nibble of the first byte. */
const pci = { single: 0, first: 1, consecutive: 2, flowControl: 3 } as const;
const flowStatuses: readonly FlowStatus[] = ["continue", "wait", "overflow"];
/** Longest message whose length fits the twelve bits of a short first frame. */
const shortLengthMax = 0xfff;
const classicFrameBytes = 8;

/**
 * @param frame payload of one CAN or CAN FD frame, 0 to 64 bytes; views of it are returned.
 * @param addressBytes 1 when the first byte belongs to the address.
 */
export function parsePdu(frame: Uint8Array, addressBytes: 0 | 1 = 0): IsoTpPdu {
  const first = frame[addressBytes];
  if (first === undefined) return { kind: "invalid", reason: "empty" };
  switch (first >> 4) {
    case pci.single:
      return parseSingle(frame, addressBytes, first & 0x0f);
    case pci.first:
      return parseFirst(frame, addressBytes);
    case pci.consecutive:
      return frame.length === addressBytes + 1
        ? { kind: "invalid", reason: "too-short" }
        : { kind: "consecutive", sequence: first & 0x0f, payload: frame.subarray(addressBytes + 1) };
    case pci.flowControl:
      return parseFlowControl(frame, addressBytes, first & 0x0f);
    default:
      return { kind: "invalid", reason: "reserved-type" };
  }
}

function parseSingle(frame: Uint8Array, addressBytes: number, shortLength: number): IsoTpPdu {
  const isLong = frame.length > classicFrameBytes;
  // Frames beyond eight bytes have their length in the next byte and a zero here (ISO 15765-2, table 11).
  if (isLong && shortLength !== 0) return { kind: "invalid", reason: "reserved-length" };
  const length = isLong ? (frame[addressBytes + 1] ?? 0) : shortLength;
  const start = addressBytes + (isLong ? 2 : 1);
  if (length === 0) return { kind: "invalid", reason: "reserved-length" };
  if (start + length > frame.length) return { kind: "invalid", reason: "too-short" };
  return { kind: "single", payload: frame.subarray(start, start + length) };
}

function parseFirst(frame: Uint8Array, addressBytes: number): IsoTpPdu {
  if (frame.length < classicFrameBytes) return { kind: "invalid", reason: "too-short" };
  const view = new DataView(frame.buffer, frame.byteOffset + addressBytes, frame.byteLength - addressBytes);
  const shortLength = view.getUint16(0) & shortLengthMax;
  const length = shortLength === 0 ? view.getUint32(2) : shortLength;
  // The long form is reserved for lengths that need it (ISO 15765-2, 9.6.3).
  if (shortLength === 0 && length <= shortLengthMax) return { kind: "invalid", reason: "reserved-length" };
  const payload = frame.subarray(addressBytes + (shortLength === 0 ? 6 : 2));
  // One that fits this very frame has nothing to follow it. Lengths between that and a single frame's are taken: some units send seven bytes so.
  if (length <= payload.length) return { kind: "invalid", reason: "reserved-length" };
  return { kind: "first", length, payload };
}

function parseFlowControl(frame: Uint8Array, addressBytes: number, status: number): IsoTpPdu {
  const blockSize = frame[addressBytes + 1];
  const separationTime = frame[addressBytes + 2];
  if (blockSize === undefined || separationTime === undefined) return { kind: "invalid", reason: "too-short" };
  return { kind: "flow-control", status: flowStatuses[status] ?? "reserved", blockSize, separationTimeMs: separationTimeMs(separationTime) };
}

/** @returns how many bytes a single frame of `pduBytes` (frame less address byte) can carry. */
export function singlePayloadMax(pduBytes: number): number {
  return pduBytes > classicFrameBytes ? pduBytes - 2 : pduBytes - 1;
}

/**
 * @param addressBytes 1 when an address byte comes before it; decides when a frame is longer than eight bytes.
 * @param payload 1 to `singlePayloadMax` bytes.
 */
export function singlePdu(payload: Uint8Array, addressBytes: 0 | 1 = 0): Uint8Array {
  return addressBytes + 1 + payload.length <= classicFrameBytes ? Uint8Array.of(payload.length, ...payload) : Uint8Array.of(0, payload.length, ...payload);
}

/** @returns a first frame of exactly `pduBytes`; the beginning of `payload` is in it. */
export function firstPdu(payload: Uint8Array, pduBytes: number): Uint8Array {
  const pdu = new Uint8Array(pduBytes);
  const view = new DataView(pdu.buffer);
  const isShort = payload.length <= shortLengthMax;
  view.setUint16(0, (pci.first << 12) | (isShort ? payload.length : 0));
  if (!isShort) view.setUint32(2, payload.length);
  pdu.set(payload.subarray(0, firstPayloadBytes(payload.length, pduBytes)), isShort ? 2 : 6);
  return pdu;
}

/** @returns how many bytes of a message of `length` its first frame carries. */
export function firstPayloadBytes(length: number, pduBytes: number): number {
  return pduBytes - (length <= shortLengthMax ? 2 : 6);
}

export function consecutivePdu(sequence: number, payload: Uint8Array): Uint8Array {
  const pdu = new Uint8Array(1 + payload.length);
  pdu[0] = (pci.consecutive << 4) | (sequence & 0x0f);
  pdu.set(payload, 1);
  return pdu;
}

/** @param blockSize frames until the next flow control, 0 = all that remain. */
export function flowControlPdu(status: Exclude<FlowStatus, "reserved">, blockSize = 0, pauseMs = 0): Uint8Array {
  return Uint8Array.of((pci.flowControl << 4) | flowStatuses.indexOf(status), blockSize, separationTimeCode(pauseMs));
}
