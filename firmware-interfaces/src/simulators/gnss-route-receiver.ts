/**
 * A satellite receiver in a simulated vehicle: follows a route at the vehicle's speed and says once a second where it
 * believes to be, with the slow wander, the rare outages and the thinner sky of a real one. Seeded: the same again.
 */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { GnssFix } from "../gnss/gnss-fix.ts";
import { movedBy, type GnssRoute, type PlaceOnRoute } from "./gnss-route.ts";

export interface GnssRouteReceiverOptions {
  readonly route: GnssRoute;
  readonly random: SeededRandom;
  /** Where on the route the vehicle begins, metres. */
  readonly startM?: number;
  /** Standard deviation of the position to the north and to the east. */
  readonly noiseM?: number;
  /** How often it loses the sky: mean seconds between two outages. `Infinity` for never. */
  readonly outageEveryS?: number;
  /** Above the sea, of the whole route. */
  readonly altitudeM?: number;
}

const secondUs = 1_000_000;
/** Errors of a receiver wander slowly: atmosphere and reflections, not dice. */
const wanderS = 40;
const outageS = [4, 35] as const;
/** The sky comes back gradually: a poor fix for so long after an outage. */
const recoveryS = 6;
const geoidSeparationM = 47;
/** Below this the direction of movement is noise and left out, as receivers do. */
const trackMpsMin = 0.5;

export class GnssRouteReceiver {
  readonly #options: Required<GnssRouteReceiverOptions>;
  #drivenM: number;
  #nextUs: number | undefined;
  #northM = 0;
  #eastM = 0;
  #upM = 0;
  #outageLeftS = 0;
  #recoveryLeftS = 0;

  constructor(options: GnssRouteReceiverOptions) {
    this.#options = { startM: 0, noiseM: 2.5, outageEveryS: 900, altitudeM: 210, ...options };
    this.#drivenM = this.#options.startM;
  }

  /** Where the vehicle really is. */
  get place(): PlaceOnRoute {
    return this.#options.route.at(this.#drivenM);
  }

  /**
   * Lets time pass.
   *
   * @param elapsedMs since the last call.
   * @param speedMps of the vehicle during that time.
   * @param endUs wall time at its end, microseconds since 1970.
   * @returns a fix for each full second that ended in it; most often none or one.
   */
  advance(elapsedMs: number, speedMps: number, endUs: number): readonly GnssFix[] {
    const fixes: GnssFix[] = [];
    const startUs = endUs - elapsedMs * 1_000;
    // A clock that was set back, or far ahead, begins a new second instead of catching up.
    if (this.#nextUs === undefined || this.#nextUs < startUs - secondUs || this.#nextUs > endUs + secondUs)
      this.#nextUs = (Math.floor(startUs / secondUs) + 1) * secondUs;
    const startM = this.#drivenM;
    for (; this.#nextUs <= endUs; this.#nextUs += secondUs) {
      this.#drivenM = startM + speedMps * Math.max(0, (this.#nextUs - startUs) / secondUs);
      fixes.push(this.#measure(this.#nextUs, speedMps));
    }
    this.#drivenM = startM + (speedMps * elapsedMs) / 1_000;
    return fixes;
  }

  #measure(timeUs: number, speedMps: number): GnssFix {
    const { random, noiseM, altitudeM, outageEveryS } = this.#options;
    this.#northM = this.#wander(this.#northM, noiseM);
    this.#eastM = this.#wander(this.#eastM, noiseM);
    this.#upM = this.#wander(this.#upM, 1.8 * noiseM);
    if (this.#outageLeftS > 0) {
      this.#outageLeftS--;
      if (this.#outageLeftS === 0) this.#recoveryLeftS = recoveryS;
      return { timeUs, mode: 1, satellitesUsed: random.below(3), satellitesSeen: 4 + random.below(5) };
    }
    if (random.chance(1 / outageEveryS)) this.#outageLeftS = outageS[0] + random.below(outageS[1] - outageS[0]);
    const isPoor = this.#recoveryLeftS > 0;
    if (isPoor) this.#recoveryLeftS--;
    const { trackDeg, ...place } = this.place;
    const altitudeMslM = altitudeM + this.#upM;
    const shownMps = Math.max(0, speedMps + (speedMps > 0 ? 0.1 * this.#normal() : 0));
    return {
      timeUs,
      mode: 3,
      quality: "autonomous",
      ...movedBy(place, this.#northM, this.#eastM),
      altitudeMslM,
      altitudeEllipsoidM: altitudeMslM + geoidSeparationM,
      geoidSeparationM,
      speedMps: shownMps,
      ...(shownMps >= trackMpsMin ? { trackDeg: (trackDeg + 360 + this.#normal()) % 360 } : {}),
      satellitesUsed: isPoor ? 4 + random.below(2) : 8 + random.below(6),
      satellitesSeen: 15 + random.below(4),
      hdop: isPoor ? 3.2 : 0.8 + 0.1 * random.below(4),
      vdop: isPoor ? 5.1 : 1.3,
      pdop: isPoor ? 6 : 1.6,
      latitudeErrorM: noiseM,
      longitudeErrorM: noiseM,
      altitudeErrorM: 1.8 * noiseM,
    };
  }

  /** Keeps its standard deviation for ever (a Gauss-Markov process). */
  #wander(before: number, deviation: number): number {
    const kept = Math.exp(-1 / wanderS);
    return before * kept + deviation * Math.sqrt(1 - kept * kept) * this.#normal();
  }

  /** Of deviation 1: the sum of twelve dice, which has no tail beyond 6. */
  #normal(): number {
    let sum = -6;
    for (let die = 0; die < 12; die++) sum += this.#options.random.next();
    return sum;
  }
}
