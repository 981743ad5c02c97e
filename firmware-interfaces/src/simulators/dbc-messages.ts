import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { DbcEncoder } from "../dbc/dbc-encoder.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";
import type { ScheduledMessage } from "./frame-schedule.ts";
import type { VehicleModel } from "./vehicle-model.ts";
import type { VehicleState } from "./vehicle-state.ts";

/** Physical values of one message at one moment. */
export type MessageValues = (state: VehicleState, count: number, noise: Noise) => Readonly<Record<string, number>>;

/** A sensor's noise: `spread` either way, small values likelier. */
export type Noise = (spread: number) => number;

export function noiseOf(random: SeededRandom): Noise {
  return (spread) => (random.next() + random.next() - 1) * spread;
}

/**
 * Messages of a DBC file with their values; periods come from the file.
 *
 * @throws DrawbarError `DBC_NO_SUCH_MESSAGE` at the first frame when a name is not in the file.
 */
export function dbcMessages(
  file: DbcFile,
  model: VehicleModel,
  random: SeededRandom,
  values: Readonly<Record<string, MessageValues>>,
): readonly ScheduledMessage[] {
  const encoder = new DbcEncoder(file);
  const noise = noiseOf(random);
  return Object.entries(values).map(([name, valuesOf]) => {
    const { id, extended, cycleTimeMs = 1_000 } = encoder.message(name);
    return { id, extended, periodMs: cycleTimeMs, payload: (count) => encoder.encode(name, valuesOf(model.state, count, noise), { outOfRange: "clamp" }) };
  });
}
