import type { VehicleState } from "../api/types.ts";
import type { FaultLevel } from "../faults/fault-search.ts";
import type { MapView } from "../map/map-types.ts";
import type { VehicleLife } from "../profile/profile-queries.ts";
import { columnsOfFile, type VehicleColumns } from "./vehicle-columns.ts";
import { sortKeys, type SortKey } from "./vehicle-order.ts";

/** What the address of the list holds. */
export interface ListSearch {
  readonly state?: VehicleState | undefined;
  /** Only vehicles whose worst fault is of this level. A list is of a state or of a level. */
  readonly level?: ListedLevel | undefined;
  readonly filter?: string | undefined;
  /** Absent: those that need attention first. A minus before it turns the order round. */
  readonly sort?: SortKey | undefined;
  /** Id of a group, or `none` for vehicles in no group. */
  readonly group?: string | undefined;
  readonly tag?: string | undefined;
  /** A value of a field of the fleet's own, as `key=value`. */
  readonly attribute?: string | undefined;
  /** Absent: all but the decommissioned. */
  readonly life?: VehicleLife | undefined;
  /** Absent: the list alone. */
  readonly view?: "map" | undefined;
  /** Id of the vehicle that list and map point at. */
  readonly selected?: string | undefined;
  /** What the map shows: latitude, longitude, zoom. Absent: all vehicles of the list. */
  readonly at?: string | undefined;
}

export const vehicleStates: readonly VehicleState[] = ["live", "late", "silent", "in-depot", "asleep", "never"];

export const vehicleLives: readonly VehicleLife[] = ["registered", "active", "workshop", "decommissioned"];
/** Levels of which a person should act. */
export const listedLevels = ["stop-now", "workshop"] as const satisfies readonly FaultLevel[];
export type ListedLevel = (typeof listedLevels)[number];
/** The word in place of a group's id. */
export const noGroup = "none";

/** Takes from an address what makes sense. */
export function parseListSearch(search: Readonly<Record<string, unknown>>): ListSearch {
  const level = listedLevels.find((each) => each === search["level"]);
  const state = level === undefined ? vehicleStates.find((each) => each === search["state"]) : undefined;
  const sort = sortKeys.find((each) => each === search["sort"]);
  const filter = typeof search["filter"] === "string" && search["filter"] !== "" ? search["filter"] : undefined;
  const text = (name: string): object => (typeof search[name] === "string" && search[name] !== "" ? { [name]: search[name] } : {});
  const life = vehicleLives.find((each) => each === search["life"]);
  const profile = { ...text("group"), ...text("tag"), ...text("attribute"), ...(life === undefined ? {} : { life }) };
  const shown = {
    ...(search["view"] === "map" ? { view: "map" as const } : {}),
    ...text("selected"),
    ...(viewOf(search["at"]) === undefined ? {} : text("at")),
  };
  return {
    ...profile,
    ...shown,
    ...(state === undefined ? {} : { state }),
    ...(level === undefined ? {} : { level }),
    ...(filter === undefined ? {} : { filter }),
    ...(sort === undefined ? {} : { sort }),
  };
}

/** @returns what the map shows, as the address has it; `undefined` for what is no view. */
export function viewOf(at: unknown): MapView | undefined {
  const [latitude = Number.NaN, longitude = Number.NaN, zoom = Number.NaN] = typeof at === "string" ? at.split(",").map(Number) : [];
  const isView = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && zoom >= 0 && zoom <= 24;
  return isView ? { centre: [longitude, latitude], zoom } : undefined;
}

export function wordsOfView({ centre: [longitude, latitude], zoom }: MapView): string {
  return `${latitude.toFixed(4)},${longitude.toFixed(4)},${zoom.toFixed(2)}`;
}

/**
 * The same vehicles as a file; the browser's cookie opens it. A file has no order by need: it goes by call-sign.
 *
 * @param columns what was chosen to be shown; absent when nothing was.
 */
export function listFile(
  { state, level, filter, sort, group, tag, attribute, life }: ListSearch,
  format: "csv" | "xlsx",
  columns: VehicleColumns | undefined,
): string {
  const parameters = new URLSearchParams({ format, sort: sort === "-vehicle" ? "-callSign" : "callSign" });
  if (state !== undefined) parameters.set("state", state);
  if (level !== undefined) parameters.set("faultLevel", level);
  if (group !== undefined && group !== noGroup) parameters.set("groupId", group);
  for (const [name, value] of Object.entries({ tag, attribute, life })) if (value !== undefined) parameters.set(name, value);
  if (filter !== undefined) parameters.set("text", filter.slice(0, 100));
  for (const column of columnsOfFile(columns) ?? []) parameters.append("column", column);
  return `/api/v1/vehicles/export?${parameters}`;
}
