/**
 * Requests and their refusals.
 *
 * @see SAE J1939-21, 5.4.2 (request) and 5.4.4 (acknowledgement)
 */

/** @returns the payload of a request for a group. */
export function requestBytes(pgn: number): Uint8Array {
  return Uint8Array.of(pgn & 0xff, (pgn >> 8) & 0xff, (pgn >> 16) & 0x03);
}

/** @returns the group that is asked for; `undefined` when the request has not the three bytes. */
export function requestedGroup(data: Uint8Array): number | undefined {
  return data.length < 3 ? undefined : groupAt(data, 0);
}

export interface Acknowledgement {
  /** `refused`: not known to the unit (NACK); `denied`: known, not now or not for you. */
  readonly kind: "acknowledged" | "refused" | "denied" | "busy";
  readonly pgn: number;
  /** Who had asked; 0xFF where an older unit does not say. */
  readonly address: number;
}

const acknowledgementKinds = ["acknowledged", "refused", "denied", "busy"] as const;

/** @returns `undefined` for what is no acknowledgement. */
export function readAcknowledgement(data: Uint8Array): Acknowledgement | undefined {
  const kind = acknowledgementKinds[data[0] ?? acknowledgementKinds.length];
  if (kind === undefined || data.length < 8) return undefined;
  return { kind, pgn: groupAt(data, 5), address: data[4] ?? 0xff };
}

/** @returns the payload; sent to all, as the standard asks, with the asker's address inside. */
export function acknowledgementBytes({ kind, pgn, address }: Acknowledgement): Uint8Array {
  return Uint8Array.of(acknowledgementKinds.indexOf(kind), 0xff, 0xff, 0xff, address, pgn & 0xff, (pgn >> 8) & 0xff, (pgn >> 16) & 0x03);
}

function groupAt(data: Uint8Array, at: number): number {
  return ((data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16)) & 0x3_ffff;
}
