import type { VehicleState } from "./vehicle-types.ts";

/** Newest sample younger than this: live. */
const liveUs = 30_000_000;
/** Younger than this: late; older and not signed off: silent. */
const lateUs = 15 * 60_000_000;
/** A unit seals what it took up to the moment in which it signs off; its last sample may carry a slightly later time. */
const signOffToleranceUs = 5_000_000;

export interface Heard {
  /** Newest stored sample, by the unit's clock. */
  readonly storedAtUs?: number | undefined;
  /** When the last sign-off was, by the unit's clock. */
  readonly asleepAtUs?: number | undefined;
  /** From the live path, of this process's memory. */
  readonly live?: { readonly heardAtUs: number; readonly newestAtUs: number; readonly isAsleep: boolean } | undefined;
}

/**
 * The state of a vehicle from whatever was heard last. A live value counts from when it came, since the live path
 * keeps nothing back; so a unit with a wrong clock is still seen to be there. A stored sample counts from its own
 * time: it may have waited in an outbox.
 */
export function stateOf(heard: Heard, nowUs: number): VehicleState {
  const { storedAtUs, asleepAtUs, live } = heard;
  if (live?.isAsleep === true) return "asleep";
  const newestUs = Math.max(live?.heardAtUs ?? Number.NEGATIVE_INFINITY, Math.min(storedAtUs ?? Number.NEGATIVE_INFINITY, nowUs));
  if (newestUs === Number.NEGATIVE_INFINITY) return asleepAtUs === undefined ? "never" : "asleep";
  const isSignedOff = live === undefined && asleepAtUs !== undefined && asleepAtUs + signOffToleranceUs >= (storedAtUs ?? 0);
  if (isSignedOff) return "asleep";
  const ageUs = nowUs - newestUs;
  if (ageUs < liveUs) return "live";
  return ageUs < lateUs ? "late" : "silent";
}

/**
 * Until when the state holds if nothing more is heard, microseconds since 1970; `Infinity` for one that age does not end.
 *
 * @param state what `stateOf` says of the same.
 */
export function stateHoldsUntilUs({ storedAtUs, live }: Heard, state: VehicleState, nowUs: number): number {
  if (state !== "live" && state !== "late") return Number.POSITIVE_INFINITY;
  const newestUs = Math.max(live?.heardAtUs ?? Number.NEGATIVE_INFINITY, Math.min(storedAtUs ?? Number.NEGATIVE_INFINITY, nowUs));
  return newestUs + (state === "live" ? liveUs : lateUs);
}

/** The time shown as the vehicle's newest sample, by the unit's clock. */
export function lastSampleAtUs({ storedAtUs, live }: Heard): number | undefined {
  if (storedAtUs === undefined) return live?.newestAtUs;
  return live === undefined ? storedAtUs : Math.max(storedAtUs, live.newestAtUs);
}
