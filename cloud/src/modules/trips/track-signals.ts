/** Which signals say how a vehicle moves, by the names of the COVESA catalogue. */
import type { TrackKind } from "./track-types.ts";

/** @see https://covesa.github.io/vehicle_signal_specification/ */
const kindOfName: Readonly<Record<string, TrackKind>> = {
  "Vehicle.CurrentLocation.Latitude": "latitude",
  "Vehicle.CurrentLocation.Longitude": "longitude",
  "Vehicle.CurrentLocation.HorizontalAccuracy": "accuracy",
  "Vehicle.Speed": "speed",
  "Vehicle.Powertrain.CombustionEngine.Speed": "engine",
  "Vehicle.TraveledDistance": "odometer",
  "Vehicle.LowVoltageSystemState": "ignition",
};

export const trackSignalNames: readonly string[] = Object.keys(kindOfName);

/** Enough to draw where it was. */
export const positionSignalNames: readonly string[] = trackSignalNames.filter((name) => name.startsWith("Vehicle.CurrentLocation."));

export interface TrackSignal {
  readonly kind: TrackKind;
  /** Orders signals of one kind. */
  readonly source: string;
  /** To degrees, km/h, rpm, metres. */
  readonly factor: number;
}

/** @returns `undefined` for a signal that says nothing about it, or in a unit that is not known. */
export function trackSignalOf({ name, source, unit }: { readonly name: string; readonly source: string; readonly unit: string }): TrackSignal | undefined {
  const kind = kindOfName[name];
  if (kind === undefined) return undefined;
  const factor = kind === "speed" ? speedFactors[unit] : kind === "odometer" ? lengthFactors[unit] : 1;
  return factor === undefined ? undefined : { kind, source, factor };
}

/** Without a unit it is the catalogue's. */
const speedFactors: Readonly<Record<string, number>> = { "km/h": 1, "": 1, "m/s": 3.6, mph: 1.609_344 };
const lengthFactors: Readonly<Record<string, number>> = { m: 1, "": 1, km: 1_000, mi: 1_609.344 };

/** Words of VSS `LowVoltageSystemState`. @returns 1 on, 0 off, `undefined` for what says neither. */
export function ignitionOf(word: string): number | undefined {
  if (word === "ON" || word === "START") return 1;
  return word === "OFF" || word === "LOCK" || word === "ACC" ? 0 : undefined;
}
