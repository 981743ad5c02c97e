/** Bounds of the commands on recordings. */
export const commandLimits = {
  /** Identifiers that `can stats` tells apart; frames of further ones are counted together. */
  statsIdsMax: 65_536,
  /** Rows of each kind (groups by source, faults, identities, names) that `j1939 read` shows people; further ones are counted. */
  j1939RowsMax: 4_096,
} as const;
