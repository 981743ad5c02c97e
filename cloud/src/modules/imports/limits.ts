/** Bounds of imports, with what happens at each. */
export const importLimits = {
  /** One part of a file; more is refused with 413. */
  partBytesMax: 1_048_576,
  /** Parts of a file; more are refused, so 24 MiB is the largest file. */
  partsMax: 24,
  /** Rows of a file with its header; more and it is not read. */
  rowsMax: 200_001,
  /** Columns of a file; more and it is not read. */
  columnsMax: 64,
  /** Characters of a cell that are kept. A longer one is cut, and then too long for any column. */
  cellCharactersMax: 1_000,
  /** Bytes that a workbook says it unpacks to; more and it is not read. */
  unpackedBytesMax: 400_000_000,
  /** Rows stored together. */
  rowsPerChunk: 500,
  /** Rows checked or made by one statement. */
  rowsPerBatch: 5_000,
  /** Findings of one import that are kept; more are counted only. */
  findingsMax: 50_000,
  /** Characters of a value that a finding shows. */
  findingValueMax: 100,
  /** Rows that a person sees before mapping columns. */
  samplesMax: 5,
  /** Imports of a fleet; at the bound a new one takes the place of the oldest that has ended. */
  importsMax: 100,
  /** Imports of a fleet that have not ended; more are refused with `IMPORTS_TOO_MANY`. */
  openMax: 20,
  /** Tries of a step that ends the process or the connection; then it is given up. */
  triesMax: 5,
} as const;
