/** Bounds of places, with what happens at each. */
export const placeLimits = {
  /** Places of a tenant. At the bound: `PLACES_TOO_MANY`. */
  placesMax: 20_000,
  /** Corners of one shape, all rings together. At the bound: the request is malformed. */
  cornersMax: 2_000,
  ringsMax: 50,
  radiusMaxM: 500_000,
  widthMaxM: 10_000,
  /** How far beyond its line a vehicle must be to have left. */
  hysteresisStandardM: 25,
  hysteresisMaxM: 1_000,
  /** How long a vehicle must be inside to have entered. */
  dwellMaxS: 3_600,
  /** Nothing with wheels is nearer to a pole, where degrees of longitude mean little. */
  latitudeMaxDeg: 85,
  /** A shape that is wider than half the earth could as well be the other half. */
  widthMaxDeg: 180,
  /** Vehicles shown inside one place. At the bound: those that came last. */
  insideMax: 500,
  /** Tenants whose shapes a worker keeps ready. At the bound: the one used longest ago is read again. */
  fenceSetsKept: 64,
} as const;
