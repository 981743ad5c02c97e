/** Bounds of the audit trail, with what happens at each. */
export const auditLimits = {
  /** Characters of JSON kept of what was before and of what is after, each. At the bound: only the names of the members. */
  valuesMax: 2_000,
  /** Characters of an action, kind, id, address or request id. At the bound: cut. */
  textMax: 200,
  /** A checkpoint is signed after so many entries, or after this time when there are new ones. */
  entriesPerCheckpoint: 1_000,
  checkpointMs: 3_600_000,
  /** Entries that a walk along the chain reads at a time. */
  entriesPerRead: 5_000,
  /** Entries that a page's question walks. At the bound: from a signed checkpoint on; the command walks all. */
  entriesPerCheck: 50_000,
  /** Entries of one export. At the bound: the newest ones. */
  exportEntriesMax: 100_000,
} as const;
