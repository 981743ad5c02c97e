/** Bounds of reading a DBC file. Files come from suppliers, forums and tools of twenty years. */
export const dbcLimits = {
  /** Larger files are refused with `DBC_TOO_LARGE`; the largest of a real vehicle that we know has 8 MiB. */
  fileBytesMax: 64 * 1024 * 1024,
  /** Diagnostics kept with their text; beyond that they are only counted. */
  diagnosticsMax: 1_000,
  /** Bits of a signal that is decoded. Longer ones, texts of J1939 transport messages, are listed only. */
  signalBitsMax: 64,
  /** Bytes of one message: a J1939 transport transfer, the longest that DBC files describe (SAE J1939-21, 5.10). */
  messageBytesMax: 1_785,
  /** Signals of one message; further ones are dropped with a diagnostic. */
  signalsPerMessageMax: 4_096,
  /** Pairs of signals on one bit that are compared in a message; a real one has some thousands. Beyond, overlaps go unreported. */
  overlapPairsMax: 50_000,
  /** Levels of multiplexers within multiplexers; deeper ones are dropped with a diagnostic, which also ends a cycle. */
  multiplexDepthMax: 16,
} as const;
