/** The newest sample of each signal, kept or not: what the live path shows. Typed arrays; a sample costs two stores. */
import { grownFloats, roomFor } from "../signals/growable.ts";

export class NewestValues {
  #atUs = new Float64Array(0);
  #raw = new Float64Array(0);

  /** Makes room for a signal; called once, before its first sample. */
  define(signal: number): void {
    if (signal < this.#raw.length) return;
    const room = roomFor(signal);
    this.#atUs = grownFloats(this.#atUs, room, Number.NaN);
    this.#raw = grownFloats(this.#raw, room, Number.NaN);
  }

  note(signal: number, atUs: number, raw: number): void {
    this.#atUs[signal] = atUs;
    this.#raw[signal] = raw;
  }

  /** Wall time of the newest sample; NaN when there was none. */
  atUs(signal: number): number {
    return this.#atUs[signal] ?? Number.NaN;
  }

  raw(signal: number): number {
    return this.#raw[signal] ?? Number.NaN;
  }
}
