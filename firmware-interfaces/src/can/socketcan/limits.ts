/** Bounds of the driver over SocketCAN. */
export const socketcanLimits = {
  /**
   * Receive buffer asked of the kernel per socket. Of its default of 208 KB, 278 frames, a stall of 62 ms at 4,500 frames/s
   * overflows it; 4 MB are 10,900 frames. What does not fit the kernel drops and counts.
   */
  receiveBytes: 4_194_304,
  /** How often the sockets are drained while frames come. Frames carry the kernel's time, so it costs latency only. */
  drainPeriodMs: 25,
  /** The same once nothing has come for `idleAfterMs`: a parked vehicle's battery pays for every wake-up. */
  idlePeriodMs: 50,
  idleAfterMs: 1_000,
  /** Bytes read in one go, in records of 24 (classic) to 80 (64 bytes of CAN FD). */
  batchBytes: 262_144,
  /**
   * Bytes handed to the main thread that it has not taken yet, about 170,000 classic frames or 19 s of two full 500 kbit/s
   * buses. At the limit frames stay in the kernel's buffer, and beyond that the kernel drops and counts.
   */
  undeliveredBytesMax: 4_194_304,
  /** Frames that wait to be sent on one channel; at the limit `send` returns false. */
  sendQueueMax: 1_024,
  /** A channel that is closed waits so long for its last frames to be sent; the rest is thrown away. */
  closeSendMs: 1_000,
  /** Channels of one thread; one more is refused with `CAN_TOO_MANY_CHANNELS`. */
  channelsMax: 32,
  /** Waits between two looks for an interface that is down or gone, doubled from the first to the last. */
  reopenFirstMs: 100,
  reopenLastMs: 2_000,
} as const;
