/** The contract test's cases for odometers and engine hours. */
import { nowhere, type RouteCase } from "./route-case.ts";

let names = 0;

export const meterCases: Readonly<Record<string, RouteCase>> = {
  "GET /api/v1/vehicles/{vehicleId}/meters": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await of.addVehicle(`METER ${names++}`)}/meters` }),
    malformed: [{ url: "/vehicles/7/meters" }],
  },
  "POST /api/v1/vehicles/{vehicleId}/meters": {
    status: 201,
    namesThings: true,
    valid: async (of) => ({
      url: `/vehicles/${await of.addVehicle(`METER ${names++}`)}/meters`,
      payload: { meter: "odometer", value: 214_360, at: "2026-11-20T06:00:00Z", note: "at the pump" },
    }),
    malformed: [
      { url: "/vehicles/7/meters", payload: { meter: "odometer", value: 1 } },
      { url: `/vehicles/${nowhere}/meters`, payload: { meter: "odometer" } },
      { url: `/vehicles/${nowhere}/meters`, payload: { meter: "clock", value: 1 } },
      { url: `/vehicles/${nowhere}/meters`, payload: { meter: "odometer", value: -1 } },
      { url: `/vehicles/${nowhere}/meters`, payload: { meter: "odometer", value: 6e6 } },
      { url: `/vehicles/${nowhere}/meters`, payload: { meter: "odometer", value: 1, at: "2026-02-30T00:00:00Z" } },
      { url: `/vehicles/${nowhere}/meters`, payload: { meter: "odometer", value: 1, note: "\u0000" } },
    ],
  },
  "DELETE /api/v1/meter-readings/{readingId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/meter-readings/${await of.addMeterReading()}` }),
    malformed: [{ url: "/meter-readings/7" }],
  },
};
