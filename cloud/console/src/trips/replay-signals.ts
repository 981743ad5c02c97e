/** Which signals a replay shows when nobody picked any. */
import type { LiveSignal } from "../live/vehicle-store.ts";

/** More small charts than this are no overview. */
export const chartsMost = 6;
const chartsFirst = 4;

/** The first that a vehicle has of each row tells how it was driven, and on what. */
const wanted: readonly RegExp[] = [
  /^Vehicle\.Speed$/,
  /\.CombustionEngine\.Speed$|\.ElectricMotor(\.\w+)?\.Speed$/,
  /\.FuelSystem\.InstantConsumption$|\.TractionBattery\.CurrentPower$/,
  /\.FuelSystem\.(Relative|Absolute)?Level$|\.TractionBattery\.StateOfCharge\.\w+$/,
  /\.CombustionEngine\.Load$|\.Powertrain\.AccumulatedBrakingEnergy$/,
  /\.EngineCoolant\.Temperature$|\.CombustionEngine\.ECT$/,
];

type Known = Pick<LiveSignal, "signal" | "source" | "kind">;

/** @returns sources, at most `chartsMost`: those picked that the vehicle has, else the usual ones, else the first with numbers. */
export function replaySources(signals: readonly Known[], picked: readonly string[]): readonly string[] {
  const numbers = signals.filter(({ kind, signal }) => kind !== "text" && !signal.startsWith("Vehicle.CurrentLocation."));
  const chosen = picked.filter((source) => numbers.some((each) => each.source === source));
  if (chosen.length > 0) return chosen.slice(0, chartsMost);
  const usual = wanted.flatMap((pattern) => numbers.find(({ signal }) => pattern.test(signal))?.source ?? []);
  const rest = numbers.map(({ source }) => source).filter((source) => !usual.includes(source));
  return (usual.length > 0 ? usual : rest).slice(0, chartsFirst);
}

/** What an address says of signals: sources hold slashes and dots, but no blank. */
export function parseSources(text: string | undefined): readonly string[] {
  return text === undefined
    ? []
    : text
        .split(" ")
        .filter((source) => source !== "")
        .slice(0, chartsMost);
}
