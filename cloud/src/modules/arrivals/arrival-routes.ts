import { Type } from "typebox";
import { parseVehicleId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Routes } from "../../http/api.ts";
import { mayAtDepot, principalOf } from "../../http/principal.ts";
import { ref, Uuid } from "../../http/schemas.ts";
import { failArrival } from "./arrival-errors.ts";
import type { ArrivalService } from "./arrival-service.ts";
import { arrivalToJson, ArrivalView, depotArrivalsToJson, DepotArrivalsView } from "./arrival-views.ts";

export interface ArrivalRoutesOptions {
  readonly arrivals: ArrivalService;
  /** Throws `VEHICLE_UNKNOWN` unless the vehicle is the tenant's. */
  readonly checkVehicle: (tenant: TenantId, vehicleId: VehicleId) => Promise<unknown>;
}

const tags = ["arrivals"];

export function arrivalRoutes({ arrivals, checkVehicle }: ArrivalRoutesOptions): Routes {
  return (api) => {
    api.get(
      "/vehicles/:vehicleId/arrival",
      {
        config: { access: "read" },
        schema: {
          operationId: "arrival",
          summary: "Which depot a vehicle heads to, and when it will be there",
          description: "From its fleet's earlier journeys, with the error that such estimates had; or why nothing can be said.",
          tags,
          params: Type.Object({ vehicleId: Uuid }),
          response: { 200: ref(ArrivalView) },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        await checkVehicle(tenantId, vehicleId);
        return arrivalToJson(vehicleId, await arrivals.ofVehicle(tenantId, vehicleId));
      },
    );

    api.get(
      "/depots/:depotId/arrivals",
      {
        config: { access: "read" },
        schema: {
          operationId: "depotArrivals",
          summary: "Vehicles that head to a depot, the earliest first",
          description: "A depot's ground is the place with the purpose depot and its depotId. As long as none is drawn, nextStep says so.",
          tags,
          params: Type.Object({ depotId: Uuid }),
          response: { 200: ref(DepotArrivalsView) },
        },
      },
      async (request) => {
        const principal = principalOf(request);
        const { depotId } = request.params;
        if (!mayAtDepot(principal, depotId)) throw failArrival("ARRIVAL_DEPOT_UNKNOWN", `the fleet has no depot ${depotId}`);
        return depotArrivalsToJson(await arrivals.ofDepot(principal.tenantId, depotId));
      },
    );
  };
}
