/** Bounds of the agent that nobody needs to set; what a person may want to set is in config.ts. What happens at each bound is said here. */
export const agentLimits = {
  /** Signals of one unit. A bus that claims more addresses than that is broken or hostile; further signals are counted and not recorded. */
  signalsMax: 8_000,
  /** The catalogue as it travels; a little less than what the link takes. At the bound as above. */
  catalogueBytesMax: 1_000_000,
  /** Samples in one segment. At the bound it is sealed early, nothing is lost. Incompressible, they still fit a record (1 MiB, at most 16 bytes a sample). */
  segmentSamplesMax: 60_000,
  /** Sealed segments on their way to the link thread, in bytes. At the bound new ones are dropped, newest first, and counted: a disk that stands still must not eat the memory. */
  pendingBytesMax: 32 * 1_024 * 1_024,
  /** A vehicle that has hardly any of the signals chosen for live shows this many others. */
  liveSignalsMin: 3,
  /** Signals shown live without anybody watching. */
  liveSignalsMax: 20,
  /** Signals in one watch. A longer list is cut; the console then shows the rest at the pace of the default set. */
  watchedSignalsMax: 2_000,
  /** A watch is never believed for longer than this, whatever it says. */
  watchMsMax: 10 * 60_000,
  /** Shortest time between two frames of watched values. */
  watchedPeriodMs: 50,
  /** A watched value that stays the same is repeated this often, so that a viewer can tell steady from silent. */
  watchedRepeatMs: 1_000,
  /** How far a time may fall within one signal and still be put in order inside its segment; beyond it the clock was set, and a new segment begins. */
  disorderUsMax: 2_000_000,
} as const;
