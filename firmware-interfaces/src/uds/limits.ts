/** Bounds of UDS requests. */
export const udsLimits = {
  /** Data identifiers of one request; more are refused. Control units take fewer, and an answer must fit 4095 bytes. */
  identifiersPerRequestMax: 16,
} as const;
