/**
 * The frames of the transport protocol, read and written: TP.CM, TP.DT and their extended forms.
 *
 * @see SAE J1939-21, 5.10.3 (tables 5 and 6) and 5.11 (extended)
 */
import type { CanFrame } from "../can/can-frame.ts";
import { joinJ1939Id, parameterGroupOf } from "./j1939-id.ts";
import { pgns } from "./j1939-message.ts";

export type TransportFrame =
  | { readonly kind: "broadcast"; readonly bytes: number; readonly packets: number; readonly pgn: number }
  | {
      readonly kind: "request-to-send";
      readonly isExtended: boolean;
      readonly bytes: number;
      readonly packets: number;
      /** Packets that the sender sends at most for one clear-to-send; 255 = as many as are asked for. */
      readonly blockPacketsMax: number;
      readonly pgn: number;
    }
  /** `packets` 0 holds the connection open. */
  | { readonly kind: "clear-to-send"; readonly isExtended: boolean; readonly packets: number; readonly nextPacket: number; readonly pgn: number }
  /** Extended only: the packets that follow count from `offset` + 1. */
  | { readonly kind: "data-offset"; readonly packets: number; readonly offset: number; readonly pgn: number }
  | { readonly kind: "end-of-message"; readonly isExtended: boolean; readonly bytes: number; readonly pgn: number }
  | { readonly kind: "abort"; readonly isExtended: boolean; readonly reason: number; readonly pgn: number }
  | { readonly kind: "data"; readonly isExtended: boolean; readonly sequence: number; readonly bytes: Uint8Array }
  | { readonly kind: "malformed" };

export const packetBytes = 7;

/** Connection abort reasons that a node of ours gives (SAE J1939-21, table 7). */
export const abortReasons = {
  alreadyConnected: 1,
  resources: 2,
  timeout: 3,
  repeatsExceeded: 5,
  tooLong: 9,
} as const;

const control = { requestToSend: 16, clearToSend: 17, endOfMessage: 19, extendedRequestToSend: 20, extendedClearToSend: 21, dataOffset: 22 } as const;
const extendedEndOfMessage = 23;
const broadcast = 32;
const abort = 255;

export function packetsFor(bytes: number): number {
  return Math.ceil(bytes / packetBytes);
}

/** @returns `undefined` for a frame of another group. The bytes of a packet are a view into the frame. */
export function readTransportFrame({ id, data }: Pick<CanFrame, "id" | "data">): TransportFrame | undefined {
  switch (parameterGroupOf(id)) {
    case pgns.transportData:
      return readPacket(data, false);
    case pgns.extendedTransportData:
      return readPacket(data, true);
    case pgns.transportControl:
      return data.length < 8 ? { kind: "malformed" } : readControl(data);
    case pgns.extendedTransportControl:
      return data.length < 8 ? { kind: "malformed" } : readExtendedControl(data);
    default:
      return undefined;
  }
}

function readPacket(data: Uint8Array, isExtended: boolean): TransportFrame {
  const sequence = data[0];
  if (sequence === undefined || sequence === 0 || data.length > 8) return { kind: "malformed" };
  return { kind: "data", isExtended, sequence, bytes: data.subarray(1) };
}

function readControl(data: Uint8Array): TransportFrame {
  const pgn = groupIn(data);
  const byte = (index: number): number => data[index] as number; // eight bytes are there
  const isExtended = false;
  const bytes = byte(1) | (byte(2) << 8);
  const packets = byte(3);
  // An announcement whose two lengths contradict each other cannot be trusted with either.
  const isSized = bytes > 0 && packets === packetsFor(bytes);
  switch (byte(0)) {
    case broadcast:
      return isSized ? { kind: "broadcast", bytes, packets, pgn } : { kind: "malformed" };
    case control.requestToSend:
      return isSized ? { kind: "request-to-send", isExtended, bytes, packets, blockPacketsMax: byte(4), pgn } : { kind: "malformed" };
    case control.clearToSend:
      return byte(1) > 0 && byte(2) === 0 ? { kind: "malformed" } : { kind: "clear-to-send", isExtended, packets: byte(1), nextPacket: byte(2), pgn };
    case control.endOfMessage:
      return { kind: "end-of-message", isExtended, bytes, pgn };
    case abort:
      return { kind: "abort", isExtended, reason: byte(1), pgn };
    default:
      return { kind: "malformed" };
  }
}

function readExtendedControl(data: Uint8Array): TransportFrame {
  const pgn = groupIn(data);
  const byte = (index: number): number => data[index] as number; // eight bytes are there
  const isExtended = true;
  const bytes = (byte(1) | (byte(2) << 8) | (byte(3) << 16) | (byte(4) << 24)) >>> 0;
  const packet = byte(2) | (byte(3) << 8) | (byte(4) << 16);
  switch (byte(0)) {
    case control.extendedRequestToSend:
      return bytes === 0 ? { kind: "malformed" } : { kind: "request-to-send", isExtended, bytes, packets: packetsFor(bytes), blockPacketsMax: 255, pgn };
    case control.extendedClearToSend:
      return { kind: "clear-to-send", isExtended, packets: byte(1), nextPacket: packet, pgn };
    case control.dataOffset:
      return { kind: "data-offset", packets: byte(1), offset: packet, pgn };
    case extendedEndOfMessage:
      return { kind: "end-of-message", isExtended, bytes, pgn };
    case abort:
      return { kind: "abort", isExtended, reason: byte(1), pgn };
    default:
      return { kind: "malformed" };
  }
}

function groupIn(data: Uint8Array): number {
  const pgn = ((data[5] as number) | ((data[6] as number) << 8) | ((data[7] as number) << 16)) & 0x3_ffff; // eight bytes are there
  // Some units write the destination into the low byte of an addressed group, where 0 belongs.
  return ((pgn >>> 8) & 0xff) < 240 ? pgn & 0x3_ff00 : pgn;
}

interface Ends {
  readonly sourceAddress: number;
  readonly destinationAddress: number;
}

/** Transfers have the lowest priority but one for control and data alike (SAE J1939-21, 5.10.3). */
const transportPriority = 7;

/** TP.CM_BAM */
export function broadcastFrame(ends: Ends, bytes: number, pgn: number): Omit<CanFrame, "atUs"> {
  return controlFrame(ends, [broadcast, bytes & 0xff, bytes >> 8, packetsFor(bytes), 0xff], pgn);
}

/** TP.CM_RTS; we send as many packets as are asked for. */
export function requestToSendFrame(ends: Ends, bytes: number, pgn: number): Omit<CanFrame, "atUs"> {
  return controlFrame(ends, [control.requestToSend, bytes & 0xff, bytes >> 8, packetsFor(bytes), 0xff], pgn);
}

/** TP.CM_CTS */
export function clearToSendFrame(ends: Ends, packets: number, nextPacket: number, pgn: number): Omit<CanFrame, "atUs"> {
  return controlFrame(ends, [control.clearToSend, packets, nextPacket, 0xff, 0xff], pgn);
}

/** TP.CM_EndOfMsgACK */
export function endOfMessageFrame(ends: Ends, bytes: number, pgn: number): Omit<CanFrame, "atUs"> {
  return controlFrame(ends, [control.endOfMessage, bytes & 0xff, bytes >> 8, packetsFor(bytes), 0xff], pgn);
}

/** TP.Conn_Abort */
export function abortFrame(ends: Ends, reason: number, pgn: number): Omit<CanFrame, "atUs"> {
  return controlFrame(ends, [abort, reason, 0xff, 0xff, 0xff], pgn);
}

/** TP.DT; `packet` counts from 1, and what is behind the message's end is filled with 0xFF. */
export function packetFrame(ends: Ends, payload: Uint8Array, packet: number): Omit<CanFrame, "atUs"> {
  const data = new Uint8Array(8).fill(0xff);
  data[0] = packet;
  data.set(payload.subarray((packet - 1) * packetBytes, packet * packetBytes), 1);
  return frameOf(ends, pgns.transportData, data);
}

function controlFrame(ends: Ends, head: readonly [number, number, number, number, number], pgn: number): Omit<CanFrame, "atUs"> {
  return frameOf(ends, pgns.transportControl, Uint8Array.of(...head, pgn & 0xff, (pgn >> 8) & 0xff, pgn >> 16));
}

function frameOf({ sourceAddress, destinationAddress }: Ends, pgn: number, data: Uint8Array): Omit<CanFrame, "atUs"> {
  return { id: joinJ1939Id({ priority: transportPriority, pgn, sourceAddress, destinationAddress }), extended: true, data };
}
