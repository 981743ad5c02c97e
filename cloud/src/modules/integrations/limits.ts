/** Bounds of webhooks, with what happens at each. */
export const integrationLimits = {
  /** Endpoints of a fleet. At the bound: `WEBHOOK_ENDPOINTS_TOO_MANY`. */
  endpointsMax: 20,
  receiversMax: 50,
  urlMax: 2_000,
  descriptionMax: 200,
  /** Deliveries that wait for one endpoint. At the bound: further events are not queued for it, and counted as skipped. */
  waitingMax: 100_000,
  /**
   * Pauses before attempts 2 to 10, as Standard Webhooks recommends; together 3 days. After the last attempt the
   * delivery is dead, until somebody sends it again.
   */
  retryMs: [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000],
  /** Part of a pause that is left to chance, so that deliveries that failed together do not come together again. */
  retryJitter: 0.2,
  /** One attempt, from the name's look-up to the end of the answer. At the bound: it failed. */
  attemptMs: 15_000,
  /** Another worker takes a delivery over whose worker has died. */
  leaseMs: 60_000,
  /** Kept of an answer's body; the rest is not read. */
  answerBytesMax: 2_048,
  /** Attempts under way to one endpoint, of one process: one that is slow does not keep the others waiting. */
  perEndpointMax: 4,
  /** Attempts under way in one process. */
  perProcessMax: 64,
  /** Days that an ended delivery stays in the log. */
  keepDays: 30,
  /** Rows dropped in one turn; the rest goes in the next one. */
  pruneMax: 5_000,
  pruneEveryMs: 10 * 60_000,
  /** Deliveries sent again by one replay. At the bound: the oldest of them; ask again for the rest. */
  replayMax: 10_000,
  /** Body of a message that comes in; more is refused with 413. As JSON text it still fits into an event. */
  receivedBytesMax: 32_768,
  /** Hours that a message's id is remembered; its signature is good for 5 minutes. */
  receivedKeepHours: 24,
  /** Age, and lead, of a message's time; beyond it the message is refused, as Standard Webhooks recommends. */
  signatureAgeMaxS: 300,
  /** Messages noted of a receiver: so many that were taken, and so many that were refused. At the bound: the oldest goes. */
  arrivalsKept: 50,
  /** A refused message of a receiver is noted this often at most; others are refused unnoted. */
  refusalEveryMs: 1_000,
  /** Receivers of whose refusals one process remembers when it noted the last. At the bound: the oldest is forgotten, and noted again a little early. */
  refusalPacesMax: 10_000,
  /** Hours that an old secret may count beside a new one. More is refused. */
  overlapHoursMax: 168,
} as const;
