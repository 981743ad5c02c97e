/** Fixes as receivers and gpsd write them, for whatever reads those. */
import type { GnssFix, GnssQuality } from "../gnss/gnss-fix.ts";
import { formatSentence } from "../gnss/nmea-scanner.ts";

const knotMps = 1_852 / 3_600;
const ggaQualities: Readonly<Record<GnssQuality, number>> = {
  autonomous: 1,
  differential: 2,
  precise: 3,
  "rtk-fixed": 4,
  "rtk-float": 5,
  "dead-reckoning": 6,
  manual: 7,
  simulated: 8,
};
/** gpsd counts otherwise (TPV `status`). */
const gpsdStatus: Readonly<Record<GnssQuality, number>> = {
  autonomous: 1,
  differential: 2,
  "rtk-fixed": 3,
  "rtk-float": 4,
  "dead-reckoning": 5,
  manual: 7,
  simulated: 8,
  precise: 9,
};
/** Satellite numbers that a receiver of GPS alone could use. */
const idsMax = 12;

/** @returns RMC, GGA, GSA, GSV (its head) and GST, each with its line end. Positions to 1e-5 minutes, 2 cm. */
export function nmeaLines(fix: GnssFix): string {
  const date = new Date((fix.timeUs ?? 0) / 1_000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const isTimed = fix.timeUs !== undefined;
  const time = isTimed
    ? `${two(date.getUTCHours())}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}.${String(date.getUTCMilliseconds()).padStart(3, "0")}`
    : "";
  const day = isTimed ? `${two(date.getUTCDate())}${two(date.getUTCMonth() + 1)}${two(date.getUTCFullYear() % 100)}` : "";
  const position = [...angle(fix.latitudeDeg, 2, "N", "S"), ...angle(fix.longitudeDeg, 3, "E", "W")];
  const has = fix.mode > 1;
  const quality = has ? ggaQualities[fix.quality ?? "autonomous"] : 0;
  const knots = fix.speedMps === undefined ? undefined : fix.speedMps / knotMps;
  const used = fix.satellitesUsed ?? 0;
  const ids = Array.from({ length: 12 }, (_, index) => (has && index < Math.min(used, idsMax) ? two(index + 1) : ""));
  const sentences = [
    formatSentence("GPRMC", [time, has ? "A" : "V", ...position, decimal(knots, 3), decimal(fix.trackDeg, 2), day, "", "", has ? "A" : "N"]),
    formatSentence("GPGGA", [
      time,
      ...position,
      String(quality),
      two(used),
      decimal(fix.hdop, 2),
      decimal(fix.altitudeMslM, 1),
      "M",
      decimal(fix.geoidSeparationM, 1),
      "M",
      "",
      "",
    ]),
    formatSentence("GPGSA", ["A", String(fix.mode), ...ids, decimal(fix.pdop, 2), decimal(fix.hdop, 2), decimal(fix.vdop, 2)]),
    formatSentence("GPGSV", ["1", "1", two(fix.satellitesSeen ?? 0)]),
    formatSentence("GPGST", [time, "", "", "", "", decimal(fix.latitudeErrorM, 1), decimal(fix.longitudeErrorM, 1), decimal(fix.altitudeErrorM, 1)]),
  ];
  return sentences.map((sentence) => `${sentence}\r\n`).join("");
}

/** @returns a SKY and a TPV report, each with its line end. */
export function gpsdLines(fix: GnssFix): string {
  const time = fix.timeUs === undefined ? undefined : new Date(fix.timeUs / 1_000).toISOString();
  const sky = { class: "SKY", device: "simulated", time, hdop: fix.hdop, vdop: fix.vdop, pdop: fix.pdop, nSat: fix.satellitesSeen, uSat: fix.satellitesUsed };
  const tpv = {
    class: "TPV",
    device: "simulated",
    status: fix.quality === undefined ? undefined : gpsdStatus[fix.quality],
    mode: fix.mode,
    time,
    lat: fix.latitudeDeg,
    lon: fix.longitudeDeg,
    altHAE: fix.altitudeEllipsoidM,
    altMSL: fix.altitudeMslM,
    geoidSep: fix.geoidSeparationM,
    speed: fix.speedMps,
    track: fix.trackDeg,
    epy: fix.latitudeErrorM,
    epx: fix.longitudeErrorM,
    epv: fix.altitudeErrorM,
  };
  return `${JSON.stringify(sky)}\r\n${JSON.stringify(tpv)}\r\n`;
}

/** Degrees and minutes with five decimals, then the hemisphere. Rounded as a whole, so that no minute is 60. */
function angle(degrees: number | undefined, digits: 2 | 3, positive: string, negative: string): readonly [string, string] {
  if (degrees === undefined) return ["", ""];
  const units = Math.round(Math.abs(degrees) * 60 * 1e5);
  const whole = Math.floor(units / 6e6);
  const minutes = (units - whole * 6e6) / 1e5;
  return [`${String(whole).padStart(digits, "0")}${minutes.toFixed(5).padStart(8, "0")}`, degrees < 0 ? negative : positive];
}

function decimal(value: number | undefined, digits: number): string {
  return value === undefined ? "" : value.toFixed(digits);
}
