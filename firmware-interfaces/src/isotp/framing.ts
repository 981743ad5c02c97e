/** How PDUs become CAN frames: which length they are filled up to and with what. */
import type { CanFrame } from "../can/can-frame.ts";
import { canLimits, fdLengths } from "../can/limits.ts";
import type { IsoTpAddress } from "./addresses.ts";
import { isoTpFail } from "./isotp-errors.ts";

export interface IsoTpFraming {
  /** TX_DL: longest frame to be sent; 8 is classic CAN, 12 to 64 CAN FD. */
  readonly frameBytes: number;
  /** Fills frames up to eight bytes; `undefined` sends them as short as they are. CAN FD lengths above eight are always filled. */
  readonly paddingByte?: number | undefined;
  /** CAN FD: data at the higher rate. */
  readonly bitRateSwitch?: boolean;
}

/**
 * Classic CAN, every frame eight bytes, as ISO 15765-4 demands of testers and of control units. 0xCC alternates at the
 * wire, so that the controllers need not stuff bits.
 */
export const obdFraming: IsoTpFraming = { frameBytes: 8, paddingByte: 0xcc };

/** Where the caller has not chosen a padding but the CAN FD length needs one (ISO 15765-2, 10.4.2.1). */
const defaultPaddingByte = 0xcc;

/** @throws DrawbarError `ISOTP_FRAME_BYTES_IMPOSSIBLE` when no frame has that length or no byte that value. */
export function assertFraming(framing: IsoTpFraming): void {
  const { frameBytes, paddingByte } = framing;
  if (frameBytes < canLimits.classicBytesMax || !fdLengths.includes(frameBytes)) {
    throw isoTpFail("ISOTP_FRAME_BYTES_IMPOSSIBLE", `frames of ${frameBytes} bytes; ISO-TP uses 8, 12, 16, 20, 24, 32, 48 or 64`);
  }
  if (paddingByte !== undefined && (!Number.isInteger(paddingByte) || paddingByte < 0 || paddingByte > 255)) {
    throw isoTpFail("ISOTP_FRAME_BYTES_IMPOSSIBLE", `padding byte ${paddingByte} is outside 0..255`);
  }
}

/** @returns bytes of a frame to this address that a PDU can have. */
export function pduBytesOf(framing: IsoTpFraming, address: IsoTpAddress): number {
  return framing.frameBytes - addressBytesOf(address);
}

export function addressBytesOf(address: IsoTpAddress): 0 | 1 {
  return address.addressByte === undefined ? 0 : 1;
}

/** @returns the frame that carries `pdu` (at most `pduBytesOf`) to `address`. */
export function frameOf(pdu: Uint8Array, address: IsoTpAddress, framing: IsoTpFraming): Omit<CanFrame, "atUs"> {
  const start = addressBytesOf(address);
  const usedBytes = start + pdu.length;
  const frameBytes = fdLengths.find((length) => length >= (framing.paddingByte === undefined ? usedBytes : Math.max(usedBytes, canLimits.classicBytesMax)));
  const data = new Uint8Array(frameBytes ?? usedBytes).fill(framing.paddingByte ?? defaultPaddingByte);
  if (address.addressByte !== undefined) data[0] = address.addressByte;
  data.set(pdu, start);
  const { id, extended } = address;
  if (framing.frameBytes === canLimits.classicBytesMax) return { id, extended, data };
  return { id, extended, data, flags: { fd: true, ...(framing.bitRateSwitch === true ? { bitRateSwitch: true } : {}) } };
}
