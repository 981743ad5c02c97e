/** What other parts of the cloud use of runs. */
export { runErrors } from "./run-errors.ts";
export { runRoutes } from "./run-routes.ts";
export { RunService } from "./run-service.ts";
