/** Bounds of the commands. */
export const commandLimits = {
  /** Identifiers that `can stats` tells apart; frames of further ones are counted together. */
  statsIdsMax: 65_536,
  /** Rows of each kind (groups by source, faults, identities, names) that `j1939 read` shows people; further ones are counted. */
  j1939RowsMax: 4_096,
  /** Frames of a live bus that wait for a slow terminal or pipe; further ones are dropped and counted. */
  liveFramesMax: 65_536,
  /** Batches and events that wait; at the limit further events are left out. */
  liveItemsMax: 65_536,
  /** Messages that the table of `can decode --live` shows; further ones are counted only. */
  monitorRowsMax: 1_024,
  /** A replay onto an interface that takes nothing for so long is given up. */
  stuckSendMs: 5_000,
} as const;
