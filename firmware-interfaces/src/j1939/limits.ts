/** Bounds of J1939. A bus may be hostile: whatever is on it, each table below stays this small. */
export const j1939Limits = {
  /** Largest message of the transport protocol: 255 packets of 7 bytes (SAE J1939-21, 5.10). */
  transferBytesMax: 1_785,
  /** Largest message of the extended protocol that is put together. The standard has 117 MB; a longer one is reported as lost, `too-long`. */
  extendedTransferBytesMax: 65_535,
  /** Transfers watched at once, over all pairs of addresses. At the limit those already delivered go first, then the oldest, reported as `crowded-out`. */
  observedTransfersMax: 256,
  /** Bytes that unfinished transfers hold together; the same policy at the limit. */
  observedBytesMax: 1_048_576,
  /** Transfers that a node receives at once; one more is refused with a connection abort, reason 2. */
  receivedTransfersMax: 32,
  /** Messages that a node has in hand for sending by transfer; one more is refused. */
  sentTransfersMax: 32,
  /** Frames that wait while the bus takes none; at the limit further ones are dropped, and peers repeat what they miss. */
  outboxFramesMax: 64,
  /** Packets that a node asks for in one clear-to-send. */
  blockPacketsMax: 16,
  /** How often one packet is asked for, or sent, again before the connection is aborted. */
  repeatsMax: 2,
  /** Trouble codes kept of one source; further ones in the same message are counted only. A transfer of 1785 bytes holds 445. */
  faultsPerSourceMax: 445,
  /** Trouble codes kept over all sources of a bus; beyond, new ones are reported as too many and not kept. */
  faultsMax: 4_096,
  /** Bytes of one identity that are kept, and characters of each of its fields. */
  identityBytesMax: 1_785,
  /** Parameter groups and parameters read from a table that the owner has; what is beyond is reported. */
  tableGroupsMax: 8_192,
  tableParametersMax: 65_536,
  /** Bytes of such a table. */
  tableBytesMax: 67_108_864,
} as const;

/** Times of the transport protocol, milliseconds (SAE J1939-21, 5.10.2.4 and annex C). */
export const transportTimes = {
  /** T1: between two packets, for the receiver. */
  betweenPackets: 750,
  /** T2: from a clear-to-send to the first packet, for the receiver. */
  afterClearToSend: 1_250,
  /** T3: from the last packet to the next clear-to-send or end of message, for the sender. */
  afterLastPacket: 1_250,
  /** T4: how long a clear-to-send for no packet holds a connection open. */
  whileHeld: 1_050,
  /**
   * What a listener waits beyond these times. Units measure them by clocks of their own: a sender that nobody answers says
   * so by an abort a little after T3, and that is the better reason.
   */
  listenerGrace: 100,
  /** From one packet of a broadcast to the next: 50 to 200 ms; the least, as other nodes choose it. */
  broadcastSpacing: 50,
} as const;

/** SAE J1939-81, 4.2.2.3: silence after a claim before the address may be used. */
export const claimSettleMs = 250;
