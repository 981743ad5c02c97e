import { formatDuration } from "@drawbar/ui/format/ages.ts";
import { formatAmount, formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatMomentWithin } from "@drawbar/ui/format/times.ts";
import type { NearTown } from "@drawbar/proto/towns/nearest-town.ts";
import type { Texts } from "../texts/texts.tsx";
import { townWords, townWordsInside } from "../towns/town-words.ts";
import type { TownAt } from "../towns/towns-context.ts";
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

/** One end of a trip: a place of the fleet's own where it has one. */
interface End {
  readonly place: { readonly name: string } | undefined;
  readonly at: Position | undefined;
}

/** @returns the place's name, else by which town it was, else the position, else that nothing is known; to stand alone. */
export function endWords({ place, at }: End, townAt: TownAt, texts: Texts): string {
  const town = townOfEnd({ place, at }, townAt);
  return town === undefined ? (place?.name ?? (at === undefined ? texts("trips.nowhere") : positionWords(at, texts.locale))) : townWords(town, texts);
}

/** The same inside a sentence. */
export function endWordsInside(end: End, townAt: TownAt, texts: Texts): string {
  const town = townOfEnd(end, townAt);
  return town === undefined ? endWords(end, townAt, texts) : townWordsInside(town, texts);
}

/** @returns the town that an end is named by, where no place of the fleet's own names it. */
export function townOfEnd({ place, at }: End, townAt: TownAt): NearTown | undefined {
  return place === undefined && at !== undefined ? townAt(at) : undefined;
}

export function startOf({ startPlace, start }: TripView): End {
  return { place: startPlace, at: start };
}

export function endOf({ endPlace, end }: TripView): End {
  return { place: endPlace, at: end };
}

/** @returns "42.3 km", and metres below one. */
export function distanceWords(metres: number, locale: string): string {
  return metres < 1_000 ? formatAmount(metres, 0, "m", locale) : formatAmount(metres / 1_000, metres < 99_950 ? 1 : 0, "km", locale);
}

export function durationWords(seconds: number): string {
  return formatDuration(seconds * 1_000);
}

/** One sentence that says what the pictures of a trip show. */
export function tripSentence(trip: TripView, nowMs: number, townAt: TownAt, texts: Texts): string {
  const { locale } = texts;
  return texts("trip.sentence", {
    callSign: trip.callSign,
    lasts: trip.endedAt === undefined ? "yes" : "no",
    distance: distanceWords(trip.distanceM, locale),
    source: texts(`trips.from.${trip.distanceFrom}`),
    start: endWordsInside(startOf(trip), townAt, texts),
    end: endWordsInside(endOf(trip), townAt, texts),
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
