/** Per-signal numbers live in typed arrays that grow by doubling, so that a sample costs no allocation. */
import { agentLimits } from "../limits.ts";

/** @returns room for `index`, and for about as many more; at most `signalsMax` + 1. */
export function roomFor(index: number): number {
  let room = 64;
  while (room <= index) room *= 2;
  return Math.min(room, Math.max(agentLimits.signalsMax, index + 1));
}

/** A larger copy of `numbers`; new places hold `fill`. */
export function grownFloats(numbers: Float64Array, room: number, fill: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(room).fill(fill);
  grown.set(numbers);
  return grown;
}

/** A larger copy of `numbers`; new places hold `fill`. */
export function grownBytes(numbers: Uint8Array, room: number, fill: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(room).fill(fill);
  grown.set(numbers);
  return grown;
}
