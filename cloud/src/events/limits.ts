/** Bounds of the event log, with what happens at each. The outbox has none but the disk: an event that was committed is never dropped. */
export const eventLimits = {
  /** Events moved from a tenant's outbox in one transaction. At the bound: the rest follows in the next one. */
  drainMax: 4_000,
  /** The same to Kafka, where events of one subject travel in one message set, which the broker bounds. */
  drainToKafkaMax: 1_000,
  /** Events handed to a consumer at once. At the bound: the rest follows in the next batch. */
  batchMax: 500,
  /** Batches of one tenant that a consumer on PostgreSQL is handed in one transaction, and their time. At the bound: it is committed, other tenants have their turn. */
  pagesPerTurn: 16,
  turnMs: 1_000,
  /**
   * Tenants whose events a consumer on PostgreSQL is handed side by side: one waits while another is acted on. Each holds a
   * connection, and what acts needs another: below the least of `database.connectionsMax`.
   */
  tenantsAtOnce: 2,
  /** One event as JSON. At the bound: `EVENT_MALFORMED`, and the transaction that tells it fails. */
  bodyBytesMax: 256 * 1_024,
  /** Wait of the relay and of a consumer on PostgreSQL when nothing is there. */
  idleMs: 500,
  /** Pause after a failure, doubled at each one up to `failureMsMax`. */
  failureMs: 500,
  failureMsMax: 5_000,
  /** One publication to Kafka, retries included; well below the 30 s after which PostgreSQL ends the waiting transaction. At the bound: `EVENT_LOG_UNAVAILABLE`. */
  publishMs: 15_000,
  /** Wait for a publication, or for what a consumer commits, when the process stops. At the bound: it is given up, and its events come again after the start. */
  stopMs: 2_000,
  /** One request to Kafka. */
  requestMs: 5_000,
  /** A consumer in Kafka that is silent for so long loses its partitions to the others of its group. */
  sessionMs: 10_000,
  /**
   * Joining a group, and committing what was handled. At the bound: it is tried again, by a new consumer. Far longer than a group waits for members that
   * are gone: one that gives up early is the next of them.
   */
  joinMs: 90_000,
  /**
   * Tries of each step of a consumer in Kafka, 0.2 s apart and those of the steps within it as often: about three minutes
   * while a broker refuses connections. At the bound: it is replaced by a new member of its group.
   */
  triesOfConsumer: 30,
  /** Partitions of a topic that we make ourselves. */
  partitions: 6,
  /** Between two counts of what waits, for the operations port. */
  watchMs: 15_000,
  /** Log entries and marks of consumers that are dropped of a tenant in one turn of the relay. At the bound: the rest goes in the next one. */
  pruneMax: 5_000,
  /** Between two looks for what is old enough to drop. */
  pruneEveryMs: 10 * 60_000,
} as const;
