/** Bounds of the CAN layer. */
export const canLimits = {
  /**
   * Frames that wait for one reader of a memory bus. At the limit new frames are thrown away and counted, as the
   * kernel does it, so that what was kept has no holes before its end. 16,384 frames are 1.8 s of two full 500 kbit/s buses.
   */
  queuedFramesMax: 16_384,
  /** Readers of one memory bus at once; one more is refused with `CAN_TOO_MANY_CHANNELS`. */
  channelsMax: 64,
  /** Filters of one socket (CAN_RAW_FILTER_MAX of linux/can/raw.h); one more is refused with `CAN_TOO_MANY_FILTERS`. */
  filtersMax: 512,
  /** Payload of a classic frame (ISO 11898-1, 10.4.2.4). */
  classicBytesMax: 8,
  /** Payload of a CAN FD frame. */
  fdBytesMax: 64,
} as const;

/** Payload lengths that a CAN FD frame can have (ISO 11898-1, table 5). */
export const fdLengths: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20, 24, 32, 48, 64];
