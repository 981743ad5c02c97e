/** What other parts of the cloud may use of this domain. */
export { assignmentRoutes } from "./assignment-routes.ts";
export { AssignmentService } from "./assignment-service.ts";
export { driverRoutes } from "./driver-routes.ts";
export { DriverService } from "./driver-service.ts";
