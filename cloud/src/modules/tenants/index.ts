/** What other parts may use of this domain. */
export { TenantAdministration } from "./tenant-administration.ts";
