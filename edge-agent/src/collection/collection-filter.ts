/**
 * Decides sample by sample what is kept. Pure: the sample's own time is the only clock, so a recording gives the
 * same result at any speed. Numbers of a signal lie in typed arrays; a sample costs no allocation.
 */
import type { CollectionRule } from "./collection-rule.ts";
import { grownFloats, roomFor } from "../signals/growable.ts";

export class CollectionFilter {
  #silenceMaxUs = new Float64Array(0);
  #intervalMinUs = new Float64Array(0);
  #deadbandRaw = new Float64Array(0);
  #keptAtUs = new Float64Array(0);
  #keptRaw = new Float64Array(0);
  readonly #keptOther = new Map<number, bigint | string>();

  /**
   * Sets the rule of a signal; what it remembers of the signal starts afresh.
   *
   * @param factor of the signal: a dead band of 0.5 km/h at 0.01 km/h per bit is 50 bits.
   */
  define(signal: number, rule: CollectionRule, factor: number): void {
    if (signal >= this.#keptRaw.length) this.#grow(roomFor(signal));
    // A silence of 0 keeps everything: the comparison of the hot path then needs no case of its own.
    this.#silenceMaxUs[signal] = rule.mode === "all" ? 0 : rule.silenceMaxMs * 1_000;
    this.#intervalMinUs[signal] = rule.intervalMinMs * 1_000;
    this.#deadbandRaw[signal] = factor === 0 ? 0 : rule.deadband / Math.abs(factor);
    this.#keptAtUs[signal] = Number.NEGATIVE_INFINITY;
    this.#keptOther.delete(signal);
  }

  /**
   * @param raw of a `scaled` or `float` signal.
   * @returns whether the sample is to be kept; then it is what the next ones are compared with.
   */
  keeps(signal: number, atUs: number, raw: number): boolean {
    const sinceUs = atUs - (this.#keptAtUs[signal] as number); // defined for every signal before its first sample
    if (sinceUs < (this.#silenceMaxUs[signal] as number)) {
      // A clock set back makes `since` negative: the first sample afterwards is kept, so that both sides of the step are there.
      if (sinceUs >= 0 && (sinceUs < (this.#intervalMinUs[signal] as number) || !this.#differs(signal, raw))) return false;
    }
    this.#keptAtUs[signal] = atUs;
    this.#keptRaw[signal] = raw;
    return true;
  }

  /** The same for signals whose values are text or 64-bit integers: any change counts. */
  keepsOther(signal: number, atUs: number, value: bigint | string): boolean {
    const sinceUs = atUs - (this.#keptAtUs[signal] as number); // defined for every signal before its first sample
    if (sinceUs < (this.#silenceMaxUs[signal] as number)) {
      if (sinceUs >= 0 && (sinceUs < (this.#intervalMinUs[signal] as number) || this.#keptOther.get(signal) === value)) return false;
    }
    this.#keptAtUs[signal] = atUs;
    this.#keptOther.set(signal, value);
    return true;
  }

  #differs(signal: number, raw: number): boolean {
    const kept = this.#keptRaw[signal] as number; // as above
    const deadband = this.#deadbandRaw[signal] as number;
    // Written so that a float that turns into "not a number", or back, is a change.
    return deadband === 0 ? !Object.is(raw, kept) : !(Math.abs(raw - kept) <= deadband) && !(Number.isNaN(raw) && Number.isNaN(kept));
  }

  #grow(room: number): void {
    this.#silenceMaxUs = grownFloats(this.#silenceMaxUs, room, 0);
    this.#intervalMinUs = grownFloats(this.#intervalMinUs, room, 0);
    this.#deadbandRaw = grownFloats(this.#deadbandRaw, room, 0);
    this.#keptAtUs = grownFloats(this.#keptAtUs, room, Number.NEGATIVE_INFINITY);
    this.#keptRaw = grownFloats(this.#keptRaw, room, 0);
  }
}
