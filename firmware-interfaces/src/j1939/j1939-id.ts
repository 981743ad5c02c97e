/**
 * The 29-bit identifier as SAE J1939 divides it.
 *
 *     28..26 priority | 25 EDP | 24 DP | 23..16 PF | 15..8 PS | 7..0 source address
 *
 * @see SAE J1939-21, 5.2
 */

export interface J1939Id {
  /** 0 (highest) to 7. */
  readonly priority: number;
  /** Parameter group number, 18 bits; for a PDU1 group its low byte is 0. */
  readonly pgn: number;
  readonly sourceAddress: number;
  /** 0xFF = all. A PDU2 group has none and goes to all. */
  readonly destinationAddress: number;
  /** PDU1 is addressed (PF below 240), PDU2 is broadcast. */
  readonly format: "pdu1" | "pdu2";
  /** Extended data page and data page. EDP = 1 with DP = 1 is not J1939 but ISO 15765-3. */
  readonly extendedDataPage: 0 | 1;
  readonly dataPage: 0 | 1;
}

export const globalAddress = 0xff;
/** Where PF makes a group broadcast (SAE J1939-21, 5.2.3). */
const firstPdu2Format = 240;

export function splitJ1939Id(id: number): J1939Id {
  const pduFormat = (id >>> 16) & 0xff;
  const isPdu1 = pduFormat < firstPdu2Format;
  return {
    priority: (id >>> 26) & 7,
    pgn: parameterGroupOf(id),
    sourceAddress: sourceAddressOf(id),
    destinationAddress: isPdu1 ? (id >>> 8) & 0xff : globalAddress,
    format: isPdu1 ? "pdu1" : "pdu2",
    extendedDataPage: ((id >>> 25) & 1) === 1 ? 1 : 0,
    dataPage: ((id >>> 24) & 1) === 1 ? 1 : 0,
  };
}

/** @returns the PGN alone; the way for the hot path. */
export function parameterGroupOf(id: number): number {
  return ((id >>> 16) & 0xff) < firstPdu2Format ? (id >>> 8) & 0x3_ff00 : (id >>> 8) & 0x3_ffff;
}

export function sourceAddressOf(id: number): number {
  return id & 0xff;
}

/** @returns the identifier, the inverse of `splitJ1939Id`. Every part must be in its range. */
export function joinJ1939Id(parts: Pick<J1939Id, "priority" | "pgn" | "sourceAddress"> & { readonly destinationAddress?: number }): number {
  const isPdu1 = ((parts.pgn >>> 8) & 0xff) < firstPdu2Format;
  const group = isPdu1 ? (parts.pgn & 0x3_ff00) | (parts.destinationAddress ?? globalAddress) : parts.pgn & 0x3_ffff;
  return ((parts.priority << 26) | (group << 8) | parts.sourceAddress) >>> 0;
}

/** How a signal's source names its address: `@00`, two hexadecimal digits. */
export function sourceTag(sourceAddress: number): string {
  return `@${sourceAddress.toString(16).toUpperCase().padStart(2, "0")}`;
}
