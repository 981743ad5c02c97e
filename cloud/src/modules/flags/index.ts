/** What other parts of the cloud may use of this domain. */
export { flagRoutes } from "./flag-routes.ts";
export { Flags } from "./flags.ts";
