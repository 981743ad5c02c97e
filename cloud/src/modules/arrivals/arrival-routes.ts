import { Type, type Static } from "typebox";
import { parseVehicleId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Routes } from "../../http/api.ts";
import { mayAtDepot, principalOf, type Principal } from "../../http/principal.ts";
import { ref, Uuid } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import { failArrival } from "./arrival-errors.ts";
import type { ArrivalService } from "./arrival-service.ts";
import { arrivalToJson, ArrivalView, depotArrivalsToJson, DepotArrivalsView } from "./arrival-views.ts";

export interface ArrivalRoutesOptions {
  readonly arrivals: ArrivalService;
  readonly running: RunningExports;
  /** Throws `VEHICLE_UNKNOWN` unless the vehicle is the tenant's. */
  readonly checkVehicle: (tenant: TenantId, vehicleId: VehicleId) => Promise<unknown>;
}

const tags = ["arrivals"];
const DepotParameters = Type.Object({ depotId: Uuid });

const columns: readonly ListColumn<Static<typeof DepotArrivalsView>["items"][number]>[] = [
  ["vehicle", ({ callSign }) => callSign],
  ["earliest", ({ heading }) => heading.arrival.p10],
  ["likely", ({ heading }) => heading.arrival.p50],
  ["latest", ({ heading }) => heading.arrival.p90],
  ["probability", ({ heading }) => heading.probability.toFixed(2)],
  ["distanceKm", ({ heading }) => (heading.distanceM / 1_000).toFixed(1)],
  ["basis", ({ heading }) => heading.basis],
  ["positionAt", ({ positionAt }) => positionAt],
  ["standsSince", ({ standsSince = "" }) => standsSince],
];

export function arrivalRoutes({ arrivals, running, checkVehicle }: ArrivalRoutesOptions): Routes {
  const arrivalsAt = async (principal: Principal, { depotId }: Static<typeof DepotParameters>): Promise<Static<typeof DepotArrivalsView>> => {
    if (!mayAtDepot(principal, depotId)) throw failArrival("ARRIVAL_DEPOT_UNKNOWN", `the fleet has no depot ${depotId}`);
    return depotArrivalsToJson(await arrivals.ofDepot(principal.tenantId, depotId));
  };

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
          params: DepotParameters,
          response: { 200: ref(DepotArrivalsView) },
        },
      },
      async (request) => arrivalsAt(principalOf(request), request.params),
    );

    addListExport(api, {
      path: "/depots/:depotId/arrivals",
      operationId: "exportDepotArrivals",
      summary: "Vehicles that head to a depot, as a file",
      tags,
      access: "read",
      audit: { action: "arrivals.exported", subject: "depot" },
      parameters: {},
      params: DepotParameters,
      running,
      name: "arrivals",
      columns,
      page: async (principal, _query, path) => arrivalsAt(principal, path),
    });
  };
}
