/** What the page of integrations reads of the API. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";
import type { DeliveryState } from "./integrations-search.ts";

export type EndpointView = Schemas["WebhookEndpoint"];
export type DeliveryView = Schemas["WebhookDelivery"];
export type Topic = EndpointView["topics"][number];

/** Those that a fleet can hear of, in the order of the form. */
export const topics: readonly Topic[] = ["vehicle-alerts", "vehicle-lifecycle", "vehicle-telemetry", "inventory-movements", "integration-messages"];
/** Deliveries shown at once; the newest. */
const deliveriesShown = 50;

export const endpointsQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: async ({ signal }) => (await answer<Schemas["WebhookEndpointList"]>(api.GET("/api/v1/webhooks", { signal }))).items,
  refetchInterval: 10_000,
});

export const deliveriesQuery = (endpointId: string, state: DeliveryState | undefined) =>
  queryOptions({
    queryKey: ["webhooks", endpointId, "deliveries", state ?? "all"],
    queryFn: ({ signal }) =>
      answer<Schemas["WebhookDeliveryPage"]>(
        api.GET("/api/v1/webhooks/{endpointId}/deliveries", {
          params: { path: { endpointId }, query: { limit: deliveriesShown, ...(state === undefined ? {} : { state }) } },
          signal,
        }),
      ),
    // Somebody who has just pressed a button looks at it.
    refetchInterval: 3_000,
  });

export const deliveryQuery = (endpointId: string, deliveryId: string) =>
  queryOptions({
    queryKey: ["webhooks", endpointId, "delivery", deliveryId],
    queryFn: ({ signal }) =>
      answer<Schemas["WebhookDeliveryDetail"]>(
        api.GET("/api/v1/webhooks/{endpointId}/deliveries/{deliveryId}", { params: { path: { endpointId, deliveryId } }, signal }),
      ),
    refetchInterval: 3_000,
  });
