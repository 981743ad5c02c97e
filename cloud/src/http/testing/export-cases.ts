/** The contract test's cases for the files of lists. */
import { nowhere, type RouteCase } from "./route-case.ts";

let names = 0;

/** Of a list of the whole fleet. */
const ofFleet = (url: string, query: string, malformed: readonly string[] = []): RouteCase => ({
  status: 200,
  valid: async () => ({ url: `${url}/export?${query}` }),
  malformed: ["format=pdf", ...malformed].map((bad) => ({ url: `${url}/export?${bad}` })),
});

export const exportCases: Readonly<Record<string, RouteCase>> = {
  "GET /api/v1/drivers/export": ofFleet("/drivers", "isActive=true&sort=-name", ["isActive=perhaps", "sort=colour"]),
  "GET /api/v1/vehicle-groups/export": ofFleet("/vehicle-groups", "format=xlsx"),
  "GET /api/v1/faults/export": ofFleet("/faults", "state=active&level=workshop&sort=-onsetAt", ["state=gone", "level=bad", "vehicleId=7", "from=today"]),
  "GET /api/v1/places/export": ofFleet("/places", "purpose=yard&text=yard", ["purpose=fun", `text=${"x".repeat(101)}`]),
  "GET /api/v1/users/export": ofFleet("/users", "format=csv"),
  "GET /api/v1/invitations/export": ofFleet("/invitations", "format=csv"),
  "GET /api/v1/roles/export": ofFleet("/roles", "format=xlsx"),
  "GET /api/v1/webhooks/export": ofFleet("/webhooks", "format=csv"),
  "GET /api/v1/webhook-receivers/export": ofFleet("/webhook-receivers", "format=xlsx"),
  "GET /api/v1/drivers/{driverId}/assignments/export": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/drivers/${await of.addDriver()}/assignments/export?sort=-from` }),
    malformed: [{ url: "/drivers/7/assignments/export" }, { url: `/drivers/${nowhere}/assignments/export?format=pdf` }],
  },
  "GET /api/v1/vehicles/{vehicleId}/drivers/export": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await of.addVehicle(`FILED ${names++}`)}/drivers/export` }),
    malformed: [{ url: "/vehicles/7/drivers/export" }, { url: `/vehicles/${nowhere}/drivers/export?sort=colour` }],
  },
  "GET /api/v1/vehicles/{vehicleId}/runs/export": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await of.addVehicle(`FILED ${names++}`)}/runs/export` }),
    malformed: [{ url: "/vehicles/7/runs/export" }, { url: `/vehicles/${nowhere}/runs/export?format=pdf` }],
  },
  "GET /api/v1/places/{placeId}/events/export": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/places/${await of.addPlace()}/events/export?kind=entered&sort=-at` }),
    malformed: [{ url: "/places/7/events/export" }, { url: `/places/${nowhere}/events/export?kind=seen` }],
  },
  "GET /api/v1/vehicles/{vehicleId}/units/export": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await of.addVehicle(`FILED ${names++}`)}/units/export?sort=-from` }),
    malformed: [{ url: "/vehicles/7/units/export" }, { url: `/vehicles/${nowhere}/units/export?format=pdf` }],
  },
  "GET /api/v1/vehicles/{vehicleId}/life/export": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/vehicles/${await of.addVehicle(`FILED ${names++}`)}/life/export` }),
    malformed: [{ url: "/vehicles/7/life/export" }, { url: `/vehicles/${nowhere}/life/export?sort=colour` }],
  },
  "GET /api/v1/tokens/export": ofFleet("/tokens", "format=xlsx"),
  "GET /api/v1/webhooks/{endpointId}/deliveries/export": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/webhooks/${(await of.addWebhook()).endpointId}/deliveries/export?state=dead` }),
    malformed: [{ url: "/webhooks/7/deliveries/export" }, { url: `/webhooks/${nowhere}/deliveries/export?state=lost` }],
  },
  "GET /api/v1/webhook-receivers/{receiverId}/arrivals/export": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/webhook-receivers/${await of.addReceiver()}/arrivals/export` }),
    malformed: [{ url: "/webhook-receivers/7/arrivals/export" }, { url: `/webhook-receivers/${nowhere}/arrivals/export?format=pdf` }],
  },
  "GET /api/v1/depots/{depotId}/arrivals/export": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/depots/${await of.addDepot(`Filed ${names++}`)}/arrivals/export` }),
    malformed: [{ url: "/depots/7/arrivals/export" }, { url: `/depots/${nowhere}/arrivals/export?format=pdf` }],
  },
};
