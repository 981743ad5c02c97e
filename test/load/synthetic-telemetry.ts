/**
 * A drive as a bus of a truck would give it, from a seed: 20 signals with the resolution and range of real ones in three
 * messages of 10, 5 and 1 Hz (121 samples a second), times with a little jitter. Values are a walk with standstills.
 */
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import type { SegmentColumn } from "@drawbar/proto/segment/segment-types.ts";

export type ScaledColumn = Extract<SegmentColumn, { readonly kind: "scaled" }>;

interface SyntheticSignal {
  readonly name: string;
  readonly factor: number;
  readonly hz: 10 | 5 | 1;
  /** Raw numbers. */
  readonly start: number;
  readonly min: number;
  readonly max: number;
  /** Largest change from one sample to the next. */
  readonly stepMax: number;
  /** Likelihood that it changes at all. */
  readonly moves: number;
}

function signal(
  name: string,
  factor: number,
  start: number,
  stepMax: number,
  hz: SyntheticSignal["hz"],
  min: number,
  max: number,
  moves: number,
): SyntheticSignal {
  return { name, factor, start, stepMax, hz, min, max, moves };
}

const odometer = "Vehicle.TraveledDistance";

export const syntheticSignals: readonly SyntheticSignal[] = [
  signal("Vehicle.Speed", 0.01, 5_000, 40, 10, 0, 25_000, 0.9),
  signal("Powertrain.CombustionEngine.Speed", 0.125, 12_000, 300, 10, 0, 65_000, 0.95),
  signal("Powertrain.CombustionEngine.EngineOilTemp", 0.5, 180, 1, 1, 0, 400, 0.1),
  signal("Powertrain.CombustionEngine.ECT", 0.5, 170, 1, 1, 0, 400, 0.1),
  signal("OBD.ThrottlePosition", 0.4, 60, 8, 10, 0, 255, 0.6),
  signal("OBD.EngineLoad", 0.4, 90, 6, 10, 0, 255, 0.7),
  signal("OBD.MAF", 0.01, 1_500, 60, 10, 0, 65_535, 0.95),
  signal("OBD.IntakeTemp", 1, 60, 1, 1, 0, 215, 0.05),
  signal("OBD.ShortTermFuelTrim1", 0.78, 128, 2, 5, 0, 255, 0.4),
  signal("OBD.FuelLevel", 0.4, 200, 1, 1, 0, 255, 0.01),
  signal("Vehicle.CurrentLocation.Latitude", 1e-7, 523_456_789, 900, 5, -9e8, 9e8, 1),
  signal("Vehicle.CurrentLocation.Longitude", 1e-7, 48_901_234, 900, 5, -1.8e9, 1.8e9, 1),
  signal("Vehicle.CurrentLocation.Heading", 0.1, 900, 6, 5, 0, 3_599, 0.7),
  signal(odometer, 0.005, 20_000_000, 3, 10, 0, 2e9, 1),
  signal("Vehicle.LowVoltageBattery.CurrentVoltage", 0.01, 1_380, 3, 5, 800, 1_600, 0.5),
  signal("Chassis.SteeringWheel.Angle", 0.1, 0, 20, 10, -7_800, 7_800, 0.7),
  signal("Chassis.Brake.PedalPosition", 0.4, 0, 4, 10, 0, 255, 0.2),
  signal("Powertrain.Transmission.CurrentGear", 1, 4, 1, 10, -1, 8, 0.02),
  signal("Chassis.Axle.Row1.Wheel.Left.Tire.Pressure", 0.1, 2_300, 1, 1, 0, 4_000, 0.02),
  signal("Powertrain.BatterySoC", 0.01, 7_000, 1, 1, 0, 10_000, 0.1),
];

/** Bits per sample over 8, were the distribution of each signal's steps known beforehand: what no code of steps beats. */
export const syntheticEntropyFloor = 0.546;

export const syntheticCatalogue: readonly CatalogueSignal[] = syntheticSignals.map(({ name, factor }) => ({
  name,
  source: `can0/${name}`,
  unit: "",
  kind: "scaled",
  factor,
  offset: 0,
  decimals: 2,
}));

const ticksPerSecond = 10;
const tickMs = 100;

/**
 * @param startUs of the first sample; whole milliseconds.
 * @returns a column per signal, numbered from 0 as in `syntheticSignals`; every column has its own copy of its times, as
 *   an agent's have.
 */
export function syntheticDrive(seed: number, seconds: number, startUs = 1_760_000_000_000_000): ScaledColumn[] {
  const random = new SeededRandom(seed);
  const isFixed = (name: string): boolean => name.startsWith("Vehicle.CurrentLocation.L");
  const state = syntheticSignals.map(({ name, start }) => Math.round(start * (isFixed(name) ? 1 : 0.8 + 0.4 * random.next())));
  const columns = syntheticSignals.map(({ hz }, index): ScaledColumn => ({
    kind: "scaled",
    signal: index,
    times: new Float64Array(seconds * hz),
    raw: new Float64Array(seconds * hz),
  }));
  for (let tick = 0; tick < seconds * ticksPerSecond; tick++) {
    const jitterMs = new Map<number, number>();
    for (const [index, { name, hz, moves, stepMax, min, max }] of syntheticSignals.entries()) {
      const ticksApart = ticksPerSecond / hz;
      if (tick % ticksApart !== 0) continue;
      const lateMs = jitterMs.get(hz) ?? (random.chance(0.7) ? 0 : random.below(3));
      jitterMs.set(hz, lateMs);
      let value = state[index] ?? 0;
      if (random.chance(moves)) {
        const step = name === odometer ? 2 + random.below(2) : Math.round((random.next() * 2 - 1) * stepMax);
        value = Math.min(max, Math.max(min, value + step));
      }
      state[index] = value;
      const place = tick / ticksApart;
      const column = columns[index];
      if (column === undefined) continue;
      column.times[place] = startUs + (tick * tickMs + lateMs) * 1_000;
      column.raw[place] = value;
    }
  }
  return columns;
}
