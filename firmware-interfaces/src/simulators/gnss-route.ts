/** Where a simulated vehicle drives: a line over the ground and how far along it the vehicle is. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { gnssRouteFail } from "./gnss-route-errors.ts";
import { simulatorLimits } from "./limits.ts";

export interface Place {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

export interface PlaceOnRoute extends Place {
  /** Direction of the line here from true north, 0 up to, not including, 360. */
  readonly trackDeg: number;
}

const metresPerDegree = 111_195;
const degreesPerRadian = 180 / Math.PI;

/** Distances are metres on a sphere, straight between points: exact to 0.5 %, which nobody sees on a map. */
export class GnssRoute {
  readonly lengthM: number;
  readonly #points: readonly Place[];
  /** From the start to each point. */
  readonly #distancesM: readonly number[];
  readonly #isRound: boolean;

  /**
   * @param points in order; a route that ends where it begins is driven round and round, another there and back.
   * @throws DrawbarError `GNSS_ROUTE_IMPOSSIBLE`.
   */
  constructor(points: readonly Place[]) {
    if (points.length > simulatorLimits.routePointsMax) {
      throw gnssRouteFail("GNSS_ROUTE_IMPOSSIBLE", `the route has ${points.length} points and the limit is ${simulatorLimits.routePointsMax}`);
    }
    for (const { latitudeDeg, longitudeDeg } of points) {
      // Near the poles a degree of longitude is no distance any more.
      if (!(Math.abs(latitudeDeg) <= 85 && Math.abs(longitudeDeg) <= 180)) {
        throw gnssRouteFail("GNSS_ROUTE_IMPOSSIBLE", `latitude ${latitudeDeg}, longitude ${longitudeDeg} is no place that a vehicle drives at`);
      }
    }
    const distancesM = [0];
    for (let index = 1; index < points.length; index++)
      distancesM.push((distancesM[index - 1] ?? 0) + distanceM(points[index - 1] as Place, points[index] as Place)); // index < length
    const [first] = points;
    const last = points.at(-1);
    this.lengthM = distancesM.at(-1) ?? 0;
    if (first === undefined || last === undefined || !(this.lengthM > 0)) throw gnssRouteFail("GNSS_ROUTE_IMPOSSIBLE", "the route needs two different points");
    this.#points = points;
    this.#distancesM = distancesM;
    this.#isRound = distanceM(first, last) < 1;
  }

  /** @param drivenM metres since the start, any number from 0. */
  at(drivenM: number): PlaceOnRoute {
    const { lengthM } = this;
    const lap = Math.floor(drivenM / lengthM);
    const isBack = !this.#isRound && lap % 2 === 1;
    const within = drivenM - lap * lengthM;
    const alongM = isBack ? lengthM - within : within;
    const end = this.#pointBehind(alongM);
    const from = this.#points[end - 1] as Place; // end is at least 1 and at most the last
    const to = this.#points[end] as Place;
    const startM = this.#distancesM[end - 1] ?? 0;
    const spanM = (this.#distancesM[end] ?? 0) - startM;
    const share = spanM > 0 ? (alongM - startM) / spanM : 0;
    const track = bearingDeg(from, to);
    return {
      latitudeDeg: from.latitudeDeg + (to.latitudeDeg - from.latitudeDeg) * share,
      longitudeDeg: wrapped(from.longitudeDeg + eastDeg(from, to) * share),
      trackDeg: isBack ? (track + 180) % 360 : track,
    };
  }

  /** @returns index of the first point that is not before `alongM`, at least 1. */
  #pointBehind(alongM: number): number {
    let low = 1;
    let high = this.#points.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#distancesM[middle] ?? 0) < alongM) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * A round trip around a place that follows no real road: bends as a country road has them.
 *
 * @param centre of the trip, a sixth of its length away from every point of it, more or less.
 * @param lengthM about; 1 km or more.
 */
export function wanderingRoute(random: SeededRandom, centre: Place, lengthM: number): GnssRoute {
  const count = Math.max(12, Math.min(simulatorLimits.routePointsMax - 1, Math.round(lengthM / 120)));
  const radiusM = lengthM / (2 * Math.PI);
  const waves = [2, 3, 5].map((turns) => ({ turns, height: (0.25 * random.next()) / turns, phase: random.next() * 2 * Math.PI }));
  const points: Place[] = [];
  for (let index = 0; index < count; index++) {
    const angle = (2 * Math.PI * index) / count;
    const stretch = waves.reduce((sum, { turns, height, phase }) => sum + height * Math.sin(turns * angle + phase), 1);
    points.push(movedBy(centre, radiusM * stretch * Math.cos(angle), radiusM * stretch * Math.sin(angle)));
  }
  return new GnssRoute([...points, points[0] as Place]); // at least 12
}

/** @returns the place so many metres to the north and east. */
export function movedBy({ latitudeDeg, longitudeDeg }: Place, northM: number, eastM: number): Place {
  return {
    latitudeDeg: latitudeDeg + northM / metresPerDegree,
    longitudeDeg: wrapped(longitudeDeg + eastM / (metresPerDegree * Math.cos(latitudeDeg / degreesPerRadian))),
  };
}

export function distanceM(from: Place, to: Place): number {
  const middle = (from.latitudeDeg + to.latitudeDeg) / 2 / degreesPerRadian;
  return Math.hypot(to.latitudeDeg - from.latitudeDeg, eastDeg(from, to) * Math.cos(middle)) * metresPerDegree;
}

function bearingDeg(from: Place, to: Place): number {
  const middle = (from.latitudeDeg + to.latitudeDeg) / 2 / degreesPerRadian;
  const degrees = Math.atan2(eastDeg(from, to) * Math.cos(middle), to.latitudeDeg - from.latitudeDeg) * degreesPerRadian;
  return (degrees + 360) % 360;
}

/** The short way, also across the date line. */
function eastDeg(from: Place, to: Place): number {
  return wrapped(to.longitudeDeg - from.longitudeDeg);
}

function wrapped(degrees: number): number {
  if (degrees >= -180 && degrees <= 180) return degrees;
  return degrees > 180 ? degrees - 360 : degrees + 360;
}
