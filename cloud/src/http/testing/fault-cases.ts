/** The contract test's cases for faults. */
import { nowhere, type RouteCase } from "./route-case.ts";

const malformed = (url: string) => [
  { url: `${url}?limit=0` },
  { url: `${url}?sort=colour` },
  { url: `${url}?from=today` },
  { url: `${url}?state=gone` },
  { url: `${url}?level=bad` },
];
let names = 0;

export const faultCases: Readonly<Record<string, RouteCase>> = {
  "GET /api/v1/faults": {
    status: 200,
    valid: async () => ({ url: "/faults?state=active&level=workshop&sort=-onsetAt&limit=5" }),
    malformed: [...malformed("/faults"), { url: "/faults?vehicleId=7" }],
  },
  "GET /api/v1/fault-levels": {
    status: 200,
    valid: async () => ({ url: "/fault-levels?limit=5" }),
    malformed: [{ url: "/fault-levels?limit=0" }, { url: "/fault-levels?after=x" }],
  },
  "GET /api/v1/faults/{episodeId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/faults/${await of.addFault(await of.addVehicle(`FAULTY ${names++}`))}` }),
    malformed: [{ url: "/faults/7" }],
  },
  "GET /api/v1/vehicles/{vehicleId}/faults": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await of.addVehicle(`FAULTY ${names++}`)}/faults?code=P0401` }),
    malformed: malformed(`/vehicles/${nowhere}/faults`),
  },
};
