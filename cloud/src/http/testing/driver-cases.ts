/** The contract test's cases for drivers and what they drove. */
import { nowhere, type Call, type RouteCase } from "./route-case.ts";

let names = 0;

const from = "2026-11-25T06:00:00Z";
const malformedLists = (url: string): readonly Call[] => [{ url: `${url}?limit=0` }, { url: `${url}?sort=colour` }, { url: `${url}?after=x` }];

export const driverCases: Readonly<Record<string, RouteCase>> = {
  "GET /api/v1/drivers": {
    status: 200,
    valid: async () => ({ url: "/drivers?isActive=true&limit=5" }),
    malformed: [{ url: "/drivers?isActive=perhaps" }, ...malformedLists("/drivers")],
  },
  "POST /api/v1/drivers": {
    status: 201,
    valid: async () => ({ url: "/drivers", payload: { name: "Ada Jansen", number: `P-${names++}` } }),
    malformed: [
      { url: "/drivers", payload: {} },
      { url: "/drivers", payload: { name: "" } },
      { url: "/drivers", payload: { name: "a\u0000b" } },
      { url: "/drivers", payload: { name: "Ada", number: "" } },
      { url: "/drivers", payload: { name: "Ada", note: "\u0000" } },
      { url: "/drivers", payload: { name: "Ada", tenantId: nowhere } },
    ],
  },
  "GET /api/v1/drivers/{driverId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/drivers/${await of.addDriver()}` }),
    malformed: [{ url: "/drivers/7" }],
  },
  "PATCH /api/v1/drivers/{driverId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/drivers/${await of.addDriver()}`, payload: { isActive: false, number: null } }),
    malformed: [
      { url: "/drivers/7", payload: { note: "" } },
      { url: `/drivers/${nowhere}`, payload: {} },
      { url: `/drivers/${nowhere}`, payload: { name: null } },
    ],
  },
  "DELETE /api/v1/drivers/{driverId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/drivers/${await of.addDriver()}` }),
    malformed: [{ url: "/drivers/7" }],
  },
  "GET /api/v1/drivers/{driverId}/assignments": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/drivers/${await of.addDriver()}/assignments?sort=-from` }),
    malformed: [{ url: "/drivers/7/assignments" }, ...malformedLists(`/drivers/${nowhere}/assignments`)],
  },
  "GET /api/v1/vehicles/{vehicleId}/drivers": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await of.addVehicle(`DRIVEN ${names++}`)}/drivers?sort=-from` }),
    malformed: [{ url: "/vehicles/7/drivers" }, ...malformedLists(`/vehicles/${nowhere}/drivers`)],
  },
  "POST /api/v1/driver-assignments": {
    status: 201,
    valid: async (of) => ({
      url: "/driver-assignments",
      payload: { driverId: await of.addDriver(), vehicleId: await of.addVehicle(`DRIVEN ${names++}`), from },
    }),
    malformed: [
      { url: "/driver-assignments", payload: {} },
      { url: "/driver-assignments", payload: { driverId: nowhere, vehicleId: nowhere, from } },
      { url: "/driver-assignments", payload: { driverId: nowhere, vehicleId: nowhere, from: "2026-02-30T00:00:00Z" } },
      { url: "/driver-assignments", payload: { driverId: nowhere, vehicleId: nowhere, from, to: from } },
      { url: "/driver-assignments", payload: { driverId: "7", vehicleId: nowhere, from } },
    ],
  },
  "PATCH /api/v1/driver-assignments/{assignmentId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/driver-assignments/${await of.addAssignment()}`, payload: { to: "2026-11-25T18:00:00Z" } }),
    malformed: [
      { url: "/driver-assignments/7", payload: { to: null } },
      { url: `/driver-assignments/${nowhere}`, payload: {} },
      { url: `/driver-assignments/${nowhere}`, payload: { from: null } },
    ],
  },
  "DELETE /api/v1/driver-assignments/{assignmentId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/driver-assignments/${await of.addAssignment()}` }),
    malformed: [{ url: "/driver-assignments/7" }],
  },
};
