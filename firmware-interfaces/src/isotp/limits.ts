/**
 * Bounds of ISO-TP. At a bound a transfer is given up and reported; nothing is truncated.
 *
 * The standard allows 4 GiB; no diagnostic answer of a road vehicle needs more than 64 KiB, and an attacker on the bus
 * can announce any length in one frame.
 */
export const isoTpLimits = {
  /** Longest message taken or sent; a longer announcement is answered with an overflow. */
  payloadBytesMax: 65_535,
  /**
   * Bytes set aside when a message begins; more only as it arrives, so that first frames that nobody follows up cost an
   * attacker's bus time and not our memory. Covers every message with the short length.
   */
  reservedBytes: 4_095,
  /** N_Bs: longest wait of a sender for a flow control (ISO 15765-2, 9.7). */
  flowControlTimeoutMs: 1_000,
  /** N_Cr: longest silence between two consecutive frames (ISO 15765-2, 9.7). */
  consecutiveFrameTimeoutMs: 1_000,
  /** N_As: longest that frames may wait for a transmit queue that is full; then they are thrown away and their transfers given up. */
  transmitTimeoutMs: 1_000,
  /** N_WFTmax: flow controls in a row that ask a sender to wait. One more ends the transfer. */
  waitFramesMax: 10,
  /** Consecutive frames that one step hands out where no pause is asked for; the next step follows at once, after what has arrived meanwhile. */
  burstFramesMax: 16,
  /**
   * Frames of one node that wait for a full transmit queue: a burst of every counterpart. At the limit a message is refused
   * and a flow control dropped, so that its sender times out.
   */
  outboxFramesMax: 1_024,
  /** Counterparts of one node at once. At the limit an idle one gives way; while all are busy a new one is ignored. */
  peersMax: 64,
  /** Transfers that an observer follows at once. At the limit the one that has been silent longest gives way and is reported. */
  observedTransfersMax: 128,
  /** Silence after which an observer gives a transfer up. It cannot tell who is waited for, so both sides' timeouts count. */
  observedSilenceMs: 2_000,
} as const;
