/** Bounds and times of the thread that owns a holder's disk. */
export const linkThreadLimits = {
  /** Bytes handed to the thread for one box and not yet worked on. At the bound its connections stop reading until half is done. */
  pendingBytesMax: 4_194_304,
  /** Segments handed to the thread for one box and not yet answered. At the bound `sealSegment` refuses. */
  pendingSealsMax: 1_024,
  /** Messages gathered for the main thread before they are posted, whatever else is to be done first. */
  parcelBytesMax: 1_048_576,
  /** Priorities 2 and 3 wait this long for company before they are made durable; 0 and 1 do not wait. */
  commitDelayMs: 20,
  /** What a hub's marks change in the file waits longer: without it they come again. */
  markCommitDelayMs: 250,
  /** After a disk refused a commit. */
  retryCommitMs: 1_000,
  tickMs: 100,
  tidyMs: 1_000,
  /** Wait for the thread to end by itself. */
  stopMs: 10_000,
} as const;
