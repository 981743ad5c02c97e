import type { LiveSignal } from "../live/vehicle-store.ts";

/** What a first look wants to see, in this order. */
const wanted = ["Vehicle.Speed", "Vehicle.Powertrain.CombustionEngine.Speed"];

/** @returns the source of the signal shown when none is picked: speed, else the first with numbers. */
export function defaultSource(signals: readonly Pick<LiveSignal, "signal" | "source" | "kind">[]): string | undefined {
  const found = wanted.map((name) => signals.find((signal) => signal.signal === name)).find((signal) => signal !== undefined);
  return (found ?? signals.find((signal) => signal.kind !== "text") ?? signals[0])?.source;
}
