/** What other parts of the cloud may use of faults. */
export { FaultService } from "./fault-service.ts";
export { faultRoutes } from "./fault-routes.ts";
export { clearSilentFaults, foldFaultReports } from "./fault-turn.ts";
export { faultLevels } from "./fault-types.ts";
export { hasWorstLevel } from "./worst-level.ts";
export { hasFaultMarks, markVehicleFaults } from "./fault-store.ts";
