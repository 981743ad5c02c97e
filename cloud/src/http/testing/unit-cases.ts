/** The contract test's cases for telematics units, and where they sit. */
import { nowhere, type RouteCase } from "./route-case.ts";

let names = 0;

export const unitCases: Readonly<Record<string, RouteCase>> = {
  "GET /api/v1/units": {
    status: 200,
    valid: async () => ({ url: "/units?isFree=true&sort=-device&limit=5" }),
    malformed: [{ url: "/units?isFree=perhaps" }, { url: "/units?limit=0" }, { url: "/units?after=x" }],
  },
  "GET /api/v1/vehicles/{vehicleId}/units": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await of.addVehicle(`UNIT ${names++}`)}/units?sort=-from` }),
    malformed: [{ url: "/vehicles/7/units" }, { url: `/vehicles/${nowhere}/units?limit=0` }, { url: `/vehicles/${nowhere}/units?after=x` }],
  },
  "POST /api/v1/vehicles/{vehicleId}/units": {
    status: 201,
    namesThings: true,
    valid: async (of) => {
      const [vehicleId, other] = [await of.addVehicle(`UNIT ${names++}`), await of.addVehicle(`UNIT ${names++}`)];
      return { url: `/vehicles/${vehicleId}/units`, payload: { unitId: await of.addUnit(other), exchange: true } };
    },
    malformed: [
      { url: "/vehicles/7/units", payload: { unitId: nowhere } },
      { url: `/vehicles/${nowhere}/units`, payload: {} },
      { url: `/vehicles/${nowhere}/units`, payload: { unitId: "7" } },
      { url: `/vehicles/${nowhere}/units`, payload: { unitId: nowhere, from: "yesterday" } },
      { url: `/vehicles/${nowhere}/units`, payload: { unitId: nowhere, exchange: "perhaps" } },
    ],
  },
  "POST /api/v1/units/{unitId}/revoke": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/units/${await of.addUnit(await of.addVehicle(`UNIT ${names++}`))}/revoke`, payload: { reason: "stolen in Venlo" } }),
    malformed: [
      { url: "/units/7/revoke", payload: { reason: "stolen" } },
      { url: `/units/${nowhere}/revoke`, payload: {} },
      { url: `/units/${nowhere}/revoke`, payload: { reason: " " } },
      { url: `/units/${nowhere}/revoke`, payload: { reason: "x".repeat(501) } },
      { url: `/units/${nowhere}/revoke`, payload: { reason: "stolen", at: "2026-11-25T06:00:00Z" } },
    ],
  },
  "POST /api/v1/depots/{depotId}/revoke": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/depots/${await of.addDepot(`Depot ${names++}`)}/revoke`, payload: { reason: "its server was stolen" } }),
    malformed: [
      { url: "/depots/7/revoke", payload: { reason: "stolen" } },
      { url: `/depots/${nowhere}/revoke`, payload: { reason: "" } },
    ],
  },
  "PATCH /api/v1/unit-assignments/{assignmentId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/unit-assignments/${await of.addPairing()}`, payload: { from: null, to: "2026-11-25T06:00:00Z" } }),
    malformed: [
      { url: "/unit-assignments/7", payload: { to: null } },
      { url: `/unit-assignments/${nowhere}`, payload: {} },
      { url: `/unit-assignments/${nowhere}`, payload: { from: "2026-02-30T00:00:00Z" } },
    ],
  },
  "DELETE /api/v1/unit-assignments/{assignmentId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/unit-assignments/${await of.addPairing()}` }),
    malformed: [{ url: "/unit-assignments/7" }],
  },
};
