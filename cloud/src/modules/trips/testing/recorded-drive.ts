import type { Coordinate } from "../../places/index.ts";

/** One second of a drive that was recorded with OBD-II. */
export interface DriveRow {
  readonly kmh: number;
  readonly rpm: number;
}

/** @param bytes of a carOBD table, one row a second; rows that were cut short are left out. */
export function trackDrive(bytes: Uint8Array): readonly DriveRow[] {
  const [, ...lines] = Buffer.from(bytes).toString("utf8").trim().split("\n");
  return lines
    .map((line) => line.split(",").map(Number))
    .filter((values) => values.length >= 27)
    .map(([, rpm = 0, kmh = 0]) => ({ kmh, rpm }));
}

/** @param bytes of what gpsd says of a log: its fixes that have a place and a time. */
export function fixesOf(bytes: Uint8Array): readonly { readonly atUs: number; readonly at: Coordinate; readonly errorM: number }[] {
  const reports = Buffer.from(bytes)
    .toString("latin1")
    .split("\n")
    .filter((line) => line.startsWith('{"class":"TPV"'));
  return reports.flatMap((line) => {
    const { lat, lon, eph = 0, time } = JSON.parse(line) as { readonly lat?: number; readonly lon?: number; readonly eph?: number; readonly time?: string }; // gpsd_json(5), TPV
    return lat === undefined || lon === undefined || time === undefined ? [] : [{ atUs: Date.parse(time) * 1_000, at: [lon, lat] as const, errorM: eph }];
  });
}
