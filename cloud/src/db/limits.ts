/** Bounds of the database access, with what happens at each. */
export const dbLimits = {
  /** Connections of one role of the process. At the bound: callers wait, up to `connectTimeoutMs`. */
  connectionsMax: 12,
  /** Wait for a free connection. At the bound: `DATABASE_UNAVAILABLE`. */
  connectTimeoutMs: 10_000,
  /** One statement. At the bound: PostgreSQL cancels it, `DATABASE_BUSY`. Exports read in pages and stay far below. */
  statementTimeoutMs: 60_000,
  /** A transaction that its program has forgotten. At the bound: PostgreSQL ends the connection. */
  idleInTransactionMs: 30_000,
  /** Start of the embedded server, recovery after a power cut included. At the bound: `DATABASE_START_FAILED`. */
  startTimeoutMs: 180_000,
  /** Orderly end of the embedded server. At the bound: it is ended without a checkpoint and recovers at the next start. */
  stopTimeoutMs: 20_000,
} as const;
