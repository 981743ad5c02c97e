/**
 * gpsd's JSON reports: TPV (time, position, velocity), SKY (satellites), ATT and IMU. Other classes, and the raw
 * sentences that gpsd may mix in, are passed over. Both names of fields that changed over gpsd's versions are read.
 *
 * @see gpsd_json(5), protocol versions 3.1 to 3.15
 */
import type { GnssAttitude, GnssFix, GnssQuality } from "./gnss-fix.ts";
import type { GnssEvent, GnssReader } from "./gnss-reader.ts";
import { gnssLimits } from "./limits.ts";
import { dayOfParts } from "./nmea-fields.ts";

/** By TPV's `status`; 0 is unknown. */
const qualities: readonly (GnssQuality | undefined)[] = [
  undefined,
  "autonomous",
  "differential",
  "rtk-fixed",
  "rtk-float",
  "dead-reckoning",
  "dead-reckoning",
  "manual",
  "simulated",
  "precise",
];

type Report = Readonly<Record<string, unknown>>;
type Sky = Pick<GnssFix, "satellitesUsed" | "satellitesSeen" | "hdop" | "vdop" | "pdop">;

const lineFeed = 10;

export class GpsdReader implements GnssReader {
  readonly #decoder = new TextDecoder();
  readonly #skies = new Map<string, Sky>();
  #rest = "";
  #isOverlong = false;

  *push(bytes: Uint8Array): Generator<GnssEvent> {
    // A slice at a time, so that a piece of any size costs no more than a line.
    let start = 0;
    while (start < bytes.length) {
      const found = bytes.indexOf(lineFeed, start);
      const end = found < 0 ? bytes.length : found;
      this.#take(bytes.subarray(start, end));
      if (found >= 0) {
        const event = this.#endLine();
        if (event !== undefined) yield event;
      }
      start = end + 1;
    }
  }

  flush(): undefined {
    return undefined;
  }

  *finish(): Generator<GnssEvent> {
    const event = this.#endLine();
    if (event !== undefined) yield event;
  }

  #take(bytes: Uint8Array): void {
    if (this.#isOverlong || bytes.length === 0) return;
    // One byte more than fits is enough to know.
    this.#rest += this.#decoder.decode(bytes.subarray(0, gnssLimits.jsonLineCharsMax + 1), { stream: true });
    if (this.#rest.length > gnssLimits.jsonLineCharsMax) {
      this.#isOverlong = true;
      this.#rest = "";
    }
  }

  #endLine(): GnssEvent | undefined {
    const line = this.#rest + this.#decoder.decode();
    const isOverlong = this.#isOverlong;
    this.#rest = "";
    this.#isOverlong = false;
    if (isOverlong) return { kind: "problem", code: "line-too-long" };
    return line.startsWith("{") ? this.#report(line) : undefined;
  }

  #report(line: string): GnssEvent | undefined {
    let report: unknown;
    try {
      report = JSON.parse(line);
    } catch {
      return { kind: "problem", code: "json-impossible" };
    }
    if (!isReport(report)) return { kind: "problem", code: "json-impossible" };
    const device = typeof report["device"] === "string" ? report["device"] : "";
    switch (report["class"]) {
      case "TPV":
        return { kind: "fix", fix: { ...fixOf(report), ...this.#skies.get(device) } };
      case "SKY":
        if (this.#skies.has(device) || this.#skies.size < gnssLimits.devicesMax) this.#skies.set(device, { ...this.#skies.get(device), ...skyOf(report) });
        return undefined;
      case "ATT":
      case "IMU":
        return { kind: "attitude", attitude: attitudeOf(report) };
      default:
        return undefined;
    }
  }
}

function isReport(value: unknown): value is Report {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fixOf(report: Report): GnssFix {
  const number = (key: string, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): number | undefined => numberIn(report, key, min, max);
  const latitudeDeg = number("lat", -90, 90);
  const longitudeDeg = number("lon", -180, 180);
  const mode = report["mode"];
  const hasFix = (mode === 2 || mode === 3) && latitudeDeg !== undefined && longitudeDeg !== undefined;
  const timeUs = isoMicroseconds(report["time"]);
  if (!hasFix) return present({ mode: 1, timeUs });
  return present({
    mode,
    timeUs,
    quality: qualities[number("status", 0, 9) ?? 0],
    latitudeDeg,
    longitudeDeg,
    // `alt` alone is of gpsd before 3.20 and is above mean sea level.
    altitudeMslM: number("altMSL") ?? number("alt"),
    altitudeEllipsoidM: number("altHAE"),
    geoidSeparationM: number("geoidSep"),
    speedMps: number("speed", 0),
    trackDeg: number("track", 0, 360),
    climbMps: number("climb"),
    latitudeErrorM: number("epy", 0),
    longitudeErrorM: number("epx", 0),
    altitudeErrorM: number("epv", 0),
  });
}

function skyOf(report: Report): Sky {
  const satellites: readonly unknown[] | undefined = Array.isArray(report["satellites"]) ? report["satellites"] : undefined;
  return present({
    satellitesSeen: numberIn(report, "nSat", 0) ?? satellites?.length,
    satellitesUsed: numberIn(report, "uSat", 0) ?? satellites?.filter((satellite) => isReport(satellite) && satellite["used"] === true).length,
    hdop: numberIn(report, "hdop", 0),
    vdop: numberIn(report, "vdop", 0),
    pdop: numberIn(report, "pdop", 0),
  });
}

function attitudeOf(report: Report): GnssAttitude {
  const axes = (prefix: string): readonly [number, number, number] | undefined => {
    const [x, y, z] = [numberIn(report, `${prefix}_x`), numberIn(report, `${prefix}_y`), numberIn(report, `${prefix}_z`)];
    return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
  };
  return present({
    timeUs: isoMicroseconds(report["time"]),
    headingDeg: numberIn(report, "heading", 0, 360),
    pitchDeg: numberIn(report, "pitch", -180, 180),
    rollDeg: numberIn(report, "roll", -180, 180),
    accelerationMps2: axes("acc"),
    rotationDps: axes("gyro"),
  });
}

function numberIn(report: Report, key: string, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): number | undefined {
  const value = report[key];
  return typeof value === "number" && Number.isFinite(value) && value >= min && value <= max ? value : undefined;
}

/** `2015-06-19T18:11:41.000Z`; `Date` has milliseconds only, and cannot read a leap second. */
function isoMicroseconds(value: unknown): number | undefined {
  const parts = typeof value === "string" ? /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z$/.exec(value) : null;
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const days = dayOfParts(day, month, year);
  if (days === undefined || hour > 23 || minute > 59 || second > 60) return undefined;
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + Number((parts[7] ?? "").slice(0, 6).padEnd(6, "0"));
}

/** Leaves out what is `undefined`: absent is what was not said. */
function present<Value extends object>(values: Value): Value {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Value; // only optional members can be undefined
}
