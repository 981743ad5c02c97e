import { Type, type Static } from "typebox";
import type { Routes } from "../../http/api.ts";
import { actOf } from "../../http/audit.ts";
import { principalOf } from "../../http/principal.ts";
import { named, oneOf, ref } from "../../http/schemas.ts";
import type { Flags, FlagState } from "./flags.ts";

const FlagView = named(
  "Flag",
  Type.Object({
    flag: Type.String(),
    kind: oneOf(["boolean", "variant"], { description: "boolean: its variants are on and off." }),
    title: Type.String(),
    meaning: Type.String(),
    variants: Type.Array(Type.String()),
    standard: Type.String({ description: "The variant of every fleet that has not chosen another one." }),
    variant: Type.String({ description: "As it stands for this fleet." }),
    changedAt: Type.Optional(Type.String({ format: "date-time", description: "Absent while it stands at the standard by itself." })),
  }),
);
const FlagList = named("FlagList", Type.Object({ items: Type.Array(ref(FlagView)) }));

const tags = ["flags"];

export function flagRoutes({ flags }: { readonly flags: Flags }): Routes {
  return (api) => {
    api.get(
      "/flags",
      { config: { access: "admin" }, schema: { operationId: "flags", summary: "Feature flags of the fleet", tags, response: { 200: ref(FlagList) } } },
      async (request) => ({ items: (await flags.list(principalOf(request).tenantId)).map(toView) }),
    );

    api.put(
      "/flags/:flagId",
      {
        config: { access: "admin", audit: { action: "flag.changed", subject: "flag", isOfService: true } },
        schema: {
          operationId: "setFlag",
          summary: "Set a feature flag; it holds within two seconds everywhere",
          tags,
          params: Type.Object({ flagId: Type.String({ maxLength: 100 }) }),
          body: Type.Object(
            { variant: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: "Absent: back to the standard." })) },
            { additionalProperties: false },
          ),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await flags.set(principalOf(request).tenantId, request.params.flagId, request.body.variant, actOf(request));
        return reply.code(204).send(null);
      },
    );
  };
}

function toView({ changedAt, variants, flag, kind, title, meaning, standard, variant }: FlagState): Static<typeof FlagView> {
  return { flag, kind, title, meaning, variants: [...variants], standard, variant, ...(changedAt === undefined ? {} : { changedAt: changedAt.toISOString() }) };
}
