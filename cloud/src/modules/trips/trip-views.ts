import { Type, type Static } from "typebox";
import { describeList } from "../../http/lists/list-query.ts";
import { Instant, named, oneOf, pageOf, ref, uuidPattern } from "../../http/schemas.ts";
import type { Coordinate } from "../places/index.ts";
import type { PlacedLeg, TripWithTrack } from "./trip-service.ts";

const Time = Type.String({ format: "date-time" });
const filters = {
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
};

/** Trips or stops that start in a span of time. */
export const tripList = describeList({
  name: "trips",
  sorts: ["startedAt"],
  filters: { ...filters, driverId: Type.Optional(Type.String({ pattern: uuidPattern, description: "Only trips at whose start this driver was assigned." })) },
});
export const stopList = describeList({ name: "stops", sorts: ["startedAt"], filters });

const PositionView = named("GeoPosition", Type.Object({ longitude: Type.Number(), latitude: Type.Number() }));

const PlaceNameView = named("PlaceName", Type.Object({ placeId: Type.String(), name: Type.String() }));

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
    startPlace: Type.Optional(ref(PlaceNameView)),
    endPlace: Type.Optional(ref(PlaceNameView)),
    driver: Type.Optional(
      Type.Object({ driverId: Type.String(), name: Type.String() }, { description: "Who was assigned to the vehicle when the trip began." }),
    ),
    stopAfter: Type.Optional(
      Type.Object({ durationS: Type.Number(), lasts: Type.Boolean() }, { description: "How the vehicle stood afterwards; absent while the trip lasts." }),
    ),
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
    place: Type.Optional(ref(PlaceNameView)),
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

export function tripToJson(leg: PlacedLeg): Static<typeof TripView> {
  const { legId: tripId, startAt, endAt, startPlace, endPlace, driver, stopAfter, distanceM, distanceFrom, movingUs, speedMaxKmh } = leg;
  return {
    tripId,
    ...sharedOf(leg),
    ...(startAt === undefined ? {} : { start: positionOf(startAt) }),
    ...(endAt === undefined ? {} : { end: positionOf(endAt) }),
    ...(startPlace === undefined ? {} : { startPlace }),
    ...(endPlace === undefined ? {} : { endPlace }),
    ...(driver === undefined ? {} : { driver }),
    ...(stopAfter === undefined ? {} : { stopAfter: { durationS: stopAfter.durationUs / 1e6, lasts: stopAfter.lasts } }),
    distanceM: Math.round(distanceM * 10) / 10,
    distanceFrom,
    movingS: movingUs / 1e6,
    speedMaxKmh,
    ...(movingUs > 0 ? { speedMeanKmh: (distanceM / movingUs) * 3.6e6 } : {}),
  };
}

export function stopToJson(leg: PlacedLeg): Static<typeof StopView> {
  const { legId: stopId, startAt, startPlace: place } = leg;
  return { stopId, ...sharedOf(leg), ...(startAt === undefined ? {} : { at: positionOf(startAt) }), ...(place === undefined ? {} : { place }) };
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

function sharedOf({ vehicleId, callSign, startUs, endUs, seenUs, idleUs }: PlacedLeg) {
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
