import { Type, type Static } from "typebox";
import { describeList } from "../../http/lists/list-query.ts";
import { Instant, named, oneOf, pageOf, ref } from "../../http/schemas.ts";
import type { Coordinate } from "../places/index.ts";
import type { StoredLeg } from "./leg-reader.ts";
import type { TripWithTrack } from "./trip-service.ts";

const Time = Type.String({ format: "date-time" });
const filters = {
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
};

/** Trips or stops that start in a span of time. */
export const tripList = describeList({ name: "trips", sorts: ["startedAt"], filters });
export const stopList = describeList({ name: "stops", sorts: ["startedAt"], filters });

const PositionView = named("GeoPosition", Type.Object({ longitude: Type.Number(), latitude: Type.Number() }));

const legFields = {
  vehicleId: Type.String(),
  callSign: Type.String(),
  startedAt: Time,
  endedAt: Type.Optional(Type.String({ format: "date-time", description: "Absent while it lasts." })),
  lastSeenAt: Type.String({ format: "date-time", description: "Of the last telemetry that was looked at for it." }),
  idleS: Type.Number({ description: "Engine running while standing, in seconds." }),
};

export const TripView = named(
  "Trip",
  Type.Object({
    tripId: Type.String({ description: "Follows from the vehicle and the start: it stays as long as late telemetry does not move the start." }),
    ...legFields,
    start: Type.Optional(ref(PositionView)),
    end: Type.Optional(ref(PositionView)),
    distanceM: Type.Number(),
    distanceFrom: oneOf(["odometer", "track", "speed"], {
      description: "What the distance was taken from: the odometer where it is fine enough for this trip, else the length of the track, else speed over time.",
    }),
    durationS: Type.Number({ description: "Up to now, while it lasts." }),
    movingS: Type.Number({ description: "Without standstills." }),
    speedMaxKmh: Type.Number(),
    speedMeanKmh: Type.Optional(Type.Number({ description: "Over the time that it moved." })),
  }),
);
export const TripPage = pageOf("TripPage", TripView);

export const StopView = named(
  "Stop",
  Type.Object({
    stopId: Type.String(),
    ...legFields,
    at: Type.Optional(ref(PositionView)),
    durationS: Type.Number({ description: "Up to now, while it lasts." }),
  }),
);
export const StopPage = pageOf("StopPage", StopView);

const Numbers = Type.Array(Type.Number());

export const TripDetailView = named(
  "TripWithTrack",
  Type.Object({
    trip: ref(TripView),
    track: Type.Object({
      at: Type.Array(Type.Number(), { description: "Milliseconds since 1970 of each point, ascending." }),
      longitude: Numbers,
      latitude: Numbers,
      fixes: Type.Integer({ description: "From how many fixes the points were left." }),
    }),
    links: Type.Object({
      history: Type.String({ description: "Signals over the same time: add `source` for each one wanted." }),
      placeEvents: Type.String({ description: "Places that were entered and left meanwhile." }),
    }),
  }),
);

export function tripToJson(leg: StoredLeg): Static<typeof TripView> {
  const { legId: tripId, startAt, endAt, distanceM, distanceFrom, movingUs, speedMaxKmh } = leg;
  return {
    tripId,
    ...sharedOf(leg),
    ...(startAt === undefined ? {} : { start: positionOf(startAt) }),
    ...(endAt === undefined ? {} : { end: positionOf(endAt) }),
    distanceM: Math.round(distanceM * 10) / 10,
    distanceFrom,
    movingS: movingUs / 1e6,
    speedMaxKmh,
    ...(movingUs > 0 ? { speedMeanKmh: (distanceM / movingUs) * 3.6e6 } : {}),
  };
}

export function stopToJson(leg: StoredLeg): Static<typeof StopView> {
  return { stopId: leg.legId, ...sharedOf(leg), ...(leg.startAt === undefined ? {} : { at: positionOf(leg.startAt) }) };
}

export function tripWithTrackToJson({ trip, track, fixes }: TripWithTrack): Static<typeof TripDetailView> {
  const address = `/api/v1/vehicles/${trip.vehicleId}`;
  const span = `from=${timeOf(trip.startUs)}&to=${timeOf((trip.endUs ?? trip.seenUs) + 1_000)}`;
  return {
    trip: tripToJson(trip),
    track: { at: track.map(({ atUs }) => atUs / 1_000), longitude: track.map(({ at }) => at[0]), latitude: track.map(({ at }) => at[1]), fixes },
    links: { history: `${address}/history?${span}`, placeEvents: `${address}/place-events?${span}` },
  };
}

function sharedOf({ vehicleId, callSign, startUs, endUs, seenUs, idleUs }: StoredLeg) {
  return {
    vehicleId,
    callSign,
    startedAt: timeOf(startUs),
    ...(endUs === undefined ? {} : { endedAt: timeOf(endUs) }),
    lastSeenAt: timeOf(seenUs),
    durationS: ((endUs ?? Math.max(seenUs, startUs)) - startUs) / 1e6,
    idleS: idleUs / 1e6,
  };
}

function positionOf([longitude, latitude]: Coordinate): Static<typeof PositionView> {
  return { longitude, latitude };
}

function timeOf(us: number): string {
  return new Date(us / 1_000).toISOString();
}
