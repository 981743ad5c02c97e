import { Type } from "typebox";
import type { Routes } from "../../http/api.ts";
import { ref } from "../../http/schemas.ts";
import { vinLimits } from "./vin-types.ts";
import { VinReadingView, type VinReadingJson } from "./vin-views.ts";

export interface VinRoutesOptions {
  readonly decode: (text: string) => Promise<VinReadingJson>;
}

export function vinRoutes({ decode }: VinRoutesOptions): Routes {
  return (api) => {
    api.get(
      "/vin/:vin",
      {
        config: { access: "read" },
        schema: {
          operationId: "decodeVin",
          summary: "What a vehicle identification number says",
          description:
            "Decoded from a table that ships with the cloud; no fleet and no other service is asked. A text that is no VIN is answered as well, with what is wrong.",
          tags: ["vehicles"],
          params: Type.Object({ vin: Type.String({ minLength: 1, maxLength: vinLimits.textMax }) }),
          response: { 200: ref(VinReadingView) },
        },
      },
      async (request) => decode(request.params.vin),
    );
  };
}
