/** The up to three values that a list shows of a vehicle. */
import type { HeadlineValue } from "./vehicle-types.ts";

/** What a reading needs to become a headline; live values and stored newest values both have it. */
export interface NamedReading {
  readonly signal: string;
  readonly source: string;
  readonly unit: string;
  readonly decimals: number;
  readonly value?: number | undefined;
  readonly atUs?: number | undefined;
}

/**
 * How fast, how hard, how hot: names of the COVESA catalogue, in order of preference within each.
 *
 * @see https://covesa.github.io/vehicle_signal_specification/
 */
const headlineNames = [
  ["Vehicle.Speed"],
  ["Vehicle.Powertrain.CombustionEngine.Speed", "Vehicle.Powertrain.ElectricMotor.Speed"],
  [
    "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
    "Vehicle.Powertrain.CombustionEngine.ECT",
    "Vehicle.OBD.CoolantTemperature",
    "Vehicle.Powertrain.TractionBattery.Temperature.Average",
  ],
] as const;

const wanted: ReadonlySet<string> = new Set(headlineNames.flat());

/** Whether a signal may stand in a headline; to look at few of a vehicle's thousands of signals. */
export function isHeadline(name: string): boolean {
  return wanted.has(name);
}

/** @returns speed, engine speed and coolant temperature, as far as the vehicle has them; the newest reading where several buses say one. */
export function headlineOf(readings: Iterable<NamedReading>): readonly HeadlineValue[] {
  const newest = new Map<string, HeadlineValue>();
  for (const { signal, source, unit, decimals, value, atUs } of readings) {
    if (value === undefined || atUs === undefined || !wanted.has(signal)) continue;
    const known = newest.get(signal);
    if (known === undefined || known.atUs < atUs) newest.set(signal, { name: signal, source, unit, decimals, value, atUs });
  }
  return headlineNames.flatMap((names) => {
    const name = names.find((candidate) => newest.has(candidate));
    const value = name === undefined ? undefined : newest.get(name);
    return value === undefined ? [] : [value];
  });
}
