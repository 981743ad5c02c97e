/** What other parts of the cloud may use of this domain. */
export { IdentityAdministration } from "./administration.ts";
export { buildIdentity } from "./identity.ts";
export type { PasswordCost } from "./passwords.ts";
export { identityRoutes } from "./identity-routes.ts";
