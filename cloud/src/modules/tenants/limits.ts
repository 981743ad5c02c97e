/** Bounds of what is known and counted about fleets, with what happens at each. */
export const tenantLimits = {
  /** Whether a fleet is served, and its quotas, are believed for this long; after a suspension requests may pass until then. */
  stateMs: 2_000,
  /** Fleets whose state is remembered. At the bound: all are forgotten and asked for again. */
  statesMax: 10_000,
  /** A process adds its requests to the fleet's common count after this share of the quota, or this time. */
  requestShare: 0.01,
  requestMs: 1_000,
  /** Vehicles, depots and users are counted under a lock when so few more are allowed: others may be adding at the same time. */
  lockedRoom: 1_000,
  reasonMax: 200,
  /** Between the wish to delete a fleet and its end. */
  graceMs: 30 * 86_400_000,
  graceMsMin: 3_600_000,
  graceMsMax: 366 * 86_400_000,
  /** Rows of each table that one transaction of a removal takes. */
  purgeRows: 5_000,
  /** Transactions of a removal in one turn of the worker; the rest waits, so that other fleets are not kept waiting. */
  purgesPerTurn: 10,
  /** Rows that an export reads at a time. */
  exportRows: 1_000,
  /** Files of documents fetched at a time. */
  exportFiles: 4,
  /** Segments with their bodies fetched at a time. */
  exportBodies: 500,
  /** Bytes of one file within an export; a larger table becomes several. */
  exportFileBytes: 16 * 1024 * 1024,
} as const;
