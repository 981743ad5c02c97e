/** What other parts of the cloud may use of this domain. */
export { isCheckDigitRight } from "./check-digit.ts";
export { VinDecoder } from "./vin-decoder.ts";
export { vinRoutes } from "./vin-routes.ts";
export { readingToJson, VinReadingView, type VinReadingJson } from "./vin-views.ts";
