import { Type, type Static } from "typebox";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { named, ref } from "../../http/schemas.ts";
import type { ClaimService } from "./claim-service.ts";
import { enrolmentLimits } from "./limits.ts";

export const ClaimView = named(
  "Claim",
  Type.Object({
    claim: Type.String({ description: "The text to carry to the device; shown once." }),
    claimId: Type.String(),
    expiresAt: Type.String({ format: "date-time" }),
  }),
);

export function claimRoutes({ claims }: { readonly claims: ClaimService }): Routes {
  return (api) => {
    api.post(
      "/claims",
      {
        config: { access: "write", audit: { action: "claim.made", subject: "claim" }, idempotency: "transaction" },
        schema: {
          operationId: "makeClaim",
          summary: "Make a one-time claim for a new unit or depot",
          tags: ["claims"],
          body: Type.Object(
            {
              kind: Type.Enum(["unit", "depot"]),
              callSign: Type.Optional(
                Type.String({ minLength: 1, maxLength: 32, description: "Vehicle that the unit goes into; registered when the claim is used." }),
              ),
              depotName: Type.Optional(Type.String({ minLength: 1, maxLength: enrolmentLimits.depotNameMax })),
              simulated: Type.Optional(Type.Boolean({ description: "Part of a demonstration fleet, which can be removed as a whole." })),
              expiresInMs: Type.Optional(Type.Integer({ minimum: enrolmentLimits.claimLifeMsMin, maximum: enrolmentLimits.claimLifeMsMax })),
            },
            { additionalProperties: false },
          ),
          response: { 201: ref(ClaimView) },
        },
      },
      async (request, reply) => {
        const { claim, claimId, expiresAt } = await claims.make(principalOf(request).tenantId, request.body);
        const view: Static<typeof ClaimView> = { claim, claimId, expiresAt: expiresAt.toISOString() };
        return reply.code(201).send(view);
      },
    );
  };
}
