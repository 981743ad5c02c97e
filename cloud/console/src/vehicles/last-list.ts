import type { ListSearch } from "./list-search.ts";

let last: ListSearch = {};

/** Keeps how the list was filtered and ordered, so that going up from a vehicle leads to the same list. */
export function rememberList(search: ListSearch): void {
  last = search;
}

export function lastList(): ListSearch {
  return last;
}
