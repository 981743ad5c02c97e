/** What other parts of the cloud may use of this domain. */
export { IdentityAdministration } from "./administration.ts";
export { identityRoutes } from "./identity-routes.ts";
export { IdentityService } from "./identity-service.ts";
