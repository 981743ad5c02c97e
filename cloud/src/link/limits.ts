/** Bounds and times of the link role. What the link itself bounds is in `productionLimits` (proto/src/link/limits.ts). */
export const linkRoleLimits = {
  /** Records of one commit are gathered so long, so that a trickle of them shares one fsync. */
  gatherMs: 3,
  /**
   * While records keep coming they are committed this often, or when `gatherEnough` are there: a statement of one record
   * costs nearly as much as one of a hundred. What people look at comes by the live path, which does not wait.
   */
  gatherBusyMs: 40,
  gatherEnough: 256,
  /** The cloud's clock goes to every session this often (rule F1), and the database's beat to the witness. */
  heartbeatMs: 60_000,
  /** Who was heard is written this often. The fleet list calls a depot connected for 60 s after. */
  presenceMs: 20_000,
  /** After a source was heard a new way, so that a depot shows as connected at once, and a vehicle with its depot. */
  presenceSoonMs: 300,
  /** Sources whose presence waits to be written. At the bound: the newest are left out until the next time. */
  presenceMax: 100_000,
  /** How far the log has come is written to the witness at most this often, while data is committed. */
  witnessMs: 1_000,
  /** Partitions of the days ahead are looked after this often. */
  partitionsMs: 3_600_000,
  /** Whether a source was revoked is believed for this long. */
  admissionMs: 30_000,
  /** Sources whose admission is remembered. At the bound: all are forgotten and asked for again. */
  admissionsMax: 50_000,
  /** Wait for the last commit when the role stops. */
  stopCommitMs: 5_000,
} as const;
