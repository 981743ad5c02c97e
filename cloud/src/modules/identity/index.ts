/** What other parts of the cloud may use of this domain. */
export { IdentityAdministration, type FirstPassword } from "./administration.ts";
export { identityErrors } from "./identity-errors.ts";
export { identityRoutes } from "./identity-routes.ts";
export { IdentityService, type NewApiToken } from "./identity-service.ts";
export { identityLimits, roles, type Operator, type Role } from "./identity-types.ts";
