/** Bounds of the catalogue's files, which people write or programs of the fleet make. */
export const catalogueLimits = {
  /** A larger mapping file is refused whole; five thousand rows have less. Nonsense of this size takes the YAML reader some seconds. */
  mappingBytesMax: 512 * 1024,
  /** Rows of a mapping file; further ones are left out with a problem. */
  mappingRowsMax: 5_000,
  /** Problems that are kept of a mapping file; further ones are counted in the last. */
  mappingProblemsMax: 200,
  /** Unknown names of a file for which the nearest known one is looked for. */
  suggestionsMax: 5,
} as const;
