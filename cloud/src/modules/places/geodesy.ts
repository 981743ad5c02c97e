/** Distances on WGS-84, as far as a vehicle's day needs them. */

/** Longitude first, then latitude, in degrees: the order of GeoJSON (RFC 7946, 3.1.1). */
export type Coordinate = readonly [longitudeDeg: number, latitudeDeg: number];

/** Metres of one degree at a latitude. */
export interface LocalScale {
  readonly ofLongitude: number;
  readonly ofLatitude: number;
}

const semiMajorM = 6_378_137;
const eccentricitySquared = 0.006_694_379_990_14;
const radiansPerDegree = Math.PI / 180;

/** By the radii of curvature of the ellipsoid: in the prime vertical and in the meridian. */
export function scaleAt(latitudeDeg: number): LocalScale {
  const sine = Math.sin(latitudeDeg * radiansPerDegree);
  const flattening = 1 - eccentricitySquared * sine * sine;
  const primeVerticalM = semiMajorM / Math.sqrt(flattening);
  return {
    ofLongitude: primeVerticalM * Math.cos(latitudeDeg * radiansPerDegree) * radiansPerDegree,
    ofLatitude: ((primeVerticalM * (1 - eccentricitySquared)) / flattening) * radiansPerDegree,
  };
}

/**
 * Metres between two places by the scale in the middle of them: within 0.01 % of the geodesic up to 100 km, and so for
 * whatever lies between two fixes of a moving vehicle.
 */
export function metresBetween([fromLongitude, fromLatitude]: Coordinate, [toLongitude, toLatitude]: Coordinate): number {
  const scale = scaleAt((fromLatitude + toLatitude) / 2);
  return Math.hypot(wrapDegrees(toLongitude - fromLongitude) * scale.ofLongitude, (toLatitude - fromLatitude) * scale.ofLatitude);
}

/** @returns the same direction from -180 up to, not including, 180. */
export function wrapDegrees(degrees: number): number {
  return degrees >= -180 && degrees < 180 ? degrees : ((((degrees + 180) % 360) + 360) % 360) - 180;
}
