/** Where a company's provider says that somebody signed out there. @see OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8 */
import { Type } from "typebox";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import type { App, Routes } from "../../http/api.ts";
import { Uuid } from "../../http/schemas.ts";
import type { Identity } from "./identity.ts";
import { logoutLimits } from "./logout-token.ts";
import { providerLogoutPath } from "./provider-logout.ts";

const formType = "application/x-www-form-urlencoded";

export function providerLogoutRoutes({ providerLogout }: Identity): Routes {
  return (api) => {
    // A scope of its own: forms are read nowhere else, since any site can have a browser send one.
    void api.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(formType, { parseAs: "string", bodyLimit: logoutLimits.tokenLengthMax + 1_000 }, (_request, body, done) =>
        done(null, Object.fromEntries(new URLSearchParams(String(body)))),
      );
      addProviderLogout(scope, providerLogout);
    });
  };
}

function addProviderLogout(scope: App, providerLogout: Identity["providerLogout"]): void {
  scope.post(
    `${providerLogoutPath}/:tenantId`,
    {
      config: { access: "public", audit: { action: "session.endedByProvider", subject: "account" } },
      schema: {
        operationId: "endByProvider",
        summary: "Back-channel logout: a company's provider says that somebody signed out there",
        tags: ["sign-on"],
        security: [],
        consumes: [formType],
        params: Type.Object({ tenantId: Uuid }),
        // Further fields are for others, as the standard asks (2.5).
        body: Type.Object({
          logout_token: Type.String({ minLength: 1, maxLength: logoutLimits.tokenLengthMax, description: "A JWT that the provider signed." }),
        }),
        response: { 200: Type.Object({}) }, // not 204 (2.8)
      },
    },
    async (request, reply) => {
      const tenantId = parseTenantId(request.params.tenantId);
      const accountId = await providerLogout.end(tenantId, request.body.logout_token);
      if (accountId !== undefined) {
        request.auditTenant = tenantId;
        request.auditSubjectId = accountId;
      }
      return reply.send({});
    },
  );
}
