import type { VehicleState } from "../api/types.ts";
import { sortKeys, type SortKey } from "./vehicle-order.ts";

/** What the address of the list holds. */
export interface ListSearch {
  readonly state?: VehicleState | undefined;
  readonly filter?: string | undefined;
  /** Absent: those that need attention first. A minus before it turns the order round. */
  readonly sort?: SortKey | undefined;
}

export const vehicleStates: readonly VehicleState[] = ["live", "late", "silent", "asleep", "never"];

/** Takes from an address what makes sense. */
export function parseListSearch(search: Readonly<Record<string, unknown>>): ListSearch {
  const state = vehicleStates.find((each) => each === search["state"]);
  const sort = sortKeys.find((each) => each === search["sort"]);
  const filter = typeof search["filter"] === "string" && search["filter"] !== "" ? search["filter"] : undefined;
  return { ...(state === undefined ? {} : { state }), ...(filter === undefined ? {} : { filter }), ...(sort === undefined ? {} : { sort }) };
}
