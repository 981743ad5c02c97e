import type { VehicleState } from "./vehicle-types.ts";

/** Newest sample younger than this: live. */
const liveUs = 30_000_000;
/** Younger than this: late; older and not signed off: silent. */
const lateUs = 15 * 60_000_000;
/** A vehicle that stands on a depot's ground raises no alarm for so long: a week in the yard is no rarity. */
const depotSilentUs = 7 * 86_400_000_000;
/** Told live by so much more than is stored, a vehicle may be anywhere: its way since then still waits in an outbox. */
const backlogUs = lateUs;
/** A unit seals what it took up to the moment in which it signs off; its last sample may carry a slightly later time. */
const signOffToleranceUs = 5_000_000;

export interface Heard {
  /** Newest stored sample, by the unit's clock. */
  readonly storedAtUs?: number | undefined;
  /** When the last sign-off was, by the unit's clock. */
  readonly asleepAtUs?: number | undefined;
  /** From the live path, of this process's memory. */
  readonly live?: { readonly heardAtUs: number; readonly newestAtUs: number; readonly isAsleep: boolean } | undefined;
  /** What is stored leaves it on a depot's ground. */
  readonly isOnGround?: boolean | undefined;
}

/**
 * The state of a vehicle from whatever was heard last, and where that leaves it: on a depot's ground it is in the depot,
 * whether it talks, sleeps or is quiet, until it has been quiet for a week.
 */
export function stateOf(heard: Heard, nowUs: number): VehicleState {
  const contact = contactOf(heard, nowUs);
  if (contact === "never" || !isStillOnGround(heard)) return contact;
  return contact !== "silent" || nowUs - newestOf(heard, nowUs) < depotSilentUs ? "in-depot" : "silent";
}

/**
 * Until when the state holds if nothing more is heard, microseconds since 1970; `Infinity` for one that age does not end.
 *
 * @param state what `stateOf` says of the same.
 */
export function stateHoldsUntilUs(heard: Heard, state: VehicleState, nowUs: number): number {
  switch (state) {
    case "live":
      return newestOf(heard, nowUs) + liveUs;
    case "late":
      return newestOf(heard, nowUs) + lateUs;
    case "in-depot":
      return contactOf(heard, nowUs) === "asleep" ? Number.POSITIVE_INFINITY : newestOf(heard, nowUs) + depotSilentUs;
    default:
      return Number.POSITIVE_INFINITY;
  }
}

/**
 * How it is heard. A live value counts from when it came, since the live path keeps nothing back; so a unit with a wrong
 * clock is still seen to be there. A stored sample counts from its own time: it may have waited in an outbox.
 */
function contactOf(heard: Heard, nowUs: number): Exclude<VehicleState, "in-depot"> {
  const { storedAtUs, asleepAtUs, live } = heard;
  if (live?.isAsleep === true) return "asleep";
  const newestUs = newestOf(heard, nowUs);
  if (newestUs === Number.NEGATIVE_INFINITY) return asleepAtUs === undefined ? "never" : "asleep";
  const isSignedOff = live === undefined && asleepAtUs !== undefined && asleepAtUs + signOffToleranceUs >= (storedAtUs ?? 0);
  if (isSignedOff) return "asleep";
  const ageUs = nowUs - newestUs;
  if (ageUs < liveUs) return "live";
  return ageUs < lateUs ? "late" : "silent";
}

function newestOf({ storedAtUs, live }: Heard, nowUs: number): number {
  return Math.max(live?.heardAtUs ?? Number.NEGATIVE_INFINITY, Math.min(storedAtUs ?? Number.NEGATIVE_INFINITY, nowUs));
}

function isStillOnGround({ isOnGround, storedAtUs, live }: Heard): boolean {
  return isOnGround === true && (live === undefined || live.newestAtUs - (storedAtUs ?? Number.NEGATIVE_INFINITY) < backlogUs);
}

/** The time shown as the vehicle's newest sample, by the unit's clock. */
export function lastSampleAtUs({ storedAtUs, live }: Heard): number | undefined {
  if (storedAtUs === undefined) return live?.newestAtUs;
  return live === undefined ? storedAtUs : Math.max(storedAtUs, live.newestAtUs);
}
