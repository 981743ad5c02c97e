import { formatDuration } from "@drawbar/ui/format/ages.ts";
import { formatAmount, formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMomentWithin } from "@drawbar/ui/format/times.ts";
import type { Texts } from "../texts/texts.tsx";
import type { TripView } from "./trip-queries.ts";

/** Decimals of degrees that say where a vehicle stands to some 10 m. */
const degreeDecimals = 4;

export interface Position {
  readonly longitude: number;
  readonly latitude: number;
}

/** @returns "51.3703° N, 6.1724° E". */
export function positionWords({ longitude, latitude }: Position, locale: string): string {
  const degrees = (value: number, positive: string, negative: string) =>
    `${formatNumber(Math.abs(value), degreeDecimals, locale)}°\u202f${value < 0 ? negative : positive}`;
  return `${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}`;
}

/** @returns the place's name, else the position, else that nothing is known. */
export function endWords(place: { readonly name: string } | undefined, at: Position | undefined, texts: Texts): string {
  if (place !== undefined) return place.name;
  return at === undefined ? texts("trips.nowhere") : positionWords(at, texts.locale);
}

/** @returns "42.3 km", and metres below one. */
export function distanceWords(metres: number, locale: string): string {
  return metres < 1_000 ? formatAmount(metres, 0, "m", locale) : formatAmount(metres / 1_000, metres < 99_950 ? 1 : 0, "km", locale);
}

export function durationWords(seconds: number): string {
  return formatDuration(seconds * 1_000);
}

/** One sentence that says what the pictures of a trip show. */
export function tripSentence(trip: TripView, nowMs: number, texts: Texts): string {
  const { locale } = texts;
  return texts("trip.sentence", {
    callSign: trip.callSign,
    lasts: trip.endedAt === undefined ? "yes" : "no",
    distance: distanceWords(trip.distanceM, locale),
    source: texts(`trips.from.${trip.distanceFrom}`),
    start: endWords(trip.startPlace, trip.start, texts),
    end: endWords(trip.endPlace, trip.end, texts),
    at: formatMomentWithin(Date.parse(trip.startedAt), nowMs),
    duration: durationWords(trip.durationS),
    moving: durationWords(trip.movingS),
    max: formatAmount(trip.speedMaxKmh, 0, "km/h", locale),
    mean: trip.speedMeanKmh === undefined ? "–" : formatAmount(trip.speedMeanKmh, 0, "km/h", locale),
    idle: durationWords(trip.idleS),
    driver: trip.driver?.name ?? "none",
    hasDriver: trip.driver === undefined ? "no" : "yes",
  });
}
