import { extendedIdMax, standardIdMax, type CanFrame } from "../can/can-frame.ts";
import { canLimits, fdLengths } from "../can/limits.ts";
import type { LogRefusalCode } from "./log-refusals.ts";

/** Kinds of frames that a format has besides classic data frames. */
export interface FrameKinds {
  readonly fd: boolean;
  readonly remote: boolean;
  readonly error: boolean;
}

/** @returns why a format with these kinds of frames has no place for the frame; `undefined` when it has. */
export function refusalOf({ id, extended, data, flags }: CanFrame, kinds: FrameKinds): LogRefusalCode | undefined {
  if (flags?.error === true) return kinds.error ? undefined : "error-frame";
  if (flags?.remote === true && !kinds.remote) return "remote";
  if (flags?.fd === true && !kinds.fd) return "can-fd";
  const isLengthPossible = flags?.fd === true ? fdLengths.includes(data.length) : data.length <= canLimits.classicBytesMax;
  const isIdPossible = Number.isInteger(id) && id >= 0 && id <= (extended ? extendedIdMax : standardIdMax);
  return isLengthPossible && isIdPossible ? undefined : "frame-impossible";
}
