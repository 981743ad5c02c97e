/** What a satellite receiver says of one moment. Absent is what it did not say; nothing is guessed. */

/** How the position came about (NMEA 0183 GGA quality, in words). */
export type GnssQuality = "autonomous" | "differential" | "precise" | "rtk-fixed" | "rtk-float" | "dead-reckoning" | "manual" | "simulated";

export interface GnssFix {
  /** Microseconds since 1970, UTC, of the measurement; absent until the receiver knows the date. */
  readonly timeUs?: number | undefined;
  /** 1 = no fix, 2 = latitude and longitude, 3 = altitude too; as NMEA's GSA and gpsd count. */
  readonly mode: 1 | 2 | 3;
  readonly quality?: GnssQuality | undefined;
  /** WGS 84 (or what the receiver was set to), -90 to 90, north positive. Absent without a fix. */
  readonly latitudeDeg?: number | undefined;
  /** -180 to 180, east positive. */
  readonly longitudeDeg?: number | undefined;
  /** Above mean sea level, by the receiver's own model of the geoid. */
  readonly altitudeMslM?: number | undefined;
  /** Above the ellipsoid. */
  readonly altitudeEllipsoidM?: number | undefined;
  /** Of the geoid above the ellipsoid. */
  readonly geoidSeparationM?: number | undefined;
  /** Over ground. */
  readonly speedMps?: number | undefined;
  /** Direction of movement over ground from true north, 0 to 360; receivers leave it out, or invent one, when standing. */
  readonly trackDeg?: number | undefined;
  /** Where the vehicle points, from true north, of receivers with two aerials or a compass. */
  readonly headingDeg?: number | undefined;
  readonly climbMps?: number | undefined;
  readonly satellitesUsed?: number | undefined;
  readonly satellitesSeen?: number | undefined;
  /** Dilution of precision: horizontal, vertical, of position. */
  readonly hdop?: number | undefined;
  readonly vdop?: number | undefined;
  readonly pdop?: number | undefined;
  /** Standard deviations (NMEA GST). gpsd's `epy`, `epx`, `epv` come here too; how likely they are, gpsd does not say. */
  readonly latitudeErrorM?: number | undefined;
  readonly longitudeErrorM?: number | undefined;
  readonly altitudeErrorM?: number | undefined;
}

/** A fix while it is being put together. */
export type GnssFixDraft = { -readonly [Key in keyof GnssFix]: GnssFix[Key] };

/** How the vehicle lies and what moves it, from a receiver or sensor behind gpsd (ATT and IMU reports). */
export interface GnssAttitude {
  /** Microseconds since 1970, UTC. */
  readonly timeUs?: number | undefined;
  /** Where the vehicle points, from true north, 0 to 360. */
  readonly headingDeg?: number | undefined;
  /** Nose up is positive. */
  readonly pitchDeg?: number | undefined;
  /** To the right is positive. */
  readonly rollDeg?: number | undefined;
  /** Along the sensor's own axes x, y, z, gravity included. */
  readonly accelerationMps2?: readonly [number, number, number] | undefined;
  readonly rotationDps?: readonly [number, number, number] | undefined;
}
