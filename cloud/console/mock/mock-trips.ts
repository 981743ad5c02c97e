/** Trips of the made-up fleet: three a day between its towns for some vehicles, one that lasts, and their tracks. */
import type { Schemas } from "@drawbar/api-client/api-client.ts";
import type { MockState } from "./mock-server.ts";
import type { Answer, Call } from "./mock-webhooks.ts";

type Trip = Schemas["Trip"];
type Position = Schemas["GeoPosition"];

const minute = 60_000;
const day = 24 * 60 * minute;
const pointsMost = 160;

export const towns = {
  Venlo: { longitude: 6.1724, latitude: 51.3703 },
  Roermond: { longitude: 5.9878, latitude: 51.1942 },
  Liège: { longitude: 5.5797, latitude: 50.6326 },
} as const satisfies Readonly<Record<string, Position>>;

/** Of the last trip of each round nobody drew the place where it ends. */
const round = [
  { from: "Venlo", to: "Roermond", startMinute: 6 * 60 + 12, minutes: 34, km: 27.4, distanceFrom: "odometer" },
  { from: "Roermond", to: "Liège", startMinute: 9 * 60 + 40, minutes: 71, km: 78.9, distanceFrom: "track" },
  { from: "Liège", to: "Venlo", startMinute: 14 * 60 + 5, minutes: 96, km: 103.6, distanceFrom: "odometer" },
] as const;

const daysBack = 13;
const perPage = 100;

export class MockTrips {
  readonly #startedAtMs: number;

  constructor(startedAtMs: number) {
    this.#startedAtMs = startedAtMs;
  }

  /** @returns undefined for a path that is not of trips. */
  answer({ method, path, query, state }: Call & { readonly state: MockState }): Answer | undefined {
    const [, root, vehicleId, part, tripId] = path.split("/");
    if (method !== "GET") return undefined;
    if (root === "trips" && vehicleId === undefined) return this.#page(this.#trips(state), query);
    if (root !== "vehicles" || part !== "trips") return undefined;
    const trips = this.#trips(state).filter((trip) => trip.vehicleId === vehicleId);
    if (tripId === undefined) return this.#page(trips, query);
    const trip = trips.find((each) => each.tripId === tripId);
    if (trip === undefined) return { status: 404, refusal: { code: "TRIP_UNKNOWN", detail: `the vehicle has no trip ${tripId}` } };
    return { status: 200, body: { trip, track: trackOf(trip), links: { history: "", placeEvents: "" } } satisfies Schemas["TripWithTrack"] };
  }

  all(state: MockState): readonly Trip[] {
    return this.#trips(state);
  }

  #page(trips: readonly Trip[], query: URLSearchParams): Answer {
    const [from, to] = [query.get("from") ?? "", query.get("to") ?? "9"];
    const driver = query.get("driverId");
    const fit = trips
      .filter(({ startedAt, driver: by }) => startedAt >= from && startedAt < to && (driver === null || by?.driverId === driver))
      .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    const at = Number(query.get("after") ?? 0);
    const end = at + Number(query.get("limit") ?? perPage);
    return { status: 200, body: { items: fit.slice(at, end), ...(end < fit.length ? { next: String(end) } : {}) } };
  }

  #trips(state: MockState): readonly Trip[] {
    const midnight = new Date(this.#startedAtMs).setHours(0, 0, 0, 0);
    return state.vehicles.slice(0, 3).flatMap(({ vehicleId, callSign }, vehicle) =>
      Array.from({ length: daysBack }, (_, back) =>
        round.flatMap((leg, index) => {
          const startMs = midnight - back * day + (leg.startMinute + 11 * vehicle) * minute;
          const endMs = startMs + leg.minutes * minute;
          const lasts = vehicle === 1 && back === 0 && index === 0;
          const begins = lasts ? this.#startedAtMs - 20 * minute : startMs;
          if (!lasts && endMs > this.#startedAtMs - 30 * minute) return [];
          const movingS = leg.minutes * 60 * 0.93;
          const trip: Trip = {
            tripId: `018f6c00-0000-4000-8000-${String(vehicle * 10_000 + back * 10 + index).padStart(12, "0")}`,
            vehicleId,
            callSign,
            startedAt: iso(begins),
            ...(lasts ? {} : { endedAt: iso(endMs) }),
            lastSeenAt: iso(lasts ? this.#startedAtMs : endMs),
            start: towns[leg.from],
            end: towns[leg.to],
            startPlace: { placeId: placeIdOf(leg.from), name: leg.from },
            ...(leg.to === "Liège" ? {} : { endPlace: { placeId: placeIdOf(leg.to), name: leg.to } }),
            distanceM: leg.km * 1_000,
            distanceFrom: leg.distanceFrom,
            durationS: (lasts ? 20 : leg.minutes) * 60,
            movingS: lasts ? 1_110 : movingS,
            idleS: 95 + 40 * index,
            speedMaxKmh: 84 + 2 * index,
            speedMeanKmh: (leg.km * 3_600) / movingS,
            ...(lasts ? {} : { stopAfter: { durationS: 9_400 + 600 * index, lasts: false } }),
          };
          const by = state.drivers.at(vehicleId, trip.startedAt);
          return [by === undefined ? trip : { ...trip, driver: by }];
        }),
      ).flat(),
    );
  }
}

/** A road is never straight: a slow swing to both sides, none at its ends. */
function trackOf({ startedAt, endedAt, lastSeenAt, start, end }: Trip): Schemas["TripWithTrack"]["track"] {
  const [fromMs, toMs] = [Date.parse(startedAt), Date.parse(endedAt ?? lastSeenAt)];
  const [a, b] = [start ?? towns.Venlo, end ?? towns.Roermond];
  const points = Array.from({ length: pointsMost }, (_, index) => {
    const share = driven(index / (pointsMost - 1));
    const aside = 0.035 * Math.sin(share * Math.PI) * Math.sin(share * 9) + 0.004 * Math.sin(share * Math.PI) * Math.sin(share * 61);
    return {
      at: Math.round(fromMs + (index / (pointsMost - 1)) * (toMs - fromMs)),
      longitude: a.longitude + share * (b.longitude - a.longitude) + aside,
      latitude: a.latitude + share * (b.latitude - a.latitude) - aside * 0.5,
    };
  });
  return {
    at: points.map(({ at }) => at),
    longitude: points.map(({ longitude }) => longitude),
    latitude: points.map(({ latitude }) => latitude),
    fixes: Math.round((toMs - fromMs) / 1_000),
  };
}

/** The way done after a share of the time: halfway it stands for a while. */
function driven(share: number): number {
  const [from, to] = [0.48, 0.52];
  const moving = share < from ? share : Math.max(share - (to - from), from);
  return moving / (1 - (to - from));
}

export function placeIdOf(town: keyof typeof towns): string {
  return `018f6d00-0000-7000-8000-${String(Object.keys(towns).indexOf(town) + 1).padStart(12, "0")}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
