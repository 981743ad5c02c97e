/** What the addresses of places hold. */
import { parseTripsSearch, type TripsSearch } from "../trips/trips-search.ts";

export interface PlacesSearch {
  readonly purpose?: string | undefined;
  readonly filter?: string | undefined;
}

export interface PlaceSearch extends Pick<TripsSearch, "from" | "to"> {
  readonly kind?: "entered" | "left" | "found" | undefined;
}

export interface NewPlaceSearch {
  /** The depot whose ground is to be drawn. */
  readonly depotId?: string | undefined;
}

export function parseNewPlaceSearch({ depotId }: Readonly<Record<string, unknown>>): NewPlaceSearch {
  return typeof depotId === "string" && depotId !== "" ? { depotId } : {};
}

export function parsePlacesSearch(search: Readonly<Record<string, unknown>>): PlacesSearch {
  const text = (name: "purpose" | "filter") => (typeof search[name] === "string" && search[name] !== "" ? { [name]: search[name] } : {});
  return { ...text("purpose"), ...text("filter") };
}

export function parsePlaceSearch(search: Readonly<Record<string, unknown>>): PlaceSearch {
  const { from, to } = parseTripsSearch(search);
  const kind = (["entered", "left", "found"] as const).find((each) => each === search["kind"]);
  return { ...(kind === undefined ? {} : { kind }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
