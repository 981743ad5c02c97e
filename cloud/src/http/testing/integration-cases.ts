/** The contract test's cases for events, webhooks out and webhooks in. */
import { nowhere, type RouteCase } from "./route-case.ts";
import type { TestFleet } from "./test-api.ts";

let receivers = 0;

export const integrationCases: Readonly<Record<string, RouteCase>> = {
  "GET /api/v1/events/consumers": { status: 200, valid: async () => ({ url: "/events/consumers" }) },
  "GET /api/v1/webhooks": { status: 200, valid: async () => ({ url: "/webhooks" }) },
  "POST /api/v1/webhooks": {
    status: 201,
    valid: async (of) => {
      await of.clearWebhooks(); // a fleet may have a few only
      return { url: "/webhooks", payload: { url: "https://hooks.example/fleet", topics: ["vehicle-alerts"], description: "to the workshop" } };
    },
    malformed: [
      { url: "/webhooks" },
      { url: "/webhooks", payload: { url: "https://hooks.example" } },
      { url: "/webhooks", payload: { url: "https://hooks.example", topics: [] } },
      { url: "/webhooks", payload: { url: "https://hooks.example", topics: ["everything"] } },
      { url: "/webhooks", payload: { url: "http://hooks.example", topics: ["vehicle-alerts"] } },
      { url: "/webhooks", payload: { url: "https://10.0.0.1/", topics: ["vehicle-alerts"] } },
      { url: "/webhooks", payload: { url: "ftp://hooks.example", topics: ["vehicle-alerts"] } },
      { url: "/webhooks", payload: { url: "https://a:b@hooks.example", topics: ["vehicle-alerts"] } },
      { url: "/webhooks", payload: { url: "https://hooks.example", topics: ["vehicle-alerts"], description: "\u0000" } },
    ],
  },
  "DELETE /api/v1/webhooks/{endpointId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/webhooks/${(await of.addWebhook()).endpointId}` }),
    malformed: [{ url: "/webhooks/7" }],
  },
  "POST /api/v1/webhooks/{endpointId}/secret": {
    status: 201,
    namesThings: true,
    valid: async (of) => ({ url: `/webhooks/${(await of.addWebhook()).endpointId}/secret`, payload: { overlapHours: 24 } }),
    malformed: [
      { url: "/webhooks/7/secret", payload: {} },
      { url: `/webhooks/${nowhere}/secret`, payload: { overlapHours: -1 } },
      { url: `/webhooks/${nowhere}/secret`, payload: { overlapHours: 169 } },
      { url: `/webhooks/${nowhere}/secret`, payload: { overlapHours: "long" } },
    ],
  },
  "DELETE /api/v1/webhooks/{endpointId}/old-secret": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/webhooks/${(await of.addWebhook()).endpointId}/old-secret` }),
    malformed: [{ url: "/webhooks/7/old-secret" }],
  },
  "POST /api/v1/webhooks/{endpointId}/pause": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/webhooks/${(await of.addWebhook()).endpointId}/pause` }),
    malformed: [{ url: "/webhooks/7/pause" }],
  },
  "POST /api/v1/webhooks/{endpointId}/resume": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/webhooks/${(await of.addWebhook()).endpointId}/resume` }),
    malformed: [{ url: "/webhooks/7/resume" }],
  },
  "POST /api/v1/webhooks/{endpointId}/test": {
    status: 202,
    namesThings: true,
    valid: async (of) => ({ url: `/webhooks/${(await of.addWebhook()).endpointId}/test` }),
    malformed: [{ url: "/webhooks/7/test" }],
  },
  "POST /api/v1/webhooks/{endpointId}/replay": {
    status: 202,
    namesThings: true,
    valid: async (of) => ({ url: `/webhooks/${(await of.addWebhook()).endpointId}/replay`, payload: { since: "2026-11-25T00:00:00Z", state: "dead" } }),
    malformed: [
      { url: `/webhooks/${nowhere}/replay` },
      { url: `/webhooks/${nowhere}/replay`, payload: { since: "yesterday" } },
      { url: `/webhooks/${nowhere}/replay`, payload: { since: "2026-11-31T25:00:00Z" } },
      { url: `/webhooks/${nowhere}/replay`, payload: { since: "2026-11-25T00:00:00Z", state: "waiting" } },
    ],
  },
  "GET /api/v1/webhooks/{endpointId}/deliveries": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/webhooks/${(await of.addWebhook()).endpointId}/deliveries?state=dead&limit=10` }),
    malformed: [
      { url: "/webhooks/7/deliveries" },
      { url: `/webhooks/${nowhere}/deliveries?after=7` },
      { url: `/webhooks/${nowhere}/deliveries?state=lost` },
      { url: `/webhooks/${nowhere}/deliveries?limit=501` },
    ],
  },
  "GET /api/v1/webhooks/{endpointId}/deliveries/{deliveryId}": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: await deliveryOf(of) }),
    malformed: [{ url: `/webhooks/${nowhere}/deliveries/7` }],
  },
  "POST /api/v1/webhooks/{endpointId}/deliveries/{deliveryId}/retry": {
    status: 202,
    namesThings: true,
    valid: async (of) => ({ url: `${await deliveryOf(of)}/retry` }),
    malformed: [{ url: `/webhooks/${nowhere}/deliveries/7/retry` }],
  },
  "GET /api/v1/webhook-receivers": { status: 200, valid: async () => ({ url: "/webhook-receivers" }) },
  "POST /api/v1/webhook-receivers": {
    status: 201,
    valid: async () => ({ url: "/webhook-receivers", payload: { name: `ERP ${receivers++}` } }),
    malformed: [
      { url: "/webhook-receivers", payload: {} },
      { url: "/webhook-receivers", payload: { name: " " } },
      { url: "/webhook-receivers", payload: { name: "\u0000" } },
      { url: "/webhook-receivers", payload: { name: "x".repeat(101) } },
    ],
  },
  "DELETE /api/v1/webhook-receivers/{receiverId}": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/webhook-receivers/${await of.addReceiver()}` }),
    malformed: [{ url: "/webhook-receivers/7" }],
  },
  "POST /api/v1/webhook-receivers/{receiverId}/secret": {
    status: 201,
    namesThings: true,
    valid: async (of) => ({ url: `/webhook-receivers/${await of.addReceiver()}/secret`, payload: { overlapHours: 24 } }),
    malformed: [
      { url: "/webhook-receivers/7/secret", payload: {} },
      { url: `/webhook-receivers/${nowhere}/secret`, payload: { overlapHours: -1 } },
      { url: `/webhook-receivers/${nowhere}/secret`, payload: { overlapHours: 169 } },
      { url: `/webhook-receivers/${nowhere}/secret`, payload: { overlapHours: "long" } },
    ],
  },
  "DELETE /api/v1/webhook-receivers/{receiverId}/old-secret": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/webhook-receivers/${await of.addReceiver()}/old-secret` }),
    malformed: [{ url: "/webhook-receivers/7/old-secret" }],
  },
  "POST /api/v1/webhook-receivers/{receiverId}/pause": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/webhook-receivers/${await of.addReceiver()}/pause` }),
    malformed: [{ url: "/webhook-receivers/7/pause" }],
  },
  "POST /api/v1/webhook-receivers/{receiverId}/resume": {
    status: 204,
    namesThings: true,
    valid: async (of) => ({ url: `/webhook-receivers/${await of.addReceiver()}/resume` }),
    malformed: [{ url: "/webhook-receivers/7/resume" }],
  },
  "GET /api/v1/webhook-receivers/{receiverId}/arrivals": {
    status: 200,
    namesThings: true,
    valid: async (of) => ({ url: `/webhook-receivers/${await of.addReceiver()}/arrivals` }),
    malformed: [{ url: "/webhook-receivers/7/arrivals" }],
  },
  // Who sends has no session but a signature; modules/integrations tests the signed ones.
  "POST /api/v1/hooks/{receiverId}": {
    isPublic: true,
    status: 400,
    valid: async (of) => ({ url: `/hooks/${await of.addReceiver()}`, payload: { order: 7 } }),
    malformed: [{ url: "/hooks/7" }],
  },
};

async function deliveryOf(of: TestFleet): Promise<string> {
  const { endpointId, deliveryId } = await of.addWebhook();
  return `/webhooks/${endpointId}/deliveries/${deliveryId}`;
}
