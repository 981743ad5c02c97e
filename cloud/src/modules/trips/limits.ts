/** Rules by which trips are told from stops, and bounds of the work on them, each with what happens at it. */
const secondUs = 1_000_000;

export const tripRules = {
  /** A standing vehicle drives from this speed on; a driving one stands below the lower one. In between it does what it did. */
  movingKmh: 5,
  standingKmh: 2,
  /** How long a speed speaks for a vehicle: while it does, positions say nothing about whether it moves. */
  speedFreshUs: 30 * secondUs,
  /** Without a speed: as far as the fixes of a standing receiver wander. */
  jitterM: 50,
  /** Without a speed: nearer than this to where it stood is at rest; a step of one that still arrives, and how soon it must follow. */
  creepM: 20,
  creepUs: 10 * secondUs,
  /** Standing so long ends a trip; less with the ignition off. Traffic lights and level crossings do not. */
  stopUs: 180 * secondUs,
  ignitionOffStopUs: 60 * secondUs,
  /** Silence of all signals that ends a trip; a shorter one is bridged with what lies between its ends. */
  silenceUs: 600 * secondUs,
  /** After a silence so far from where it stood: it was moved unseen, and stands somewhere else now. */
  movedUnseenM: 500,
  /** The last observation of a standing vehicle begins its trip, unless it is older than this. */
  startBackUs: 30 * secondUs,
  /** Shorter ones are manoeuvres within a stop. */
  tripMinM: 100,
  /** Idling: at least this engine speed while standing. */
  idleRpm: 300,
  /** Longest time that one observation speaks for, in sums over time. */
  holdUs: 60 * secondUs,
  /** Speeds that follow each other so soon are taken as changing evenly in between. */
  steadyUs: 15 * secondUs,
  /** Track length is summed in steps of at least this: below, the noise of fixes would be measured. */
  trackStepM: 10,
  /** An odometer is believed where its smallest step is at most this share of what it counted. */
  odometerStepShare: 0.01,
  /** Between two readings at most as far as the fastest vehicle drives, and a step of the coarsest odometer. */
  odometerSlackM: 1_000,
  /** Faster than any road vehicle: a fix that would need it is an outlier, unless the next one agrees with it. */
  speedMaxMps: 90,
  outlierMinM: 100,
  /** Fixes with a larger stated error are left out: they could be on either side of most lines. */
  accuracyMaxM: 50,
  /** A latitude and a longitude so far apart in time are one place. */
  pairUs: 15 * secondUs,
  /** How long the chosen one of several signals of one kind may be silent before another speaks for it. */
  chosenUs: 30 * secondUs,
} as const;

export const trackLimits = {
  /** A state is kept when this much time begins anew: short while driving, so that late data never mean a long way back. */
  checkpointDrivingUs: 300 * secondUs,
  checkpointStandingUs: 3_600 * secondUs,
  /** Newer ones are all kept; of older ones the first of each bucket. At the bound, late data mean a longer way back. */
  checkpointDenseUs: 7_200 * secondUs,
  checkpointBucketUs: 21_600 * secondUs,
  /** Marked sources taken in one turn, and those of the batch that goes beyond. At the bound: the rest waits for the next one. */
  marksPerTurn: 1_500,
  /** Vehicles whose samples were moved that one turn takes. At the bound: the rest waits for the next one. */
  vehicleMarksPerTurn: 500,
  /** Vehicles whose trip is ended for them in one turn. At the bound: the rest waits for the next one. */
  vehiclesPerTurn: 1_000,
  /** Segments read in one turn, shared by the sources that have new ones. At the bound: the rest waits for the next turn. */
  segmentsPerTurn: 4_000,
  segmentsPerSourceMin: 16,
  /** What a turn gets on by at least, however many segments a source has of one time. */
  progressUs: 60 * secondUs,
  /** Samples later than the cloud's clock by more than this are left out: the clock of their source is wrong. */
  futureUs: 600 * secondUs,
  /** Fixes in one track before it is simplified. At the bound: every second fix goes. */
  trackFixesMax: 200_000,
  /** Segments of one source that are in memory at a time while a track is read. */
  segmentsPerTrackRead: 1_000,
  /** Points of a simplified track. At the bound: the tolerance grows. */
  trackPointsMax: 5_000,
} as const;
