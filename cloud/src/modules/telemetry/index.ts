/** What other parts of the cloud use of telemetry. */
export { CatalogueStore, type KnownCatalogue } from "./catalogue-store.ts";
export { isNewer, mergeNewest, packLatest, unpackLatest, type NewestValue, type NewestValues } from "./packed-latest.ts";
export { openReading } from "./reading.ts";
export { computeMinutes, storeMinutes, type SourceMinute } from "./rollup.ts";
export { openMasterKey } from "./master-key.ts";
export { rawKeptFromUs, type RetentionDays } from "./retention-horizon.ts";
export { samplesOfWindows, type SampleWindow, type WindowSeries } from "./samples-of-windows.ts";
export { sweepTenant, type Swept } from "./retention-sweep.ts";
export { monthOfDay, SegmentOpener, SegmentSealer } from "./segment-keys.ts";
export { keepingRoutes } from "./keeping-routes.ts";
export { telemetryRoutes } from "./telemetry-routes.ts";
export { linesOf } from "./sink-export.ts";
export { StoredTelemetry } from "./telemetry-queries.ts";
export type * from "./telemetry-types.ts";
