/** `drawbar gnss read`: a receiver's recording in, lines out. Opens no file and prints nothing. */
import type { OpenGnssLog } from "../gnss/gnss-log.ts";
import type { GnssFix } from "../gnss/gnss-fix.ts";
import type { GnssProblemCode } from "../gnss/gnss-reader.ts";

export interface GnssReadOptions {
  readonly log: OpenGnssLog;
  readonly json: boolean;
  readonly onProblem?: (code: GnssProblemCode) => void;
}

/**
 * @returns a line for each fix, also those without a position. As JSON `{"time","lat","lon","altM","speedMps","trackDeg",
 *   "mode","satellites"}`: `time` ISO 8601 in UTC, `altM` above mean sea level, `mode` 1 (no fix), 2 or 3, `satellites` used;
 *   what the receiver did not say is null.
 */
export async function* gnssRead(options: GnssReadOptions): AsyncGenerator<string> {
  if (!options.json) yield headLine();
  for await (const event of options.log.events) {
    if (event.kind === "problem") options.onProblem?.(event.code);
    else if (event.kind === "fix") yield options.json ? jsonLine(event.fix) : tableLine(event.fix);
  }
}

function jsonLine(fix: GnssFix): string {
  return JSON.stringify({
    time: timeText(fix) ?? null,
    lat: fix.latitudeDeg ?? null,
    lon: fix.longitudeDeg ?? null,
    altM: fix.altitudeMslM ?? null,
    speedMps: fix.speedMps ?? null,
    trackDeg: fix.trackDeg ?? null,
    mode: fix.mode,
    satellites: fix.satellitesUsed ?? null,
  });
}

function headLine(): string {
  return row(["time", "lat", "lon", "alt m", "m/s", "track", "mode", "sats"]);
}

function tableLine(fix: GnssFix): string {
  const { latitudeDeg, longitudeDeg, altitudeMslM, speedMps, trackDeg, mode, satellitesUsed } = fix;
  const modeText = mode === 1 ? "none" : `${mode}D`;
  return row([
    timeText(fix) ?? "-",
    latitudeDeg?.toFixed(7) ?? "-",
    longitudeDeg?.toFixed(7) ?? "-",
    altitudeMslM?.toFixed(1) ?? "-",
    speedMps?.toFixed(2) ?? "-",
    trackDeg?.toFixed(1) ?? "-",
    modeText,
    String(satellitesUsed ?? "-"),
  ]);
}

const widths = [27, 12, 13, 9, 8, 7, 5, 5];

function row(cells: readonly string[]): string {
  return cells
    .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
    .join(" ")
    .trimEnd();
}

/** Milliseconds, and microseconds only where a receiver gave them. */
function timeText({ timeUs }: GnssFix): string | undefined {
  if (timeUs === undefined) return undefined;
  const ms = Math.floor(timeUs / 1_000);
  const text = new Date(ms).toISOString();
  const us = timeUs - ms * 1_000;
  return us === 0 ? text : `${text.slice(0, -1)}${String(us).padStart(3, "0")}Z`;
}
