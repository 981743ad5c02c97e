/** What other parts of the cloud may use of this domain. */
export { meterRoutes } from "./meter-routes.ts";
export { MeterService } from "./meter-service.ts";
