/** Bounds of simulated vehicles. */
export const simulatorLimits = {
  /** The model's own step; between two steps a vehicle's state is constant. */
  stepMs: 50,
  /**
   * Time that one call may make up for. A machine that slept for an hour does not drive it in one go: what is beyond is
   * left out, as a bus nobody listened to.
   */
  advanceMsMax: 5_000,
  /** A difference between wall and monotonic time from which on somebody has set the clock. */
  clockStepUs: 500_000,
  /** Points of a route that a simulated satellite receiver follows. */
  routePointsMax: 100_000,
} as const;
