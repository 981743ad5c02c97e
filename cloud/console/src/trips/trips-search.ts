import { listFile, type ListFile } from "../lists/list-file.ts";

/** What the address of a list of trips holds: whose trips, and of which days. */
export interface TripsSearch {
  readonly vehicle?: string | undefined;
  readonly driver?: string | undefined;
  /** First and last day, as a field for dates holds them, in the viewer's zone. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const dayMs = 86_400_000;
const names = ["vehicle", "driver", "from", "to"] as const;

/** Takes from an address what makes sense. */
export function parseTripsSearch(search: Readonly<Record<string, unknown>>): TripsSearch {
  const isGood = { vehicle: isId, driver: isId, from: isDay, to: isDay };
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return typeof value === "string" && isGood[name](value) ? [[name, value]] : [];
    }),
  );
}

/** @returns the days as the API wants them: from the first moment of the first to before the first after the last. */
export function instantsOf({ from, to }: TripsSearch): { readonly from?: string; readonly to?: string } {
  return {
    ...(from === undefined ? {} : { from: midnight(from, 0).toISOString() }),
    ...(to === undefined ? {} : { to: midnight(to, 1).toISOString() }),
  };
}

/** The same trips as a file. */
export function tripsFile(search: TripsSearch): ListFile {
  return listFile("/trips", { sort: "-startedAt", ...instantsOf(search), vehicleId: search.vehicle, driverId: search.driver });
}

/** The last so many days, today included; undefined for all. */
export function lastDays(days: number | undefined, nowMs: number): Pick<TripsSearch, "from" | "to"> {
  return days === undefined ? { from: undefined, to: undefined } : { from: toDay(nowMs - (days - 1) * dayMs), to: undefined };
}

function toDay(atMs: number): string {
  const at = new Date(atMs);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Of the viewer's zone, where some days have 23 or 25 hours. */
function midnight(day: string, daysAfter: number): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + daysAfter);
}

function isId(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

function isDay(value: string): boolean {
  return /^(19|20)\d{2}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}
