/**
 * The messages by which an NMEA 2000 network tells where it is, how it lies and when. Units are the house's: degrees,
 * metres a second. What a sender marks as not available is absent.
 *
 * @see canboat database, version 6.0.1 (Apache-2.0), for layouts and resolutions
 */
import type { GnssQuality } from "../gnss/gnss-fix.ts";
import { bitsAt, signed64At, signedAt, unsignedAt } from "./message-fields.ts";

/** Directions from true north unless `reference` says magnetic. */
export type NorthReference = "true" | "magnetic";

export type NavigationMessage =
  | { readonly kind: "system-time"; readonly timeUs?: number | undefined }
  | {
      readonly kind: "heading";
      readonly headingDeg?: number | undefined;
      readonly deviationDeg?: number | undefined;
      readonly variationDeg?: number | undefined;
      readonly reference?: NorthReference | undefined;
    }
  /** To the right is positive. */
  | { readonly kind: "rate-of-turn"; readonly rateDps?: number | undefined }
  | { readonly kind: "attitude"; readonly yawDeg?: number | undefined; readonly pitchDeg?: number | undefined; readonly rollDeg?: number | undefined }
  | { readonly kind: "position"; readonly latitudeDeg?: number | undefined; readonly longitudeDeg?: number | undefined }
  | {
      readonly kind: "course";
      readonly courseDeg?: number | undefined;
      readonly speedMps?: number | undefined;
      readonly reference?: NorthReference | undefined;
    }
  | {
      readonly kind: "gnss-position";
      /** Microseconds since 1970, UTC. */
      readonly timeUs?: number | undefined;
      readonly latitudeDeg?: number | undefined;
      readonly longitudeDeg?: number | undefined;
      readonly altitudeEllipsoidM?: number | undefined;
      readonly geoidSeparationM?: number | undefined;
      /** Absent without a fix; the position is then the last one, which receivers go on repeating. */
      readonly quality?: GnssQuality | undefined;
      readonly satellitesUsed?: number | undefined;
      readonly hdop?: number | undefined;
      readonly pdop?: number | undefined;
    }
  | { readonly kind: "dilution"; readonly hdop?: number | undefined; readonly vdop?: number | undefined }
  | { readonly kind: "satellites"; readonly satellitesSeen?: number | undefined };

const degreesPerRadian = 180 / Math.PI;
/** Angles are counted in 1e-4 radians. */
const angleDeg = (count: number | undefined): number | undefined => (count === undefined ? undefined : (count / 1e4) * degreesPerRadian);
const scaled = (count: number | undefined, unitsPerOne: number): number | undefined => (count === undefined ? undefined : count / unitsPerOne);

/** By the method of a GNSS fix; 0 is no fix. */
const qualities: readonly (GnssQuality | undefined)[] = [
  undefined,
  "autonomous",
  "differential",
  "precise",
  "rtk-fixed",
  "rtk-float",
  "dead-reckoning",
  "manual",
  "simulated",
];

type Decoder = (data: Uint8Array) => NavigationMessage;

const decoders: Readonly<Record<number, Decoder>> = {
  126992: (data) => ({ kind: "system-time", timeUs: timeAt(data, 2, 4) }),
  127250: (data) => ({
    kind: "heading",
    headingDeg: angleDeg(unsignedAt(data, 1, 2)),
    deviationDeg: angleDeg(signedAt(data, 3, 2)),
    variationDeg: angleDeg(signedAt(data, 5, 2)),
    reference: referenceOf(bitsAt(data, 56, 2)),
  }),
  127251: (data) => ({ kind: "rate-of-turn", rateDps: scaled(signedAt(data, 1, 4), 1 / (3.125e-8 * degreesPerRadian)) }),
  127257: (data) => ({
    kind: "attitude",
    yawDeg: angleDeg(signedAt(data, 1, 2)),
    pitchDeg: angleDeg(signedAt(data, 3, 2)),
    rollDeg: angleDeg(signedAt(data, 5, 2)),
  }),
  129025: (data) => ({ kind: "position", ...positionOf(scaled(signedAt(data, 0, 4), 1e7), scaled(signedAt(data, 4, 4), 1e7)) }),
  129026: (data) => ({
    kind: "course",
    courseDeg: angleDeg(unsignedAt(data, 2, 2)),
    speedMps: scaled(unsignedAt(data, 4, 2), 100),
    reference: referenceOf(bitsAt(data, 8, 2)),
  }),
  129029: (data) => ({
    kind: "gnss-position",
    timeUs: timeAt(data, 1, 3),
    ...positionOf(signed64At(data, 7, 1e16), signed64At(data, 15, 1e16)),
    altitudeEllipsoidM: signed64At(data, 23, 1e6),
    quality: qualities[bitsAt(data, 252, 4) ?? 0],
    satellitesUsed: unsignedAt(data, 33, 1),
    hdop: dilutionAt(data, 34),
    pdop: dilutionAt(data, 36),
    geoidSeparationM: scaled(signedAt(data, 38, 4), 100),
  }),
  129033: (data) => ({ kind: "system-time", timeUs: timeAt(data, 0, 2) }),
  129539: (data) => ({ kind: "dilution", hdop: dilutionAt(data, 2), vdop: dilutionAt(data, 4) }),
  129540: (data) => ({ kind: "satellites", satellitesSeen: unsignedAt(data, 2, 1) }),
};

/**
 * @param data payload of a whole message.
 * @returns `undefined` for a group that does not tell where, how or when.
 */
export function decodeNavigation(pgn: number, data: Uint8Array): NavigationMessage | undefined {
  return decoders[pgn]?.(data);
}

/** Days since 1970 and 1e-4 seconds of the day; the 86,401st second is a leap second. */
function timeAt(data: Uint8Array, dayOffset: number, timeOffset: number): number | undefined {
  const day = unsignedAt(data, dayOffset, 2);
  const ticks = unsignedAt(data, timeOffset, 4);
  return day === undefined || ticks === undefined || ticks >= 864_010_000 ? undefined : day * 86_400_000_000 + ticks * 100;
}

/** In hundredths. Receivers without a fix write -1. */
function dilutionAt(data: Uint8Array, offset: number): number | undefined {
  const hundredths = signedAt(data, offset, 2);
  return hundredths === undefined || hundredths <= 0 ? undefined : hundredths / 100;
}

/** Half a position is none. */
function positionOf(latitudeDeg: number | undefined, longitudeDeg: number | undefined): { readonly latitudeDeg?: number; readonly longitudeDeg?: number } {
  if (latitudeDeg === undefined || longitudeDeg === undefined || Math.abs(latitudeDeg) > 90 || Math.abs(longitudeDeg) > 180) return {};
  return { latitudeDeg, longitudeDeg };
}

function referenceOf(code: number | undefined): NorthReference | undefined {
  return code === 0 ? "true" : code === 1 ? "magnetic" : undefined;
}
