/** Reads of places, and of who entered and left them. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";
import { instantsOf } from "../trips/trips-search.ts";
import type { PlaceSearch } from "./place-search.ts";

export type PlaceView = Schemas["Place"];
export type PlacePurpose = PlaceView["purpose"];
export type PlaceEventView = Schemas["PlaceEvent"];

export const purposes = ["depot", "yard", "customer", "workshop", "fuel", "zone", "route"] as const satisfies readonly PlacePurpose[];

/** The cloud's longest page. */
const mostPerPage = 500;
const eventsPerPage = 100;
const rereadMs = 15_000;

/** All places of the fleet: list and map show the same. */
export const placesQuery = queryOptions({
  queryKey: ["places"],
  queryFn: async ({ signal }) => {
    const places: PlaceView[] = [];
    let after: string | undefined;
    do {
      const page = await answer<Schemas["PlacePage"]>(
        api.GET("/api/v1/places", { params: { query: { limit: mostPerPage, ...(after === undefined ? {} : { after }) } }, signal }),
      );
      places.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return places;
  },
});

/** A place as it was read, and the mark by which the cloud tells whether somebody changed it since. */
export interface PlaceRead {
  readonly place: PlaceView;
  readonly etag: string | undefined;
}

export const placeQuery = (placeId: string) =>
  queryOptions({
    queryKey: ["place", placeId],
    queryFn: async ({ signal }): Promise<PlaceRead> => {
      const exchange = api.GET("/api/v1/places/{placeId}", { params: { path: { placeId } }, signal });
      const place = await answer<PlaceView>(exchange);
      return { place, etag: (await exchange).response.headers.get("etag") ?? undefined };
    },
  });

/** Who is in a place, as far as they have been heard. */
export const insideQuery = (placeId: string) =>
  queryOptions({
    queryKey: ["place-inside", placeId],
    queryFn: async ({ signal }) =>
      (await answer<Schemas["PlaceEventList"]>(api.GET("/api/v1/places/{placeId}/vehicles", { params: { path: { placeId } }, signal }))).items,
    refetchInterval: rereadMs,
  });

/** What happened at a place, newest first. */
export const placeEventsQuery = (placeId: string, { kind, ...days }: PlaceSearch) =>
  infiniteQueryOptions({
    queryKey: ["place-events", placeId, kind ?? "all", days],
    queryFn: ({ signal, pageParam }) =>
      answer<Schemas["PlaceEventPage"]>(
        api.GET("/api/v1/places/{placeId}/events", {
          params: {
            path: { placeId },
            query: {
              sort: "-at",
              limit: eventsPerPage,
              ...instantsOf(days),
              ...(kind === undefined ? {} : { kind }),
              ...(pageParam === undefined ? {} : { after: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
    // who leafed back reads on in peace
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : rereadMs),
  });

/** Places that a vehicle entered and left in a span of time, in order. */
export const vehiclePlaceEventsQuery = (vehicleId: string, fromMs: number, toMs: number) =>
  queryOptions({
    queryKey: ["place-events", vehicleId, fromMs, toMs],
    queryFn: async ({ signal }) =>
      (
        await answer<Schemas["PlaceEventPage"]>(
          api.GET("/api/v1/vehicles/{vehicleId}/place-events", {
            params: {
              path: { vehicleId },
              query: { from: new Date(fromMs).toISOString(), to: new Date(toMs + 1).toISOString(), sort: "at", limit: mostPerPage },
            },
            signal,
          }),
        )
      ).items,
  });
