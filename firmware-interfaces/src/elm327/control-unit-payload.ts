/** What one control unit said, joined from lines, and why lines count for nothing. */

/** Why a line or a transfer counts for nothing. */
export type DamagedReason =
  /** The adapter itself marked it. */
  | "doubted"
  /** Half a byte is missing, or more. */
  | "odd-digits"
  /** No form of line that is known. */
  | "not-understood"
  /** Fewer bytes than announced. */
  | "too-short"
  | "line-missing"
  /** Two control units answered at once without headers, so that nobody can tell whose line is whose. */
  | "interleaved"
  | "too-many-responders";

export interface ControlUnitPayload {
  /**
   * CAN identifier of the control unit; on J1850 and K line `0x18DAF100` and its address, as ISO 15765-4 would have
   * it; `undefined` without headers.
   */
  readonly responseId: number | undefined;
  /** From the service byte on. */
  readonly payload: Uint8Array;
}
