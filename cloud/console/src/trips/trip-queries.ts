/** Reads of trips. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "../api/http.ts";
import { instantsOf, type TripsSearch } from "./trips-search.ts";

export type TripView = Schemas["Trip"];
export type TripWithTrack = Schemas["TripWithTrack"];

const perPage = 100;
const rereadMs = 30_000;

/** Newest first. */
export const tripsQuery = (search: TripsSearch) =>
  infiniteQueryOptions({
    queryKey: ["trips", search],
    queryFn: ({ signal, pageParam }) => {
      const { vehicle: vehicleId, driver } = search;
      const query = {
        sort: "-startedAt" as const,
        limit: perPage,
        ...instantsOf(search),
        ...(driver === undefined ? {} : { driverId: driver }),
        ...(pageParam === undefined ? {} : { after: pageParam }),
      };
      return answer<Schemas["TripPage"]>(
        vehicleId === undefined
          ? api.GET("/api/v1/trips", { params: { query }, signal })
          : api.GET("/api/v1/vehicles/{vehicleId}/trips", { params: { path: { vehicleId }, query }, signal }),
      );
    },
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
    // who leafed back reads on in peace
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : rereadMs),
  });

/** @param width pixels of the map that the track is for. */
export const tripQuery = (vehicleId: string, tripId: string, width: number) =>
  queryOptions({
    queryKey: ["trip", vehicleId, tripId, width],
    queryFn: ({ signal }) =>
      answer<TripWithTrack>(api.GET("/api/v1/vehicles/{vehicleId}/trips/{tripId}", { params: { path: { vehicleId, tripId }, query: { width } }, signal })),
    // a trip that lasts grows
    refetchInterval: ({ state }) => (state.data !== undefined && state.data.trip.endedAt === undefined ? rereadMs : false),
  });
