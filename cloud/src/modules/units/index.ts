/** What other parts of the cloud may use of this domain. */
export { PairingService } from "./pairing-service.ts";
export { unitRoutes } from "./unit-routes.ts";
