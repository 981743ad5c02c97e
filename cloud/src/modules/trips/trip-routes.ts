import { Type, type Static } from "typebox";
import { parseVehicleId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import type { Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { ref, Uuid, uuidPattern } from "../../http/schemas.ts";
import { sendTable, tableContent, tableFormat, type RunningExports } from "../../http/tables/table-export.ts";
import type { Towns } from "../towns/index.ts";
import { tripPages } from "./trip-export.ts";
import type { TripService } from "./trip-service.ts";
import { stopList, StopPage, stopToJson, TripDetailView, tripList, TripPage, tripToJson, tripWithTrackToJson } from "./trip-views.ts";

export interface TripRoutesOptions {
  readonly trips: TripService;
  readonly running: RunningExports;
  readonly towns: Pick<Towns, "naming">;
  /** Throws `VEHICLE_UNKNOWN` unless the vehicle is the tenant's. */
  readonly checkVehicle: (tenant: TenantId, vehicleId: VehicleId) => Promise<unknown>;
  /** Throws `SPAN_INVALID` for a time that is none. */
  readonly parseInstantUs: (text: string) => number;
}

const tags = ["trips"];
const { after: _after, limit: _limit, ...exportParameters } = tripList.parameters;
const VehicleParameters = Type.Object({ vehicleId: Uuid });

export function tripRoutes({ trips, running, towns, checkVehicle, parseInstantUs }: TripRoutesOptions): Routes {
  const spanOf = ({
    from,
    to,
  }: {
    readonly from?: string;
    readonly to?: string;
  }): { readonly fromUs?: number | undefined; readonly toUs?: number | undefined } => ({
    fromUs: from === undefined ? undefined : parseInstantUs(from),
    toUs: to === undefined ? undefined : parseInstantUs(to),
  });
  const tripsOf = async (tenant: TenantId, vehicleId: VehicleId | undefined, query: Parameters<typeof tripList.read>[0]): Promise<Static<typeof TripPage>> => {
    const { filters, ...wanted } = tripList.read(query);
    const { legs, end } = await trips.page(tenant, { ...wanted, ...spanOf(filters), kind: "trip", vehicleId, driverId: filters.driverId });
    return { items: legs.map(tripToJson), ...(end === undefined ? {} : { next: tripList.next({ ...wanted, filters }, end) }) };
  };

  return (api) => {
    api.get(
      "/trips",
      {
        config: { access: "read" },
        schema: {
          operationId: "fleetTrips",
          summary: "Trips of the fleet that start in a span of time",
          tags,
          querystring: Type.Object(tripList.parameters),
          response: { 200: ref(TripPage) },
        },
      },
      async (request) => tripsOf(principalOf(request).tenantId, undefined, request.query),
    );

    api.get(
      "/trips/export",
      {
        config: { access: "read", audit: { action: "trips.exported", subject: "fleet" } },
        exposeHeadRoute: false, // it would read everything for no body
        schema: {
          operationId: "exportTrips",
          summary: "Trips as a file, as they are filtered and sorted",
          description: "An answer that ends without its last chunk is not complete.",
          tags,
          querystring: Type.Object({
            ...exportParameters,
            vehicleId: Type.Optional(Type.String({ pattern: uuidPattern, description: "Only trips of this vehicle." })),
            format: tableFormat,
          }),
          response: { 200: { description: "One row a trip.", content: tableContent } },
        },
      },
      async (request, reply) => {
        const { tenantId } = principalOf(request);
        const { format, vehicleId: id, ...rest } = request.query;
        const { filters, isDescending } = tripList.read({ ...rest, limit: 1 });
        const vehicleId = id === undefined ? undefined : parseVehicleId(id);
        if (vehicleId !== undefined) await checkVehicle(tenantId, vehicleId);
        const wanted = { ...spanOf(filters), driverId: filters.driverId, vehicleId, isDescending };
        const pages = running.run(tenantId, tripPages(trips, tenantId, wanted, await towns.naming()));
        return sendTable(reply, { name: "trips", title: "Trips", format, pages });
      },
    );

    api.get(
      "/vehicles/:vehicleId/trips",
      {
        config: { access: "read" },
        schema: {
          operationId: "trips",
          summary: "Trips of a vehicle",
          description: "Found in its telemetry, the same whatever order that came in. Late telemetry changes them.",
          tags,
          params: VehicleParameters,
          querystring: Type.Object(tripList.parameters),
          response: { 200: ref(TripPage) },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        await checkVehicle(tenantId, vehicleId);
        return tripsOf(tenantId, vehicleId, request.query);
      },
    );

    api.get(
      "/vehicles/:vehicleId/stops",
      {
        config: { access: "read" },
        schema: {
          operationId: "stops",
          summary: "Where a vehicle stood between its trips",
          tags,
          params: VehicleParameters,
          querystring: Type.Object(stopList.parameters),
          response: { 200: ref(StopPage) },
        },
      },
      async (request): Promise<Static<typeof StopPage>> => {
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        await checkVehicle(tenantId, vehicleId);
        const { filters, ...wanted } = stopList.read(request.query);
        const { legs, end } = await trips.page(tenantId, { ...wanted, ...spanOf(filters), kind: "stop", vehicleId });
        return { items: legs.map(stopToJson), ...(end === undefined ? {} : { next: stopList.next({ ...wanted, filters }, end) }) };
      },
    );

    api.get(
      "/vehicles/:vehicleId/trips/:tripId",
      {
        config: { access: "read" },
        schema: {
          operationId: "trip",
          summary: "A trip with its track, for a map and for a replay",
          tags,
          params: Type.Object({ vehicleId: Uuid, tripId: Uuid }),
          querystring: Type.Object({
            width: Type.Integer({
              minimum: 50,
              maximum: 4_000,
              default: 800,
              description: "Pixels of the picture that the track is for: what it could not show is left out.",
            }),
          }),
          response: { 200: ref(TripDetailView) },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        await checkVehicle(tenantId, vehicleId);
        return tripWithTrackToJson(await trips.trip(tenantId, vehicleId, request.params.tripId, request.query.width));
      },
    );
  };
}
