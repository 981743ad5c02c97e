/**
 * Identifiers of diagnostics on CAN: who asks, who answers.
 *
 * | | 11 bits | 29 bits |
 * |---|---|---|
 * | to all control units | 0x7DF | 0x18DB33F1 |
 * | to one of them | 0x7E0..0x7E7 | 0x18DAxxF1 |
 * | its answer | 0x7E8..0x7EF | 0x18DAF1xx |
 *
 * @see ISO 15765-4, 6.3.2 (OBD identifiers); ISO 15765-2, 10.3.3 (normal fixed addressing)
 */
import type { CanFrame } from "../can/can-frame.ts";
import { standardIdMax } from "../can/can-frame.ts";
import { isoTpFail } from "./isotp-errors.ts";

/** Width of the identifiers that a vehicle's diagnostics use. */
export type DiagnosticIdWidth = 11 | 29;

const functionalIds: Readonly<Record<DiagnosticIdWidth, number>> = { 11: 0x7df, 29: 0x18db_33f1 };

/** Address of the external test equipment, N_SA of our requests. */
const testerAddress = 0xf1;
const obdRequestFirst = 0x7e0;
const obdResponseFirst = 0x7e8;
const obdUnits = 8;
/** Control units outside OBD answer eight above the request, too: the makers' habit, seen on every car of OBDb that uses 11 bits. */
const responseOffset = 8;
/** Extended data page, data page and PF: the part of a 29-bit identifier that says what it is, priority left out. */
const kindMask = 0x03ff_0000;
const kinds = { physical: 0x00da_0000, functional: 0x00db_0000, mixedPhysical: 0x00ce_0000, mixedFunctional: 0x00cd_0000 } as const;

/** @returns the identifier of requests to every control unit. */
export function functionalRequestId(width: DiagnosticIdWidth): number {
  return functionalIds[width];
}

/**
 * @param requestId a control unit's own, such as 0x7E0, 0x720 or 0x18DA10F1.
 * @returns the identifier that it answers with.
 * @throws DrawbarError `ISOTP_ADDRESS_IMPOSSIBLE` when no answer belongs to it.
 */
export function responseIdOf(requestId: number): number {
  const is29Bits = requestId > standardIdMax;
  if (is29Bits && (requestId & kindMask) === kinds.physical) return exchangeAddresses(requestId);
  if (!is29Bits && requestId >= 0 && requestId + responseOffset <= standardIdMax) return requestId + responseOffset;
  throw isoTpFail("ISOTP_ADDRESS_IMPOSSIBLE", `0x${requestId.toString(16)} is not the identifier of a request to one control unit`);
}

/**
 * The inverse, for answers to a functional request.
 *
 * @returns the identifier that the flow control goes to; `undefined` when the frame is no control unit's answer to us.
 */
export function requestIdOf(frame: Pick<CanFrame, "id" | "extended">): number | undefined {
  const { id, extended } = frame;
  if (!extended) return id >= obdResponseFirst && id < obdResponseFirst + obdUnits ? id - obdResponseFirst + obdRequestFirst : undefined;
  return (id & kindMask) === kinds.physical && ((id >>> 8) & 0xff) === testerAddress ? exchangeAddresses(id) : undefined;
}

/**
 * Which frames are ISO-TP by their identifier alone.
 *
 * @returns how many address bytes come before the protocol control information; `undefined` for other frames.
 */
export function diagnosticAddressBytes(frame: Pick<CanFrame, "id" | "extended">): 0 | 1 | undefined {
  const { id, extended } = frame;
  if (!extended) return id >= functionalIds[11] && id < obdResponseFirst + obdUnits ? 0 : undefined;
  switch (id & kindMask) {
    case kinds.physical:
    case kinds.functional:
      return 0;
    case kinds.mixedPhysical:
    case kinds.mixedFunctional:
      return 1;
    default:
      return undefined;
  }
}

function exchangeAddresses(id: number): number {
  return ((id & ~0xffff) | ((id & 0xff) << 8) | ((id >>> 8) & 0xff)) >>> 0;
}
