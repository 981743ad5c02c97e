/** Bounds of diagnostic requests. */
export const diagnosticLimits = {
  /** Requests of one link that wait for their turn. At the limit a new one ends at once with `failed`. */
  waitingRequestsMax: 64,
  /** Longest request (`DiagnosticRequest.payload`). */
  requestBytesMax: 4_095,
  /**
   * Longest that one request is waited for after it was sent, however often a unit asks for time (`7F xx 78`) or begins
   * anew. No reading takes longer, and one broken unit must not hold the line. What has been answered by then counts.
   */
  requestMsMax: 60_000,
  /** Control units that may answer one request; answers of more are left out. OBD with 11 bits has eight. */
  answersMax: 32,
} as const;
