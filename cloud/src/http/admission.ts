/** Whether the caller's fleet is served at all, and has requests left. */
import type { FastifyInstance } from "fastify";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";

/** The tenants module implements it. */
export interface TenantAdmission {
  /** Counts the request. @throws DrawbarError such as `TENANT_SUSPENDED`, `QUOTA_REQUESTS_EXCEEDED`. */
  admit(tenant: TenantId): Promise<void>;
}

/** After authentication: nobody's requests are nobody's quota. */
export function addAdmission(app: FastifyInstance, { admission }: { readonly admission?: TenantAdmission | undefined }): void {
  if (admission === undefined) return;
  app.addHook("onRequest", async ({ principal }) => {
    if (principal !== undefined) await admission.admit(principal.tenantId);
  });
}
