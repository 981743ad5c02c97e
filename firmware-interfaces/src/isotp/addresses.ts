/**
 * Where an ISO-TP message goes, as a frame carries it: an identifier and, in two of the formats, one byte before the
 * protocol control information.
 *
 * | format | identifier | first byte |
 * |---|---|---|
 * | normal | any, 11 or 29 bits | - |
 * | normal fixed | 0x18DA/0x18DB, target, source | - |
 * | extended | any, 11 or 29 bits | target address |
 * | mixed, 11 bits | any | address extension |
 * | mixed, 29 bits | 0x18CE/0x18CD, target, source | address extension |
 *
 * @see ISO 15765-2, 10.3 (addressing formats)
 */
import { extendedIdMax, standardIdMax } from "../can/can-frame.ts";
import { isoTpFail } from "./isotp-errors.ts";

export interface IsoTpAddress {
  readonly id: number;
  /** 29-bit identifier. */
  readonly extended: boolean;
  /** The byte before the protocol control information: N_TA (extended addressing) or N_AE (mixed). */
  readonly addressByte?: number | undefined;
}

/** Priority 6, the standard's default, in the identifiers that carry source and target. */
const fixedIds = { physical: 0x18da_0000, functional: 0x18db_0000, mixedPhysical: 0x18ce_0000, mixedFunctional: 0x18cd_0000 } as const;

export interface FixedAddressParts {
  /** N_TA, 0 to 255: who is to hear it. */
  readonly target: number;
  /** N_SA, 0 to 255: who says it. */
  readonly source: number;
  /** To all of a group rather than to one; such a message has one frame. */
  readonly functional?: boolean;
}

/**
 * Normal addressing: the identifier says it all. 29 bits when it is above 0x7FF, or when asked for.
 *
 * @throws DrawbarError `ISOTP_ADDRESS_IMPOSSIBLE`.
 */
export function normalAddress(id: number, extended: boolean = id > standardIdMax): IsoTpAddress {
  return checked({ id, extended });
}

/**
 * Normal fixed addressing, 29 bits: 0x18DA10F1 is from 0xF1 to 0x10.
 *
 * @throws DrawbarError `ISOTP_ADDRESS_IMPOSSIBLE`.
 */
export function normalFixedAddress(parts: FixedAddressParts): IsoTpAddress {
  return { id: fixedId(parts.functional === true ? fixedIds.functional : fixedIds.physical, parts), extended: true };
}

/**
 * Extended addressing (`addressByte` = target) and mixed addressing with 11 bits (`addressByte` = extension).
 *
 * @throws DrawbarError `ISOTP_ADDRESS_IMPOSSIBLE`.
 */
export function addressWithByte(id: number, addressByte: number, extended: boolean = id > standardIdMax): IsoTpAddress {
  return checked({ id, extended, addressByte });
}

/**
 * Mixed addressing, 29 bits: source and target in the identifier, the extension in the first byte.
 *
 * @throws DrawbarError `ISOTP_ADDRESS_IMPOSSIBLE`.
 */
export function mixedAddress(parts: FixedAddressParts & { readonly extension: number }): IsoTpAddress {
  return checked({
    id: fixedId(parts.functional === true ? fixedIds.mixedFunctional : fixedIds.mixedPhysical, parts),
    extended: true,
    addressByte: parts.extension,
  });
}

/** A number that two addresses share exactly when they are the same; for tables. */
export function addressKey(address: IsoTpAddress): number {
  // Wider than 32 bits, so no shifts: 29 bits of identifier, one of width, nine of address byte.
  return address.id + (address.extended ? 2 ** 29 : 0) + ((address.addressByte ?? -1) + 1) * 2 ** 30;
}

function checked(address: IsoTpAddress): IsoTpAddress {
  const { id, extended, addressByte } = address;
  const idMax = extended ? extendedIdMax : standardIdMax;
  if (!Number.isInteger(id) || id < 0 || id > idMax) throw isoTpFail("ISOTP_ADDRESS_IMPOSSIBLE", `identifier ${id} is outside 0..${idMax}`);
  if (addressByte !== undefined) assertByte("address byte", addressByte);
  return address;
}

function fixedId(base: number, { target, source }: FixedAddressParts): number {
  assertByte("target", target);
  assertByte("source", source);
  return base + target * 256 + source;
}

function assertByte(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > 255) throw isoTpFail("ISOTP_ADDRESS_IMPOSSIBLE", `${name} ${value} is outside 0..255`);
}
