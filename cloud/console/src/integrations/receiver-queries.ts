/** What the page of messages from other systems reads of the API. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";

export type ReceiverView = Schemas["WebhookReceiver"];
export type ArrivalView = Schemas["WebhookArrivalList"]["items"][number];

export interface ReceivedSearch {
  readonly receiver?: string | undefined;
}

/** Takes from an address what makes sense. */
export function parseReceivedSearch(search: Readonly<Record<string, unknown>>): ReceivedSearch {
  const { receiver } = search;
  return typeof receiver === "string" && /^[0-9a-f-]{36}$/.test(receiver) ? { receiver } : {};
}

export const receiversQuery = queryOptions({
  queryKey: ["webhook-receivers"],
  queryFn: async ({ signal }) => (await answer<Schemas["WebhookReceiverList"]>(api.GET("/api/v1/webhook-receivers", { signal }))).items,
  refetchInterval: 10_000,
});

export const arrivalsQuery = (receiverId: string) =>
  queryOptions({
    queryKey: ["webhook-receivers", receiverId, "arrivals"],
    queryFn: async ({ signal }) =>
      (await answer<Schemas["WebhookArrivalList"]>(api.GET("/api/v1/webhook-receivers/{receiverId}/arrivals", { params: { path: { receiverId } }, signal })))
        .items,
    // Somebody who sets a system up looks at it.
    refetchInterval: 3_000,
  });

/** The newest message was refused, and no person has paused it. */
export function isRefusing({ pausedAt, takenAt, refusedAt }: ReceiverView): boolean {
  return pausedAt === undefined && refusedAt !== undefined && (takenAt === undefined || takenAt < refusedAt);
}

/** Where the other system sends its messages to. */
export function addressOf(receiverId: string): string {
  return new URL(`/api/v1/hooks/${receiverId}`, location.origin).href;
}
