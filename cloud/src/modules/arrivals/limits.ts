/** Rules by which arrivals are estimated, and bounds of the work on them, each with what happens at it. */
const secondUs = 1_000_000;
const minuteUs = 60 * secondUs;

export const arrivalRules = {
  /** A stop so long, elsewhere than in a depot, ends a journey. Deliveries and a driver's break of 45 minutes do not. */
  stopMaxUs: 75 * minuteUs,
  /** Points of a path are at least so far apart: below, the noise of fixes would be kept. */
  pointStepM: 150,
  /** Standing so long is a stop, as it ends a trip; shorter is traffic. */
  standMinUs: 180 * secondUs,
  /** Standing within this much of one place; receivers wander. */
  standM: 60,
  /** How far a vehicle may be beside an earlier path and still be on it; a chord of a bend lies further away the longer it is. */
  besideM: 120,
  besideShare: 0.15,
  besideMaxM: 600,
  /** A path is driven in the other direction when its course differs by more (cosine). */
  courseCosine: 0.3,
  /** Journeys begin at the same place. */
  sameOriginM: 750,
  /** Of two journeys at other times of the day, and of the week: how much less one tells of the other. */
  clockSigmaHours: 1.25,
  clockFloor: 0.06,
  otherWorkdayWeight: 0.6,
  otherDayWeight: 0.35,
  /** Of another vehicle of the fleet, for where it goes. */
  otherVehicleWeight: 0.2,
  /** And for how long it takes. */
  otherDriverWeight: 0.6,
  /** Of a journey through here that did not come by where this one stopped last, and of one that was at another stage of its round. */
  otherStopWeight: 0.25,
  stageSigmaS: 1_800,
  stageSigmaShare: 0.25,
  stageFloor: 0.1,
  /** Weight halves with this age. */
  halfLifeDays: 45,
  /**
   * A present pace is believed more the longer it has been seen: half after so long. Where the road is known, what is left
   * to differ is the day and the driver; where it is not, it is the road itself, which differs far more.
   */
  pace: { known: { halfS: 1_500, least: 0.5, most: 2 }, unknown: { halfS: 500, least: 0.33, most: 4 } },
  paceMinS: 180,
  /** So many earlier journeys through here count as much as what the fleet's distances say. */
  blendJourneys: 0.6,
  /** At least so likely, or no depot is named. */
  probabilityMin: 0.35,
  /** Depots further away are not thought of when no journey tells. */
  directionMaxM: 150_000,
  /** Before any error is known: P10 and P90 lie so many spreads away. */
  priorSpreads: 1.3,
  /** So many judged estimates count as much as that. */
  priorErrorCount: 10,
  /** The spread, as a logarithm, where no journeys came through here that could differ, and the least where some did. */
  spreadUnknown: 0.35,
  spreadMin: 0.06,
} as const;

export const arrivalLimits = {
  /** Journeys made in one transaction, and the time after which it stops making more. At the bound: the rest waits for the next one. */
  journeysPerTurn: 40,
  turnMaxMs: 3_000,
  /** A journey is at most so long. At the bound: it begins in the middle. */
  journeyMaxUs: 48 * 60 * minuteUs,
  tripsPerJourneyMax: 200,
  /** Trips that late telemetry makes or changes are looked for so far back. */
  lateUs: 3 * 24 * 60 * minuteUs,
  /** Journeys older than this tell nothing. */
  keptUs: 180 * 24 * 60 * minuteUs,
  /** Fleets whose journeys are in memory. At the bound: the one used longest ago is read again. */
  fleetsKept: 16,
  /** How long what is in memory may be behind, and answers of one fleet are given again. */
  historyFreshMs: 30_000,
  underwayFreshMs: 30_000,
  /** Vehicles of one fleet whose arrival is estimated at a time. At the bound: those heard last. */
  underwayMax: 500,
  /** Positions that say where a vehicle is and which way it drives: of its last minutes, from at most so many segments. */
  positionSpanUs: 3 * minuteUs,
  positionSegmentsMax: 40,
  /** A vehicle that was not heard for so long is nowhere in particular. */
  silentUs: 60 * minuteUs,
  /** Later than this after it was to be there, with nothing heard since, there is nothing to expect any more. */
  overdueUs: 15 * minuteUs,
  /** What a routing server may take, and answer. Beyond: the fleet's own distances are used, and said to be. */
  roadTimeoutMs: 2_000,
  roadAnswerBytesMax: 65_536,
  /** After so many failures in a row it is left alone for a while. */
  roadFailuresMax: 3,
  roadRestMs: 30_000,
  /** Answers are given again for starts within some 100 m. At the bound: the oldest goes. */
  roadsKept: 5_000,
  roadFreshMs: 300_000,
  /** Journeys of other vehicles that are looked at for where one heads to. At the bound: the newest ones. */
  othersMax: 1_000,
  /** Points of one path. At the bound: they lie further apart. */
  pathPointsMax: 128,
  /** Journeys with a path that are kept of one depot. At the bound: the oldest goes. */
  pathsPerDepotMax: 400,
  /** Journeys of one vehicle that are kept, with or without a path. At the bound: the oldest goes. */
  journeysPerVehicleMax: 200,
  /** Journeys in memory of one fleet, 5 kB each with its way. At the bound: the newest ones. */
  journeysPerFleetMax: 20_000,
  /** And of all fleets. At the bound: the fleet used longest ago is read again. */
  journeysInMemoryMax: 40_000,
  /** Judged estimates of each kind that errors are taken from. At the bound: the newest ones. */
  judgedMax: 600,
  /** Moments of a journey at which an estimate is judged afterwards, as shares of its time. */
  judgedAt: [0.2, 0.5, 0.8],
} as const;
