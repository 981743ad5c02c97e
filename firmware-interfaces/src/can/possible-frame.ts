import { canFail } from "./can-errors.ts";
import { extendedIdMax, standardIdMax, type CanFrame } from "./can-frame.ts";
import { canLimits, fdLengths } from "./limits.ts";

/** @throws DrawbarError `CAN_FRAME_IMPOSSIBLE` when no bus can carry the frame. */
export function assertFramePossible(frame: Omit<CanFrame, "atUs">): void {
  const idMax = frame.extended ? extendedIdMax : standardIdMax;
  if (!Number.isInteger(frame.id) || frame.id < 0 || frame.id > idMax) {
    throw canFail("CAN_FRAME_IMPOSSIBLE", `identifier ${frame.id} is outside 0..${idMax} (${frame.extended ? 29 : 11} bits)`);
  }
  const isFd = frame.flags?.fd === true;
  const isLengthPossible = isFd ? fdLengths.includes(frame.data.length) : frame.data.length <= canLimits.classicBytesMax;
  if (!isLengthPossible) throw canFail("CAN_FRAME_IMPOSSIBLE", `${frame.data.length} bytes do not fit a ${isFd ? "CAN FD" : "classic CAN"} frame`);
}
