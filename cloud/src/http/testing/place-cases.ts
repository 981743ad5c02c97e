/** The contract test's cases for places, trips, stops and arrivals. */
import { randomUUID } from "node:crypto";
import { nowhere, type Call, type RouteCase } from "./route-case.ts";
import type { TestFleet } from "./test-api.ts";

const circle = { kind: "circle", centre: [6.17, 51.37], radiusM: 300 };
const span = "from=2026-11-25T00:00:00Z&to=2026-11-26T00:00:00Z";
let names = 0;

const wish = (): object => ({ name: `Yard ${names++}`, purpose: "yard", shape: circle });
const malformedLists = (url: string): readonly Call[] => [{ url: `${url}?limit=0` }, { url: `${url}?sort=colour` }, { url: `${url}?from=today` }];

async function vehicleWith(of: TestFleet): Promise<string> {
  return of.addVehicle(`PLACED ${names++}`);
}

export const placeCases: Readonly<Record<string, RouteCase>> = {
  "GET /api/v1/places": {
    status: 200,
    valid: async () => ({ url: "/places?purpose=yard&limit=5" }),
    malformed: [{ url: "/places?purpose=fun" }, { url: "/places?depotId=7" }, { url: "/places?after=x" }, { url: "/places?limit=501" }],
  },
  "POST /api/v1/places": {
    status: 201,
    valid: async () => ({ url: "/places", payload: wish() }),
    malformed: [
      { url: "/places", payload: {} },
      { url: "/places", payload: { ...wish(), name: "" } },
      { url: "/places", payload: { ...wish(), name: " x" } },
      { url: "/places", payload: { ...wish(), name: "a\u0000b" } },
      { url: "/places", payload: { ...wish(), note: "\u0000" } },
      { url: "/places", payload: { ...wish(), purpose: "fun" } },
      { url: "/places", payload: { ...wish(), depotId: nowhere } },
      { url: "/places", payload: { ...wish(), tenantId: nowhere } },
      { url: "/places", payload: { ...wish(), hysteresisM: -1 } },
      { url: "/places", payload: { ...wish(), dwellS: 3_601 } },
      { url: "/places", payload: { ...wish(), shape: { ...circle, radiusM: 0 } } },
      { url: "/places", payload: { ...wish(), shape: { ...circle, centre: [6, 91] } } },
      { url: "/places", payload: { ...wish(), shape: { ...circle, centre: [6] } } },
      { url: "/places", payload: { ...wish(), shape: { ...circle, kind: "square" } } },
      { url: "/places", payload: { ...wish(), shape: { kind: "polygon", rings: [] } } },
      { url: "/places", payload: { ...wish(), shape: { kind: "polygon", rings: [[[6, 51], [6, 51], [6, 51]]] } } }, // prettier-ignore
      { url: "/places", payload: { ...wish(), shape: { kind: "polygon", rings: [[[6, 51], [7, 52], [8, 53]]] } } }, // prettier-ignore
      { url: "/places", payload: { ...wish(), shape: { kind: "corridor", line: [[6, 51], [6, 51]], widthM: 50 } } }, // prettier-ignore
    ],
  },
  "GET /api/v1/places/{placeId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/places/${await of.addPlace()}` }),
    malformed: [{ url: "/places/7" }],
  },
  "PATCH /api/v1/places/{placeId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/places/${await of.addPlace()}`, payload: { note: "ring twice", dwellS: 60 } }),
    malformed: [
      { url: "/places/7", payload: { note: "" } },
      { url: `/places/${nowhere}`, payload: {} },
      { url: `/places/${nowhere}`, payload: { purpose: "fun" } },
      { url: `/places/${nowhere}`, payload: { shape: { ...circle, radiusM: -1 } } },
      { url: `/places/${nowhere}`, payload: { placeId: nowhere } },
    ],
  },
  "DELETE /api/v1/places/{placeId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/places/${await of.addPlace()}` }),
    malformed: [{ url: "/places/7" }],
  },
  "GET /api/v1/places/{placeId}/events": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/places/${await of.addPlace()}/events?${span}&kind=entered&sort=-at` }),
    malformed: [{ url: "/places/7/events" }, { url: `/places/${nowhere}/events?kind=seen` }, ...malformedLists(`/places/${nowhere}/events`)],
  },
  "GET /api/v1/places/{placeId}/vehicles": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/places/${await of.addPlace()}/vehicles` }),
    malformed: [{ url: "/places/7/vehicles" }],
  },
  "GET /api/v1/place-events": {
    status: 200,
    valid: async () => ({ url: `/place-events?${span}` }),
    malformed: [...malformedLists("/place-events"), { url: "/place-events?from=2026-02-30T00:00:00Z" }],
  },
  "GET /api/v1/vehicles/{vehicleId}/place-events": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await vehicleWith(of)}/place-events?${span}` }),
    malformed: [{ url: "/vehicles/7/place-events" }, ...malformedLists(`/vehicles/${nowhere}/place-events`)],
  },
  "GET /api/v1/trips": { status: 200, valid: async () => ({ url: `/trips?${span}&sort=-startedAt` }), malformed: malformedLists("/trips") },
  "GET /api/v1/vehicles/{vehicleId}/trips": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await vehicleWith(of)}/trips?${span}` }),
    malformed: [{ url: "/vehicles/7/trips" }, ...malformedLists(`/vehicles/${nowhere}/trips`)],
  },
  "GET /api/v1/vehicles/{vehicleId}/stops": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await vehicleWith(of)}/stops?${span}` }),
    malformed: [{ url: "/vehicles/7/stops" }, ...malformedLists(`/vehicles/${nowhere}/stops`)],
  },
  "GET /api/v1/vehicles/{vehicleId}/trips/{tripId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => {
      const vehicleId = await of.addVehicle(`DRIVEN ${randomUUID().slice(0, 8)}`);
      return { url: `/vehicles/${vehicleId}/trips/${await of.addTrip(vehicleId)}?width=400` };
    },
    malformed: [{ url: `/vehicles/7/trips/${nowhere}` }, { url: `/vehicles/${nowhere}/trips/7` }, { url: `/vehicles/${nowhere}/trips/${nowhere}?width=10` }],
  },
  "GET /api/v1/vehicles/{vehicleId}/arrival": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await vehicleWith(of)}/arrival` }),
    malformed: [{ url: "/vehicles/7/arrival" }],
  },
  "GET /api/v1/depots/{depotId}/arrivals": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/depots/${await of.addDepot(`Depot ${names++}`)}/arrivals` }),
    malformed: [{ url: "/depots/7/arrivals" }],
  },
};
