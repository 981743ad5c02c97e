/** What other parts may use of this domain. */
export { quotaRoutes } from "./quota-routes.ts";
export { Quotas } from "./quotas.ts";
export { TenantAdministration } from "./tenant-administration.ts";
export { exportTenant, type OpenBodies } from "./tenant-export.ts";
export { TenantGate } from "./tenant-gate.ts";
export { TenantLife } from "./tenant-life.ts";
export { removeEndedTenant } from "./tenant-removal.ts";
export { IngestMeter, releaseStorage } from "./usage.ts";
