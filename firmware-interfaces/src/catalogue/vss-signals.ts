/** The COVESA Vehicle Signal Specification as a catalogue of names: what a value is called whatever bus it came from. */
import { vssLines } from "./vss-data.ts";
import { unitOf } from "./units.ts";

export interface VssSignal {
  /** Full name, such as `Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed`. */
  readonly name: string;
  /** VSS type, such as `float`, `uint8`, `boolean`, `string[]`. */
  readonly type: string;
  /** As people write it (`°C`, not `Celsius`); empty when there is none. */
  readonly unit: string;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

let signals: ReadonlyMap<string, VssSignal> | undefined;

/** All signals by name; unpacked when first asked for. */
export function vssSignals(): ReadonlyMap<string, VssSignal> {
  signals ??= unpack(vssLines);
  return signals;
}

function unpack(lines: string): ReadonlyMap<string, VssSignal> {
  const unpacked = new Map<string, VssSignal>();
  for (const line of lines.trim().split("\n")) {
    const [branch = "", rows = ""] = line.split(": ");
    for (const row of rows.split("; ")) {
      const [leaf = "", type = "", unit = "-", min = "-", max = "-"] = row.split(" ");
      const name = `${branch}.${leaf}`;
      unpacked.set(name, { name, type, unit: unit === "-" ? "" : unitOf(unit), min: limitOf(min), max: limitOf(max) });
    }
  }
  return unpacked;
}

function limitOf(text: string): number | undefined {
  return text === "-" ? undefined : Number(text);
}
