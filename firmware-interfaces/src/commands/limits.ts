/** Bounds of the commands on recordings. */
export const commandLimits = {
  /** Identifiers that `can stats` tells apart; frames of further ones are counted together. */
  statsIdsMax: 65_536,
} as const;
