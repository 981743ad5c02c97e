/** The contract test's cases for what people say of vehicles: their life and their groups. */
import { nowhere, type RouteCase } from "./route-case.ts";

let names = 0;

export const profileCases: Readonly<Record<string, RouteCase>> = {
  "GET /api/v1/vehicles/{vehicleId}/life": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await of.addVehicle(`LIFE ${names++}`)}/life?sort=-at&limit=5` }),
    malformed: [{ url: "/vehicles/7/life" }, { url: `/vehicles/${nowhere}/life?limit=0` }, { url: `/vehicles/${nowhere}/life?after=x` }],
  },
  "POST /api/v1/vehicles/{vehicleId}/life": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await of.addVehicle(`LIFE ${names++}`)}/life`, payload: { to: "active", note: "plates are on" } }),
    malformed: [
      { url: "/vehicles/7/life", payload: { to: "active" } },
      { url: `/vehicles/${nowhere}/life`, payload: {} },
      { url: `/vehicles/${nowhere}/life`, payload: { to: "registered" } },
      { url: `/vehicles/${nowhere}/life`, payload: { to: "active", note: "\u0000" } },
      { url: `/vehicles/${nowhere}/life`, payload: { to: "active", at: "2026-11-25T00:00:00Z" } },
    ],
  },
  "GET /api/v1/vehicle-groups": { status: 200, valid: async () => ({ url: "/vehicle-groups" }) },
  "POST /api/v1/vehicle-groups": {
    status: 201,
    valid: async () => ({ url: "/vehicle-groups", payload: { name: `Group ${names++}` } }),
    malformed: [
      { url: "/vehicle-groups", payload: {} },
      { url: "/vehicle-groups", payload: { name: "" } },
      { url: "/vehicle-groups", payload: { name: " x" } },
      { url: "/vehicle-groups", payload: { name: "a\u0000b" } },
      { url: "/vehicle-groups", payload: { name: "x".repeat(61) } },
      { url: "/vehicle-groups", payload: { name: "x", tenantId: nowhere } },
    ],
  },
  "PATCH /api/v1/vehicle-groups/{groupId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicle-groups/${await of.addGroup()}`, payload: { note: "night shift" } }),
    malformed: [
      { url: "/vehicle-groups/7", payload: { note: "" } },
      { url: `/vehicle-groups/${nowhere}`, payload: {} },
      { url: `/vehicle-groups/${nowhere}`, payload: { name: "x\n" } },
    ],
  },
  "DELETE /api/v1/vehicle-groups/{groupId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicle-groups/${await of.addGroup()}` }),
    malformed: [{ url: "/vehicle-groups/7" }],
  },
};
