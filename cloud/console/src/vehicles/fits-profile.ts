import type { VehicleSummary } from "../api/types.ts";
import { noGroup, type ListSearch } from "./list-search.ts";

/** @returns whether the list holds the vehicle by what people say of it. */
export function fitsProfile({ life, group, tags }: VehicleSummary, search: Pick<ListSearch, "group" | "tag" | "life">): boolean {
  return (
    (search.life === undefined ? life !== "decommissioned" : life === search.life) &&
    (search.group === undefined || (group?.groupId ?? noGroup) === search.group) &&
    (search.tag === undefined || tags.includes(search.tag))
  );
}
