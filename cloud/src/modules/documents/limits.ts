/** Bounds of documents, with what happens at each. */
export const documentLimits = {
  /** Documents of a tenant. At the bound: `DOCUMENTS_TOO_MANY`. */
  documentsMax: 100_000,
  /** Bytes of one file; more are refused with 413. */
  fileBytesMax: 5_242_880,
  /** Bytes of all files of a tenant. At the bound: `DOCUMENT_FILES_FULL`. Files that come at the same moment may pass it by themselves. */
  filesBytesMax: 10_737_418_240,
  /** Days before expiry on which somebody is told. More of them are malformed. */
  remindersMax: 6,
  remindDaysMax: 730,
  /** Reminders that are told in one transaction. At the bound: the rest waits for the next one. */
  remindersPerTurn: 500,
} as const;
