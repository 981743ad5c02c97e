/** What other parts of the cloud may use of this domain. */
export { exportRoutes } from "./export-routes.ts";
export { fleetRoutes } from "./fleet-routes.ts";
export { FleetStatusReader } from "./fleet-status.ts";
export { GroupService } from "./group-service.ts";
export { checkSpan, parseInstantUs } from "./instants.ts";
export { LifeService } from "./life-service.ts";
export { profileRoutes } from "./profile-routes.ts";
export { vehicleImport } from "./vehicle-import.ts";
export { VehicleRemoval } from "./vehicle-removal.ts";
export { vehicleRoutes } from "./vehicle-routes.ts";
export { VehicleService } from "./vehicle-service.ts";
export type { VehicleState, VehicleSummary } from "./vehicle-types.ts";
export { summaryToJson, type SignalJson, type SummaryJson } from "./vehicle-views.ts";
