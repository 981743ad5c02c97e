/** What other parts of the cloud use of telemetry. */
export { CatalogueStore, type KnownCatalogue } from "./catalogue-store.ts";
export { isNewer, mergeNewest, packLatest, unpackLatest, type NewestValue, type NewestValues } from "./packed-latest.ts";
export { computeMinutes, storeMinutes, type SourceMinute } from "./rollup.ts";
export { StoredTelemetry } from "./telemetry-queries.ts";
export type * from "./telemetry-types.ts";
