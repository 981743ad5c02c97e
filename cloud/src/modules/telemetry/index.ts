/** What other parts of the cloud use of telemetry. */
export { CatalogueStore, type KnownCatalogue } from "./catalogue-store.ts";
export { isNewer, mergeNewest, packLatest, unpackLatest, type NewestValue, type NewestValues } from "./packed-latest.ts";
export { openReading } from "./reading.ts";
export { holdStreams } from "./hold-streams.ts";
export { memberChecksum } from "./merged-members.ts";
export { MergeRound, type MergeTurn } from "./merge-round.ts";
export { isHotSlot, receiveDayOfSlot, withMerged } from "./slots.ts";
export { computeMinutes, storeMinutes } from "./rollup.ts";
export type { SourceMinute } from "./segments-of-minutes.ts";
export { openMasterKey } from "./master-key.ts";
export { yymmddOf, type RetentionDays } from "./retention-horizon.ts";
export { sweepTenant, type Swept } from "./retention-sweep.ts";
export { monthOfDay, SegmentOpener, SegmentSealer } from "./segment-keys.ts";
export { keepingRoutes } from "./keeping-routes.ts";
export { telemetryRoutes } from "./telemetry-routes.ts";
export { linesOf } from "./sink-export.ts";
export { StoredTelemetry } from "./telemetry-queries.ts";
export type * from "./telemetry-types.ts";
