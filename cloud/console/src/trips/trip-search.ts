/** What the address of a trip holds. */
export interface TripSearch {
  /** Sources of the signals shown, with blanks between; the usual ones when absent. */
  readonly signals?: string | undefined;
  /** The replay's time, ISO 8601. */
  readonly at?: string | undefined;
  readonly view?: "table" | undefined;
}

export function parseTripSearch(search: Readonly<Record<string, unknown>>): TripSearch {
  const text = (name: "signals" | "at") => (typeof search[name] === "string" && search[name] !== "" ? { [name]: search[name] } : {});
  return { ...text("signals"), ...text("at"), ...(search["view"] === "table" ? { view: "table" } : {}) };
}
