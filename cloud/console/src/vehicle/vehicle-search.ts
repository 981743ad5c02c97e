/** What the address of a vehicle holds: the signal in the chart, the time shown, and the run looked at. */
export interface VehicleSearch {
  /** Source of the signal. */
  readonly signal?: string | undefined;
  readonly span?: string | undefined;
  /** The right edge of a frozen view, ISO 8601. */
  readonly to?: string | undefined;
  /** The chart is there as a table. */
  readonly view?: "table" | undefined;
  /** A recorded run instead of what the vehicle says now. */
  readonly run?: string | undefined;
}

export function parseVehicleSearch(search: Readonly<Record<string, unknown>>): VehicleSearch {
  const texts = Object.fromEntries(
    ["signal", "span", "to", "run"].flatMap((name) => (typeof search[name] === "string" && search[name] !== "" ? [[name, search[name]]] : [])),
  );
  return { ...texts, ...(search["view"] === "table" ? { view: "table" } : {}) };
}
