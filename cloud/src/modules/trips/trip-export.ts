/** Trips as a table, page by page: no more of it is in memory than one page. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Coordinate, PlaceName } from "../places/index.ts";
import type { TownNaming } from "../towns/index.ts";
import type { LegQuery } from "./leg-reader.ts";
import type { PlacedLeg, TripService } from "./trip-service.ts";

const rowsPerPage = 500;

/** The console's columns, with units in their names: files have numbers, not amounts. */
const cells: readonly (readonly [name: string, cell: (trip: PlacedLeg, nameTown: TownNaming) => string])[] = [
  ["callSign", ({ callSign }) => callSign],
  ["driver", ({ driver }) => driver?.name ?? ""],
  ["startedAt", ({ startUs }) => timeOf(startUs)],
  ["endedAt", ({ endUs }) => (endUs === undefined ? "" : timeOf(endUs))],
  ["from", ({ startPlace, startAt }) => placeOf(startPlace, startAt)],
  ["to", ({ endPlace, endAt }) => placeOf(endPlace, endAt)],
  ["fromNear", ({ startAt }, nameTown) => townOf(startAt, nameTown)],
  ["toNear", ({ endAt }, nameTown) => townOf(endAt, nameTown)],
  ["distanceKm", ({ distanceM }) => (distanceM / 1_000).toFixed(3)],
  ["distanceFrom", ({ distanceFrom }) => distanceFrom],
  ["durationMin", ({ startUs, endUs, seenUs }) => minutesOf((endUs ?? Math.max(seenUs, startUs)) - startUs)],
  ["movingMin", ({ movingUs }) => minutesOf(movingUs)],
  ["idleMin", ({ idleUs }) => minutesOf(idleUs)],
  ["speedMeanKmh", ({ distanceM, movingUs }) => (movingUs > 0 ? ((distanceM / movingUs) * 3.6e6).toFixed(1) : "")],
  ["speedMaxKmh", ({ speedMaxKmh }) => speedMaxKmh.toFixed(1)],
  ["stopAfterMin", ({ stopAfter }) => (stopAfter === undefined ? "" : minutesOf(stopAfter.durationUs))],
];

/** The header first, then a page at a time. */
export async function* tripPages(
  trips: Pick<TripService, "page">,
  tenant: TenantId,
  query: Omit<LegQuery, "kind" | "limit" | "position">,
  nameTown: TownNaming,
): AsyncGenerator<string[][], void, undefined> {
  yield [cells.map(([name]) => name)];
  let position: LegQuery["position"];
  do {
    const { legs, end } = await trips.page(tenant, { ...query, kind: "trip", limit: rowsPerPage, position });
    if (legs.length > 0) yield legs.map((trip) => cells.map(([, cell]) => cell(trip, nameTown)));
    position = end;
  } while (position !== undefined);
}

function placeOf(place: PlaceName | undefined, at: Coordinate | undefined): string {
  return place?.name ?? (at === undefined ? "" : `${at[1].toFixed(5)} ${at[0].toFixed(5)}`);
}

/** @param at longitude and latitude. */
function townOf(at: Coordinate | undefined, nameTown: TownNaming): string {
  return at === undefined ? "" : (nameTown({ longitude: at[0], latitude: at[1] }) ?? "");
}

function minutesOf(us: number): string {
  return (us / 60_000_000).toFixed(1);
}

function timeOf(us: number): string {
  return new Date(us / 1_000).toISOString();
}
