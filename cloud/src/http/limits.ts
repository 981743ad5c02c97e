/** Bounds of every request. What the configuration can change is in config.ts. */
export const httpLimits = {
  /** Body of a request; more is refused with 413. No route takes files yet. */
  bodyBytesMax: 65_536,
  /** All headers together; more is refused with 431 before anything is read. */
  headerBytesMax: 16_384,
  /** One path parameter; a longer one finds no route. */
  parameterLengthMax: 200,
  cursorLengthMax: 400,
  /** Items of a page; more is refused. */
  pageMax: 500,
  pageStandard: 100,
  /** From the first byte to the last byte of a request. A caller that sends slower is cut off with 408. */
  requestMs: 30_000,
  /** A connection without a request is closed. Longer than the usual 60 s of load balancers, so that they close first. */
  keepAliveMs: 65_000,
  /** While stopping, connections get `connection: close` for this long before the listener goes, so that no keep-alive connection is cut with a request on its way. */
  drainMs: 250,
  /** After the listener is gone: for requests on connections that were accepted just before. */
  lastWordMs: 100,
  /** Between looks whether the last request was answered. */
  drainPollMs: 10,
  /** One message of a WebSocket; a larger one ends it (1009). */
  socketMessageBytesMax: 16_384,
  /** After the closing word to a WebSocket, before it is ended by force. */
  socketCloseMs: 1_000,
  /** Callers that the rate limiter remembers; the least recent is forgotten. */
  rateLimitCallersMax: 10_000,
  /** Exports of a tenant at once; more are refused with `EXPORT_BUSY`. */
  exportsMax: 4,
} as const;
