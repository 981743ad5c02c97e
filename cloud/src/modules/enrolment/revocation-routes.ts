import { Type, type Static } from "typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { parseSourceId, type SourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Routes } from "../../http/api.ts";
import { actOf } from "../../http/audit.ts";
import { mayAtDepot, principalOf } from "../../http/principal.ts";
import { ref, Uuid } from "../../http/schemas.ts";
import { failEnrolment } from "./enrolment-errors.ts";
import { enrolmentLimits } from "./limits.ts";
import { revocationToJson, RevocationView } from "./revocation.ts";
import type { RevocationService } from "./revocation-service.ts";

export interface RevocationRoutesOptions {
  readonly revocations: RevocationService;
  /** A device is out of trust, and that is committed. May come again for a request that is repeated. */
  readonly onRevoked: (tenant: TenantId, source: SourceId) => void;
}

const Body = Type.Object(
  {
    reason: Type.String({
      minLength: 1,
      maxLength: enrolmentLimits.reasonMax,
      pattern: String.raw`^[^\s\u0000-\u001f]([^\u0000-\u001f]*[^\s\u0000-\u001f])?$`,
      description: "Why; for those who ask later.",
    }),
  },
  { additionalProperties: false },
);

const description =
  "Its open connection is ended at once, its certificate lets it in nowhere and is not renewed, and depots that are linked turn it away within half a minute. What it has not delivered stays on it. Nothing makes it trusted again; a new claim enrols it as another device.";

export function revocationRoutes({ revocations, onRevoked }: RevocationRoutesOptions): Routes {
  const tell = (request: FastifyRequest, reply: FastifyReply, id: string): void => {
    if (reply.statusCode === 200 && request.principal !== undefined) onRevoked(request.principal.tenantId, parseSourceId(id));
  };
  return (api) => {
    api.post(
      "/units/:unitId/revoke",
      {
        config: { access: "write", audit: { action: "unit.revoked", subject: "unit", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "revokeUnit",
          summary: "Take a telematics unit out of trust",
          description,
          tags: ["units"],
          params: Type.Object({ unitId: Uuid }),
          body: Body,
          response: { 200: ref(RevocationView) },
        },
        // The transaction is committed by then.
        onResponse: async (request, reply) => tell(request, reply, request.params.unitId),
      },
      async (request): Promise<Static<typeof RevocationView>> => {
        const wish = { kind: "unit", source: parseSourceId(request.params.unitId), reason: request.body.reason } as const;
        return revocationToJson(await revocations.revoke(principalOf(request).tenantId, wish, actOf(request)));
      },
    );

    api.post(
      "/depots/:depotId/revoke",
      {
        config: { access: "write", audit: { action: "depot.revoked", subject: "depot", isOfService: true }, idempotency: "transaction" },
        schema: {
          operationId: "revokeDepot",
          summary: "Take a depot's server out of trust",
          description,
          tags: ["depots"],
          params: Type.Object({ depotId: Uuid }),
          body: Body,
          response: { 200: ref(RevocationView) },
        },
        onResponse: async (request, reply) => tell(request, reply, request.params.depotId),
      },
      async (request): Promise<Static<typeof RevocationView>> => {
        const principal = principalOf(request);
        const source = parseSourceId(request.params.depotId);
        if (!mayAtDepot(principal, source)) throw failEnrolment("DEPOT_UNKNOWN", `the fleet has no depot ${source}`);
        const wish = { kind: "depot", source, reason: request.body.reason } as const;
        return revocationToJson(await revocations.revoke(principal.tenantId, wish, actOf(request)));
      },
    );
  };
}
