/** Bounds of the commands. */
export const commandLimits = {
  /** Identifiers that `can stats` tells apart; frames of further ones are counted together. */
  statsIdsMax: 65_536,
  /** Bytes of a message that `dbc show` draws: a CAN FD frame's. Longer ones are transfers, and their signals are listed all the same. */
  drawnBytesMax: 64,
} as const;
