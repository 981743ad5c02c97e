import { Type, type Static } from "typebox";
import { parseSourceId, parseVehicleId, type TenantId, type VehicleId } from "@drawbar/proto/kernel/ids.ts";
import { actOf } from "../../http/audit.ts";
import type { Routes } from "../../http/api.ts";
import { IfMatch } from "../../http/preconditions.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { ref, Uuid } from "../../http/schemas.ts";
import { addListExport } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import { placeLimits } from "./limits.ts";
import type { EventScope } from "./place-event-store.ts";
import { placeEventList, placeList } from "./place-lists.ts";
import { etagOfPlace, type PlaceService } from "./place-service.ts";
import type { Place, PlaceWish } from "./place-types.ts";
import {
  checkShape,
  placeColumns,
  placeEventColumns,
  PlaceEventList,
  PlaceEventPage,
  placeEventToJson,
  PlacePage,
  placeToJson,
  PlaceView,
  wishFields,
} from "./place-views.ts";

export interface PlaceRoutesOptions {
  readonly places: PlaceService;
  readonly running: RunningExports;
  /** Throws `VEHICLE_UNKNOWN` unless the vehicle is the tenant's. */
  readonly checkVehicle: (tenant: TenantId, vehicleId: VehicleId) => Promise<unknown>;
  /** Throws `SPAN_INVALID` for a time that is none. */
  readonly parseInstantUs: (text: string) => number;
}

const tags = ["places"];
const PlaceParameters = Type.Object({ placeId: Uuid });

const NewPlace = Type.Object(
  {
    name: wishFields.name,
    purpose: wishFields.purpose,
    note: Type.Optional(wishFields.note),
    depotId: Type.Optional(wishFields.depotId),
    shape: wishFields.shape,
    hysteresisM: Type.Optional(wishFields.hysteresisM),
    dwellS: Type.Optional(wishFields.dwellS),
  },
  { additionalProperties: false },
);

const PlaceChange = Type.Object(
  {
    name: Type.Optional(wishFields.name),
    purpose: Type.Optional(wishFields.purpose),
    note: Type.Optional(wishFields.note),
    depotId: Type.Optional(Type.Union([wishFields.depotId, Type.Null()], { description: "null: of no depot any more." })),
    shape: Type.Optional(wishFields.shape),
    hysteresisM: Type.Optional(wishFields.hysteresisM),
    dwellS: Type.Optional(wishFields.dwellS),
  },
  { additionalProperties: false, minProperties: 1 },
);

export function placeRoutes({ places, running, checkVehicle, parseInstantUs }: PlaceRoutesOptions): Routes {
  const eventsOf = async (tenant: TenantId, scope: EventScope, query: Parameters<typeof placeEventList.read>[0]): Promise<Static<typeof PlaceEventPage>> => {
    const wanted = placeEventList.read(query);
    const { from, to, kind } = wanted.filters;
    const { events, end } = await places.events(tenant, {
      scope,
      kind,
      isDescending: wanted.isDescending,
      limit: wanted.limit,
      position: wanted.position,
      fromUs: from === undefined ? undefined : parseInstantUs(from),
      toUs: to === undefined ? undefined : parseInstantUs(to),
    });
    return { items: events.map(placeEventToJson), ...(end === undefined ? {} : { next: placeEventList.next(wanted, end) }) };
  };
  const eventsOfPlace = async (
    { tenantId }: Principal,
    query: Parameters<typeof placeEventList.read>[0],
    { placeId }: Static<typeof PlaceParameters>,
  ): Promise<Static<typeof PlaceEventPage>> => {
    await places.find(tenantId, placeId);
    return eventsOf(tenantId, { kind: "place", placeId }, query);
  };
  const pageOfPlaces = async ({ tenantId }: Principal, given: Parameters<typeof placeList.read>[0]): Promise<Static<typeof PlacePage>> => {
    const query = placeList.read(given);
    const { places: items, end } = await places.page(tenantId, query);
    return { items: items.map(placeToJson), ...(end === undefined ? {} : { next: placeList.next(query, end) }) };
  };

  return (api) => {
    api.get(
      "/places",
      {
        config: { access: "read" },
        schema: {
          operationId: "places",
          summary: "Depots, customers, zones and routes of the fleet",
          tags,
          querystring: Type.Object(placeList.parameters),
          response: { 200: ref(PlacePage) },
        },
      },
      async (request) => pageOfPlaces(principalOf(request), request.query),
    );

    addListExport(api, {
      path: "/places",
      operationId: "exportPlaces",
      summary: "Places of the fleet, as a file",
      tags,
      access: "read",
      audit: { action: "places.exported", subject: "fleet" },
      parameters: { ...placeList.parameters, text: Type.Optional(Type.String({ maxLength: 100, description: "Only places with this in their name." })) },
      running,
      name: "places",
      columns: placeColumns,
      page: async (principal, { text = "", ...query }) => {
        const { items, ...next } = await pageOfPlaces(principal, query);
        return { items: items.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase())), ...next };
      },
    });

    api.post(
      "/places",
      {
        config: { access: "write", audit: { action: "place.added", subject: "place" }, idempotency: "transaction" },
        schema: {
          operationId: "addPlace",
          summary: "Draw a place",
          description: "Vehicles that cross its line from now on are noticed, also when their positions come late.",
          tags,
          body: NewPlace,
          response: { 201: ref(PlaceView) },
        },
      },
      async (request, reply) => {
        const { depotId, shape, note = "", hysteresisM = placeLimits.hysteresisStandardM, dwellS = 0, ...rest } = request.body;
        const wish: PlaceWish = {
          ...rest,
          note,
          hysteresisM,
          dwellS,
          shape: checkShape(shape),
          ...(depotId === undefined ? {} : { depotId: parseSourceId(depotId) }),
        };
        const place = await places.add(principalOf(request).tenantId, wish, actOf(request));
        return reply
          .code(201)
          .headers({ location: `/api/v1/places/${place.placeId}`, etag: etagOfPlace(place) })
          .send(placeToJson(place));
      },
    );

    api.get(
      "/places/:placeId",
      {
        config: { access: "read" },
        schema: { operationId: "place", summary: "One place", tags, params: PlaceParameters, response: { 200: ref(PlaceView) } },
      },
      async (request, reply) => answerPlace(reply, await places.find(principalOf(request).tenantId, request.params.placeId)),
    );

    api.patch(
      "/places/:placeId",
      {
        config: { access: "write", audit: { action: "place.changed", subject: "place" }, idempotency: "transaction" },
        schema: {
          operationId: "changePlace",
          summary: "Change a place",
          description: "A new shape holds from now on; crossings that were found stay as they are.",
          tags,
          params: PlaceParameters,
          headers: IfMatch,
          body: PlaceChange,
          response: { 200: ref(PlaceView) },
        },
      },
      async (request, reply) => {
        const { depotId, shape, ...rest } = request.body;
        const change: Partial<PlaceWish> = {
          ...rest,
          ...(shape === undefined ? {} : { shape: checkShape(shape) }),
          ...(depotId === undefined ? {} : { depotId: depotId === null ? undefined : parseSourceId(depotId) }),
        };
        const { tenantId } = principalOf(request);
        return answerPlace(reply, await places.change(tenantId, request.params.placeId, change, request.headers["if-match"], actOf(request)));
      },
    );

    api.delete(
      "/places/:placeId",
      {
        config: { access: "write", audit: { action: "place.removed", subject: "place" } },
        schema: {
          operationId: "removePlace",
          summary: "Remove a place with what happened there",
          tags,
          params: PlaceParameters,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await places.remove(principalOf(request).tenantId, request.params.placeId, actOf(request));
        return reply.code(204).send(null);
      },
    );

    api.get(
      "/places/:placeId/events",
      {
        config: { access: "read" },
        schema: {
          operationId: "placeEvents",
          summary: "Who entered and left a place, and when",
          tags,
          params: PlaceParameters,
          querystring: Type.Object(placeEventList.parameters),
          response: { 200: ref(PlaceEventPage) },
        },
      },
      async (request) => eventsOfPlace(principalOf(request), request.query, request.params),
    );

    addListExport(api, {
      path: "/places/:placeId/events",
      operationId: "exportPlaceEvents",
      summary: "Who entered and left a place, and when, as a file",
      tags,
      access: "read",
      audit: { action: "placeEvents.exported", subject: "place" },
      parameters: placeEventList.parameters,
      params: PlaceParameters,
      running,
      name: "visits",
      columns: placeEventColumns,
      page: eventsOfPlace,
    });

    api.get(
      "/places/:placeId/vehicles",
      {
        config: { access: "read" },
        schema: {
          operationId: "placeVehicles",
          summary: "Vehicles that are in a place, as far as they have been heard, each with the event by which it came",
          tags,
          params: PlaceParameters,
          response: { 200: ref(PlaceEventList) },
        },
      },
      async (request): Promise<Static<typeof PlaceEventList>> => ({
        items: (await places.inside(principalOf(request).tenantId, request.params.placeId)).map(placeEventToJson),
      }),
    );

    api.get(
      "/place-events",
      {
        config: { access: "read" },
        schema: {
          operationId: "fleetPlaceEvents",
          summary: "Who entered and left which place, and when",
          tags,
          querystring: Type.Object(placeEventList.parameters),
          response: { 200: ref(PlaceEventPage) },
        },
      },
      async (request) => eventsOf(principalOf(request).tenantId, { kind: "fleet" }, request.query),
    );

    api.get(
      "/vehicles/:vehicleId/place-events",
      {
        config: { access: "read" },
        schema: {
          operationId: "vehiclePlaceEvents",
          summary: "Places that a vehicle entered and left",
          tags,
          params: Type.Object({ vehicleId: Uuid }),
          querystring: Type.Object(placeEventList.parameters),
          response: { 200: ref(PlaceEventPage) },
        },
      },
      async (request) => {
        const { tenantId } = principalOf(request);
        const vehicleId = parseVehicleId(request.params.vehicleId);
        await checkVehicle(tenantId, vehicleId);
        return eventsOf(tenantId, { kind: "vehicle", vehicleId }, request.query);
      },
    );
  };
}

function answerPlace(reply: { header(name: string, value: string): unknown }, place: Place): Static<typeof PlaceView> {
  reply.header("etag", etagOfPlace(place));
  return placeToJson(place);
}
