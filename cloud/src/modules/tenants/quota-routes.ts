import { Type } from "typebox";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { named, oneOf, ref } from "../../http/schemas.ts";
import { quotaKindNames, quotaKinds } from "./quota-kinds.ts";
import type { Quotas } from "./quotas.ts";

const QuotaView = named(
  "Quota",
  Type.Object({
    kind: oneOf(quotaKindNames),
    meaning: Type.String({ description: "What is counted, and what happens at the bound." }),
    used: Type.Number(),
    most: Type.Number(),
    isStandard: Type.Boolean({ description: "Whether every fleet may use as much, unless said otherwise." }),
  }),
);
const QuotaList = named("QuotaList", Type.Object({ items: Type.Array(ref(QuotaView)) }));

export function quotaRoutes({ quotas }: { readonly quotas: Quotas }): Routes {
  return (api) => {
    api.get(
      "/quotas",
      {
        config: { access: "read" },
        schema: {
          operationId: "quotas",
          summary: "What the fleet may use, and what it uses",
          description: "Whoever runs the headquarters changes them: `drawbar tenant quota`.",
          tags: ["tenant"],
          response: { 200: ref(QuotaList) },
        },
      },
      async (request) => {
        const uses = await quotas.list(principalOf(request).tenantId);
        return { items: uses.map((use) => ({ ...use, meaning: quotaKinds[use.kind].meaning })) };
      },
    );
  };
}
