/** Everything that is known of a vehicle's past when its next observation comes: small, and written the same whenever it is the same. */
import type { Stays } from "../places/index.ts";
import { noFix, type FixState } from "./fix-filter.ts";
import type { TrackKind } from "./track-types.ts";
import { newTripState, type TripState } from "./trip-fold.ts";

export const trackKinds = ["latitude", "longitude", "accuracy", "speed", "engine", "odometer", "ignition"] as const satisfies readonly TrackKind[];

/** The newest value of a kind, and the signal that speaks for it; null before the first. */
type Spoken = [source: string, atUs: number, value: number] | null;

export interface TrackState {
  /** In the order of `trackKinds`. */
  readonly spoken: Spoken[];
  readonly fix: FixState;
  readonly trips: TripState;
  stays: Stays;
}

export function newTrackState(): TrackState {
  return { spoken: trackKinds.map(() => null), fix: { ...noFix }, trips: newTripState(), stays: [] };
}

/** First of the text, so that a state of a release with other rules is never taken up. */
const version = "1";

export function encodeTrackState(state: TrackState): string {
  return version + JSON.stringify(state);
}

/** @returns `undefined` for a state of another release: the fold begins anew where its data begin. */
export function decodeTrackState(text: string): TrackState | undefined {
  return text.startsWith(version) ? (JSON.parse(text.slice(version.length)) as TrackState) : undefined; // written by encodeTrackState
}
