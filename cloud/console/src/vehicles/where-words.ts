/** Where a vehicle is, in words. */
import type { VehicleSummary } from "../api/types.ts";

const decimals = 3; // 100 m
export const compassPoints = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

/** @returns "51.372° N, 6.168° E". */
export function coordinateWords({ latitude, longitude }: NonNullable<VehicleSummary["position"]>, locale: string): string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return `${format.format(Math.abs(latitude))}° ${latitude < 0 ? "S" : "N"}, ${format.format(Math.abs(longitude))}° ${longitude < 0 ? "W" : "E"}`;
}

/** @param heading degrees clockwise from north. @returns the nearest of eight points of the compass. */
export function compassPoint(heading: number): (typeof compassPoints)[number] {
  return compassPoints[Math.round(heading / 45) % 8] ?? "n";
}
