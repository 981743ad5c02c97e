/** From the event log to the endpoints that want it: each event once for each endpoint, whatever comes twice. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { toCloudEvent } from "../../events/envelope.ts";
import type { DeliveredEvent } from "../../events/event-log.ts";
import { firstTimes } from "../../events/first-times.ts";
import { DeliveryStore } from "./delivery-store.ts";
import { EndpointStore } from "./endpoint-store.ts";

/** The group of consumers, and the name under which events are remembered as handled. */
export const webhookGroup = "webhooks";

/** @param database as drawbar_worker. */
export function webhookDispatch(database: Database): (tenant: TenantId, events: readonly DeliveredEvent[]) => Promise<void> {
  const endpoints = new EndpointStore();
  const deliveries = new DeliveryStore();
  return async (tenant, events) => {
    const subscribers = await endpoints.subscribers(database.of(tenant));
    const wanted = events.filter(({ topic }) => subscribers.some(({ topics }) => topics.includes(topic)));
    if (wanted.length === 0) return;
    await database.transaction(tenant, async (tx) => {
      const fresh = await firstTimes(tx, webhookGroup, wanted);
      const queued = fresh.flatMap((event) => {
        const body = JSON.stringify(toCloudEvent(event));
        const takers = subscribers.filter(({ topics }) => topics.includes(event.topic));
        return takers.map(({ endpointId }) => ({ endpointId, eventId: event.id, type: event.type, body }));
      });
      await deliveries.queue(tx, queued);
    });
  };
}
