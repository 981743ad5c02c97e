/**
 * Every bound of the link, and what happens there. A process passes its own where the configuration says so;
 * the simulator passes small ones, so that a few hundred steps run into each of them.
 */
export interface LinkLimits {
  /** How long a holder keeps what is secured, by the cloud's clock (rule F1). At the end of it the record is forgotten. */
  readonly retentionMs: number;
  /** Room of a unit for data. At the bound: forget, entrust, thin, give up (rule F3). */
  readonly outboxRecordsMax: number;
  /** As above; a record counts its bytes and `recordHeadBytes`. */
  readonly outboxBytesMax: number;
  /** Records that a depot holds. At the bound: forget what is secured, oldest first, then refuse with `full` (rule F2). */
  readonly spoolRecordsMax: number;
  readonly spoolBytesMax: number;
  /** What a record takes besides its bytes: its row and its place in the indexes. */
  readonly recordHeadBytes: number;
  /** One record's bytes. At the bound: a source may not seal it, a hub refuses it as `corrupt`. */
  readonly recordBytesMax: number;
  /** At the bound: a source may not use it, a hub ignores it. */
  readonly catalogueBytesMax: number;
  /** Catalogues kept although no held record needs them. At the bound: the one that was put first goes. */
  readonly catalogueSpareMax: number;
  /** Catalogues that a depot passes on unasked in each session. At the bound: the one that came first is left to be asked for. */
  readonly cataloguesAnnouncedMax: number;
  /** Ranges in any one set that is sent, or remembered of what is secured. At the bound: claim less (rule K5). */
  readonly rangesMax: number;
  /** Streams named in one hello. At the bound: another hello in the same session. */
  readonly helloStreamsMax: number;
  /** Streams that a depot holds at a time. At the bound: refuse with `full`. */
  readonly streamsMax: number;
  /** Records on their way in one session, unanswered. At the bound: wait for marks. A hub's welcome may ask for less. */
  readonly windowRecords: number;
  readonly windowBytes: number;
  /** Share of the window that only priorities 0 and 1 may use, so that they overtake a backlog. */
  readonly windowUrgentShare: number;
  /** Records that a hub has taken and not committed. At the bound: refuse with `busy`. */
  readonly batchRecordsMax: number;
  readonly batchBytesMax: number;
  /** Sessions of one connection that a hub keeps. At the bound: the oldest is forgotten, and told so when it speaks. */
  readonly sessionsPerConnectionMax: number;
  /**
   * Silence after which a record is sent again. Long, since a connection keeps what it was given or breaks: a short
   * one would send a slow radio link the same bytes twice.
   */
  readonly retryAfterMs: number;
  /** Wait after `busy`, and after `full`. */
  readonly busyRetryAfterMs: number;
  readonly fullRetryAfterMs: number;
  /** Silence after which a hello is said again. */
  readonly helloRetryAfterMs: number;
  /** A session says hello again after this, while anything is unsecured: a lost mark is found within it. */
  readonly helloAgainAfterMs: number;
  /** A depot that holds nothing unsecured says so this often (rule F5). */
  readonly drainedAfterMs: number;
  /** Ranges in one gap or entrusted record. At the bound: the next record is begun. */
  readonly statementRangesMax: number;
  /** Records forgotten in one `tidy`. At the bound: the rest waits for the next one, so that sealing is never held up. */
  readonly forgetMax: number;
  /** A peer doubts the cloud only if what is missing was secured this long before the cloud spoke: clocks of several cloud processes differ. */
  readonly doubtMarginMs: number;
  /** The cloud takes a new incarnation because of what a peer says at most this often. At the bound: the peer is told to say hello again. */
  readonly riseAfterMs: number;
  /** Changes in one message to a depot, and messages sent in a row. At the bound: the rest follows with the next heartbeat. */
  readonly changesItemsMax: number;
  readonly changesPagesMax: number;
  /** Bytes sealed and not yet committed that a unit keeps for another try while its disk is full. At the bound: counted as lost. */
  readonly unsavedBytesMax: number;
}

const mebibyte = 1_048_576;

export const productionLimits: LinkLimits = {
  retentionMs: 86_400_000,
  outboxRecordsMax: 500_000,
  outboxBytesMax: 512 * mebibyte,
  spoolRecordsMax: 5_000_000,
  spoolBytesMax: 32_768 * mebibyte,
  recordHeadBytes: 160,
  recordBytesMax: mebibyte,
  catalogueBytesMax: mebibyte,
  catalogueSpareMax: 64,
  cataloguesAnnouncedMax: 512,
  rangesMax: 256,
  helloStreamsMax: 256,
  streamsMax: 65_536,
  windowRecords: 1_024,
  windowBytes: 4 * mebibyte,
  windowUrgentShare: 0.125,
  batchRecordsMax: 8_192,
  batchBytesMax: 64 * mebibyte,
  sessionsPerConnectionMax: 4,
  retryAfterMs: 120_000,
  busyRetryAfterMs: 1_000,
  fullRetryAfterMs: 10_000,
  helloRetryAfterMs: 10_000,
  helloAgainAfterMs: 600_000,
  drainedAfterMs: 60_000,
  statementRangesMax: 1_000,
  forgetMax: 1_000,
  doubtMarginMs: 10_000,
  riseAfterMs: 10_000,
  changesItemsMax: 256,
  changesPagesMax: 16,
  unsavedBytesMax: 16 * mebibyte,
};
