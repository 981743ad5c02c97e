import type { VehicleSummary } from "../api/types.ts";
import { noGroup, type ListSearch } from "./list-search.ts";

/** @returns whether the list holds the vehicle by what people say of it. */
export function fitsProfile({ life, group, tags, attributes }: VehicleSummary, search: Pick<ListSearch, "group" | "tag" | "life" | "attribute">): boolean {
  return (
    (search.life === undefined ? life !== "decommissioned" : life === search.life) &&
    (search.group === undefined || (group?.groupId ?? noGroup) === search.group) &&
    (search.tag === undefined || tags.includes(search.tag)) &&
    (search.attribute === undefined || hasValue(attributes, search.attribute))
  );
}

/** @param wanted as `key=value`. */
function hasValue(attributes: VehicleSummary["attributes"], wanted: string): boolean {
  const at = wanted.indexOf("=");
  const value = attributes[wanted.slice(0, at)];
  return value !== undefined && String(value) === wanted.slice(at + 1);
}
