/** A drive whose trips, distances and places are known beforehand, as a unit would send it. */
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";
import { scaleAt, type Coordinate } from "../../places/index.ts";
import { trackSignalOf } from "../track-signals.ts";
import type { TrackSeries } from "../track-fold.ts";

function signal(name: string, unit: string, factor: number): CatalogueSignal {
  return { name, source: `gnss/${name}`, unit, kind: "scaled", factor, offset: 0, decimals: 1 };
}

const signals = [
  signal("Vehicle.CurrentLocation.Latitude", "degrees", 1e-7),
  signal("Vehicle.CurrentLocation.Longitude", "degrees", 1e-7),
  signal("Vehicle.Speed", "km/h", 0.01),
  signal("Vehicle.Powertrain.CombustionEngine.Speed", "rpm", 0.125),
  signal("Vehicle.TraveledDistance", "m", 5),
] as const;

export const driveCatalogueBytes: Uint8Array = encodeCatalogue({ version: 1, signals: [...signals] });
export const driveCatalogueHash: CatalogueHash = catalogueHash(driveCatalogueBytes);

/** What a vehicle does for a while. */
export interface Stretch {
  readonly seconds: number;
  /** 0 stands. */
  readonly kmh: number;
  /** Direction of the drive, from north; as before when absent. */
  readonly headingDeg?: number;
  /** Nothing is heard. */
  readonly isSilent?: boolean;
  readonly isEngineOff?: boolean;
}

export interface DriveOptions {
  readonly startUs: number;
  readonly from: Coordinate;
  /** Standard deviation of a fix. The error of a receiver wanders over half a minute, it does not jump from fix to fix. */
  readonly noiseM?: number;
  readonly seed?: number;
  readonly has?: readonly ("speed" | "position" | "odometer" | "engine")[];
  readonly everyS?: number;
}

/** Second by second. */
export interface DriveSample {
  readonly atUs: number;
  readonly at: Coordinate;
  readonly kmh: number;
  readonly rpm: number;
  readonly odometerM: number;
}

export function driveSamples(stretches: readonly Stretch[], { startUs, from, noiseM = 0, seed = 1, everyS = 1 }: DriveOptions): readonly DriveSample[] {
  const random = new SeededRandom(seed);
  const samples: DriveSample[] = [];
  let [longitude, latitude] = from;
  let [heading, odometerM, second] = [0, 123_456, 0];
  const keeps = Math.exp(-everyS / wanderS);
  let [eastM, northM] = [noiseM * gaussian(random), noiseM * gaussian(random)];
  for (const { seconds, kmh, headingDeg = heading, isSilent = false, isEngineOff = false } of stretches) {
    heading = headingDeg;
    for (let end = second + seconds; second < end; second += 1) {
      const { ofLongitude, ofLatitude } = scaleAt(latitude);
      if (!isSilent && second % everyS === 0) {
        const wandered = (before: number): number => before * keeps + noiseM * Math.sqrt(1 - keeps * keeps) * gaussian(random);
        [eastM, northM] = [wandered(eastM), wandered(northM)];
        samples.push({
          atUs: startUs + second * 1_000_000,
          at: [longitude + eastM / ofLongitude, latitude + northM / ofLatitude],
          kmh,
          rpm: isEngineOff ? 0 : 700 + kmh * 20,
          odometerM,
        });
      }
      const metres = kmh / 3.6;
      longitude += (metres * Math.sin((heading * Math.PI) / 180)) / ofLongitude;
      latitude += (metres * Math.cos((heading * Math.PI) / 180)) / ofLatitude;
      odometerM += metres;
    }
  }
  return samples;
}

const wanderS = 30;

function gaussian(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** As columns of a segment with the catalogue above. */
export function driveColumns(
  samples: readonly DriveSample[],
  has: DriveOptions["has"] = ["speed", "position", "odometer", "engine"],
): readonly SegmentColumn[] {
  const times = Float64Array.from(samples, ({ atUs }) => atUs);
  const column = (index: number, of: (sample: DriveSample) => number): SegmentColumn => {
    return { kind: "scaled", signal: index, times, raw: Float64Array.from(samples, (sample) => Math.round(of(sample) / (signals[index]?.factor ?? 1))) };
  };
  return [
    ...(has.includes("position") ? [column(0, ({ at }) => at[1]), column(1, ({ at }) => at[0])] : []),
    ...(has.includes("speed") ? [column(2, ({ kmh }) => kmh)] : []),
    ...(has.includes("engine") ? [column(3, ({ rpm }) => rpm)] : []),
    ...(has.includes("odometer") ? [column(4, ({ odometerM }) => odometerM)] : []),
  ];
}

/** As the fold takes them. */
export function driveSeries(samples: readonly DriveSample[], has?: DriveOptions["has"]): readonly TrackSeries[] {
  return driveColumns(samples, has).flatMap((column) => {
    const described = signals[column.signal];
    const track = described === undefined ? undefined : trackSignalOf(described);
    if (described === undefined || track === undefined || column.kind !== "scaled") return [];
    return [{ signal: track, timesUs: column.times, values: column.raw.map((raw) => raw * described.factor) }];
  });
}
