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
