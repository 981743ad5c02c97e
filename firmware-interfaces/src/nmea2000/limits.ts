/** Bounds of reading an NMEA 2000 network. */
export const nmea2000Limits = {
  /**
   * Transfers in progress at once. A network has at most 50 devices and each rarely more than one; at the limit the
   * transfer that waited longest is given up and reported.
   */
  sessionsMax: 64,
  /** Silence inside a transfer after which it is given up (NMEA 2000 asks for 750 ms between its frames). */
  frameGapUs: 750_000,
  /** Payload of a fast packet: 6 bytes in its first frame and 7 in each of 31 more. */
  fastPacketBytesMax: 223,
} as const;
