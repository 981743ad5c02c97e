/** Bounds of the live view, with what happens at each. */
export const liveLimits = {
  /** Sources whose newest values are kept; the one heard longest ago goes. */
  sourcesMax: 50_000,
  /** Signals kept of one source; further ones are left out. */
  signalsPerSourceMax: 4_096,
  /** Catalogues kept parsed; the one used longest ago is read again when needed. */
  cataloguesMax: 1_024,
  /** Sources waiting for the database to say whose they are; frames of further ones are dropped. */
  resolvingMax: 2_000,
  /** Frames of one such source; the oldest is dropped. */
  framesWaitingMax: 16,
  /** How long a source is believed to sit in the same vehicle before it is looked up again. */
  ownerKeptMs: 30_000,
  /** How long a source or catalogue that nobody knows is not asked for again. */
  unknownKeptMs: 2_000,

  /** Sockets of one process; further ones are closed at once (1013). */
  socketsMax: 10_000,
  /** Vehicles that one socket follows at once; a further one is refused with an error message. */
  vehiclesPerSocketMax: 16,
  /** Topics of one event stream; more are refused. */
  topicsPerStreamMax: 16,
  /** Depots whose vehicles are followed at once in one process; a further one is refused with an error message. */
  depotTopicsMax: 500,
  /** How long ago an event may be that a reader goes on from; an older one gets a snapshot. */
  resumeMs: 60_000,
  /** By so much more is told again than was missed: values wait this long at most before they are told. */
  resumeMarginMs: 2_000,
  /** A fleet that nobody follows any more is kept so long for who comes back. */
  lingerMs: 15_000,
  /** Least time between deltas of one vehicle; values in between are merged, newest wins. */
  vehicleDeltaMs: 50,
  /** Between looks at what changed in a fleet. */
  fleetDeltaMs: 500,
  /** Within this time every vehicle is looked at whole, a part of the fleet each time; its state is looked at every time. */
  fleetStateMs: 10_000,
  /** Between reads of the fleet from the database: new vehicles, removed ones, other units. */
  fleetReadMs: 10_000,
  /** Messages a second to one socket, all topics together; beyond it deltas are merged. */
  messagesPerSecondMax: 24,
  /** Bytes that wait in a socket before deltas to it are merged instead of sent. */
  bufferedBytesMax: 262_144,
  /** Bytes that wait in a socket before it is ended when it asks for one more snapshot. Above those of the largest fleet. */
  unreadBytesMax: 67_108_864,
  /** A socket that takes nothing for so long is ended. */
  stalledMs: 60_000,
  /** Messages from one socket in ten seconds; one that says more is closed (1008). */
  wordsMax: 100,
  wordsWindowMs: 10_000,
  /** Between pings; a socket that answered none of two is ended. */
  heartbeatMs: 20_000,
  /** Between looks whether a socket's session still holds. */
  recheckMs: 60_000,

  /** How long a unit sends a watched vehicle's signals as they change, and how often that is renewed. */
  watchMs: 30_000,
  watchRenewMs: 10_000,
} as const;
