/** What makes an estimate of a sensor's mounting usable, and what it is made from. */
export const imuLimits = {
  /** Speeds further apart than this do not tell how the vehicle accelerated between them. */
  speedGapUsMax: 1_500_000,
  /** Closer ones are joined: their difference is mostly the rounding of the speed. */
  speedGapUsMin: 180_000,
  /** Samples averaged between two speeds; further ones are not. 10 kHz for the longest gap. */
  samplesPerGapMax: 16_384,
  /** Above this, a measured or counted acceleration is a fault or a kerb and no driving. */
  accelerationMps2Max: 30,
  /**
   * Pieces of driving that make one block, at first: 5 s at the shortest gap. Bends last seconds, so pieces next to each
   * other err alike and only blocks tell how sure a direction is. When `blocksMax` are full, two become one.
   */
  gapsPerBlock: 25,
  blocksMax: 32,
  /** Before an estimate is given: half a minute. */
  blocksMin: 6,
  /** Standard error of the forward direction from which on the estimate is good enough. */
  forwardErrorDegMax: 5,
  /** Of gravity, from the standard value; beyond it the sensor's scale is wrong or gravity was taken out of its values. */
  gravityShareMax: 0.1,
  /** Of the forward acceleration, from that of the speed; beyond it the two are not of one vehicle, or clocks differ. */
  forwardShareMax: 0.35,
} as const;

export const standardGravityMps2 = 9.806_65;
