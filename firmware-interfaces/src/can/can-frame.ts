/** One frame as a controller saw it. */
export interface CanFrame {
  /** 11 or 29 bits, without flags. */
  readonly id: number;
  /** 29-bit identifier (CAN 2.0B). */
  readonly extended: boolean;
  /** 0 to 8 bytes, up to 64 for CAN FD; empty for a remote frame. Owned by the frame. */
  readonly data: Uint8Array;
  /** Microseconds since 1970 when the frame was received, by the recording's or kernel's clock. */
  readonly atUs: number;
  /** Set on frames that are not plain data frames. */
  readonly flags?: CanFrameFlags | undefined;
}

export interface CanFrameFlags {
  readonly remote?: true;
  readonly error?: true;
  readonly fd?: true;
  readonly bitRateSwitch?: true;
  readonly errorStateIndicator?: true;
}

export const standardIdMax = 0x7ff;
export const extendedIdMax = 0x1fff_ffff;
