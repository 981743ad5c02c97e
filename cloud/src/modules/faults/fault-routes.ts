import { Type, type Static } from "typebox";
import { parseVehicleId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { ref, Uuid } from "../../http/schemas.ts";
import { addListExport } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import type { EpisodeQuery } from "./episode-reader.ts";
import { faultLevelList, fleetFaultList, vehicleFaultList } from "./fault-lists.ts";
import type { FaultService } from "./fault-service.ts";
import { faultColumns, FaultDetailView, FaultLevelPage, faultLevelToJson, FaultPage, faultToJson, faultWithFrameToJson } from "./fault-views.ts";

export interface FaultRoutesOptions {
  readonly faults: FaultService;
  readonly running: RunningExports;
  /** Throws `VEHICLE_UNKNOWN` unless the vehicle is the tenant's. */
  readonly checkVehicle: (tenant: TenantId, vehicleId: VehicleId) => Promise<unknown>;
  /** Throws `SPAN_INVALID` for a time that is none. */
  readonly parseInstantUs: (text: string) => number;
}

const tags = ["faults"];

export function faultRoutes({ faults, running, checkVehicle, parseInstantUs }: FaultRoutesOptions): Routes {
  const filtersOf = ({ from, to, ...rest }: ReturnType<typeof vehicleFaultList.read>["filters"]): Partial<EpisodeQuery> => ({
    ...rest,
    ...(from === undefined ? {} : { fromUs: parseInstantUs(from) }),
    ...(to === undefined ? {} : { toUs: parseInstantUs(to) }),
  });
  const itemsOf = (episodes: Awaited<ReturnType<FaultService["page"]>>["episodes"]): Static<typeof FaultPage>["items"] => {
    const { nowUs } = faults;
    return episodes.map((episode) => faultToJson(episode, nowUs));
  };
  const pageOfFleet = async ({ tenantId }: Principal, given: Parameters<typeof fleetFaultList.read>[0]): Promise<Static<typeof FaultPage>> => {
    const query = fleetFaultList.read(given);
    const { vehicleId, ...filters } = query.filters;
    const ofVehicle = vehicleId === undefined ? undefined : parseVehicleId(vehicleId);
    if (ofVehicle !== undefined) await checkVehicle(tenantId, ofVehicle);
    const { episodes, end } = await faults.page(tenantId, { ...query, ...filtersOf(filters), vehicleId: ofVehicle });
    return { items: itemsOf(episodes), ...(end === undefined ? {} : { next: fleetFaultList.next(query, end) }) };
  };

  return (api) => {
    api.get(
      "/faults",
      {
        config: { access: "read" },
        schema: {
          operationId: "fleetFaults",
          summary: "Faults that control units of the fleet's vehicles have reported",
          description: "An episode lasts from the onset of a fault until its control unit does not name it any more. Late reports change them.",
          tags,
          querystring: Type.Object(fleetFaultList.parameters),
          response: { 200: ref(FaultPage) },
        },
      },
      async (request) => pageOfFleet(principalOf(request), request.query),
    );

    addListExport(api, {
      path: "/faults",
      operationId: "exportFaults",
      summary: "Faults of the fleet or of a vehicle, as a file",
      tags,
      access: "read",
      audit: { action: "faults.exported", subject: "fleet" },
      parameters: fleetFaultList.parameters,
      running,
      name: "faults",
      columns: faultColumns,
      page: pageOfFleet,
    });

    api.get(
      "/fault-levels",
      {
        config: { access: "read" },
        schema: {
          operationId: "faultLevels",
          summary: "Vehicles that have a fault now, with the worst level",
          tags,
          querystring: Type.Object(faultLevelList.parameters),
          response: { 200: ref(FaultLevelPage) },
        },
      },
      async (request): Promise<Static<typeof FaultLevelPage>> => {
        const query = faultLevelList.read(request.query);
        const { levels, end } = await faults.levels(principalOf(request).tenantId, query);
        return { items: levels.map(faultLevelToJson), ...(end === undefined ? {} : { next: faultLevelList.next(query, end) }) };
      },
    );

    api.get(
      "/faults/:episodeId",
      {
        config: { access: "read" },
        schema: {
          operationId: "fault",
          summary: "A fault with what the vehicle did when it began",
          tags,
          params: Type.Object({ episodeId: Uuid }),
          response: { 200: ref(FaultDetailView) },
        },
      },
      async (request) => faultWithFrameToJson(await faults.episode(principalOf(request).tenantId, request.params.episodeId), faults.nowUs),
    );

    api.get(
      "/vehicles/:vehicleId/faults",
      {
        config: { access: "read" },
        schema: {
          operationId: "vehicleFaults",
          summary: "Faults of a vehicle",
          tags,
          params: Type.Object({ vehicleId: Uuid }),
          querystring: Type.Object(vehicleFaultList.parameters),
          response: { 200: ref(FaultPage) },
        },
      },
      async (request): Promise<Static<typeof FaultPage>> => {
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        await checkVehicle(tenantId, vehicleId);
        const query = vehicleFaultList.read(request.query);
        const { episodes, end } = await faults.page(tenantId, { ...query, ...filtersOf(query.filters), vehicleId });
        return { items: itemsOf(episodes), ...(end === undefined ? {} : { next: vehicleFaultList.next(query, end) }) };
      },
    );
  };
}
