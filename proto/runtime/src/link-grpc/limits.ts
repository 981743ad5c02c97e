/**
 * Bounds of the link over gRPC. A message's own bounds are those of `wireLimits`.
 *
 * The window bounds what is on its way in one call, in sockets and in buffers of both kernels. Larger carries more
 * over a long way: 256 KiB is 1.3 MB/s at 200 ms, some 2 M samples/s. Smaller keeps what is urgent and the keepalive's
 * ping from waiting behind it: 256 KiB pass within the ping's 20 s down to 13 KB/s.
 */
export const linkGrpcLimits = {
  /** HTTP/2 window of one call. */
  callWindowBytes: 262_144,
  /** HTTP/2 window of a connection: several calls side by side, so that a paused one does not hold up the others. */
  connectionWindowBytes: 1_048_576,
  /** Calls on one connection at a time. At the bound: HTTP/2 lets the peer wait. */
  callsPerConnectionMax: 16,
  /** Exchange calls of one peer. At the bound: the oldest is closed, since it may be the half of a broken connection. */
  exchangesPerPeerMax: 8,
  /** Peers of one hub. At the bound: refused with RESOURCE_EXHAUSTED. */
  peersMax: 20_000,
  /** Messages given to a handler whose promises are open. At the bound: reading pauses until half are done. */
  handlingMax: 64,
  /** Handed to HTTP/2 and not yet written by it. At the bound: messages queue here, where urgent ones overtake. */
  inFlightBytesMax: 65_536,
  /** Queued for a peer by a hub. At half of it reading from that peer pauses; at the bound the call is closed. */
  hubQueueBytesMax: 8_388_608,
  /** Queued for a hub by a peer; twice the largest window that a hub grants. At the bound the call is closed. */
  peerQueueBytesMax: 16_777_216,
  /** Sources with a live message waiting for a slow socket. At the bound: the one that waited longest is dropped. */
  liveWaitingMax: 4_096,
  /** A ping after this silence of our own making, and how long its answer may take: a dead peer is noticed within 28 s. */
  keepaliveMs: 8_000,
  keepaliveTimeoutMs: 20_000,
  /** TCP, TLS, HTTP/2 and the hub's consent. */
  connectTimeoutMs: 15_000,
  handshakeTimeoutMs: 10_000,
  /** A question and its answer. */
  askTimeoutMs: 10_000,
  /** A connection without a call is closed. */
  idleConnectionMs: 60_000,
  /** A live call that broke is opened again after this, doubling up to the maximum. */
  liveRetryMs: 1_000,
  liveRetryMsMax: 60_000,
  /** Wait for calls to end when a server stops. */
  stopGraceMs: 500,
} as const;

/** Bounds of the enrolment port, which anybody may reach. */
export const enrolmentLimits = {
  /**
   * Requests of one address in a window. At the bound: RESOURCE_EXHAUSTED until the window is over. A depot passes on the
   * claims of a whole yard under its own address, and a claim's secret cannot be guessed: this bounds work, some 4 ms each.
   */
  requestsPerAddressMax: 240,
  addressWindowMs: 60_000,
  /** Addresses remembered. At the bound: the oldest is forgotten. */
  addressesMax: 4_096,
  connectionsMax: 256,
  requestTimeoutMs: 15_000,
  /** How long after its end a certificate may still be renewed: trucks are parked for months. */
  renewalGraceMs: 365 * 86_400_000,
} as const;

/** How long the other end may be silent, and how long it may take to answer a ping. */
export interface KeepaliveTimes {
  readonly silenceMs: number;
  readonly answerMs: number;
}
