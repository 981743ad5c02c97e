/** Bounds of one segment and one catalogue. Whoever seals splits before a bound; whoever reads refuses beyond it. */
export const segmentLimits = {
  /** The largest car description that we know has 2,752 signals. */
  columnsMax: 8_192,
  /** Of all columns together; a full 500 kbit/s bus decodes to some 20,000 a second. Reading takes at most 16 bytes for each. */
  samplesMax: 262_144,
  /** Highest signal number. */
  signalMax: 65_535,
  /** Of a sealed segment. Numbers never reach it before `samplesMax` does. */
  bytesMax: 4_194_304,
  /** Of the columns before compression: what an attacker can make a reader allocate. */
  bodyBytesMax: 16_777_216,
  /** Of one text value, in UTF-8. */
  textBytesMax: 65_535,
} as const;

export const catalogueLimits = {
  /** As much as the link carries (link/limits.ts): some 6,000 signals. */
  bytesMax: 1_048_576,
  signalsMax: segmentLimits.signalMax + 1,
  /** Characters of a name, source or unit. */
  textMax: 512,
  decimalsMax: 17,
} as const;
