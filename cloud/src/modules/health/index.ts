/** What other parts of the cloud use of its health. */
export { healthRoutes } from "./health-routes.ts";
export { HealthService, type SystemFigures } from "./health-service.ts";
