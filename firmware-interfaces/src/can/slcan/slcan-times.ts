/**
 * An adapter's milliseconds, which run around after a minute, to microseconds since 1970. A frame cannot arrive before it was
 * stamped, so the smallest delay seen between stamp and arrival is the best guess at the distance of the two clocks.
 */
import { slcanClockMs } from "./slcan-lines.ts";

/** How fast two cheap oscillators may part; the distance may grow by so much, or the fastest frame of the first minute would count for ever. */
const driftPpm = 200;
/** A distance that is off by more was no jitter: this machine's clock was set. */
const jumpUs = 5_000_000;

export class SlcanTimes {
  #deviceUs = 0;
  #lastStampMs: number | undefined;
  #lastArrivalUs = 0;
  #distanceUs = 0;

  /** @param arrivalUs microseconds since 1970 when the line was read. @returns microseconds since 1970, never after `arrivalUs`. */
  timeOf(stampMs: number, arrivalUs: number): number {
    const sinceUs = this.#unwrap(stampMs, arrivalUs);
    const seenUs = arrivalUs - this.#deviceUs;
    const grownUs = this.#distanceUs + (Math.max(0, sinceUs) * driftPpm) / 1_000_000;
    const isFirst = this.#lastStampMs === undefined;
    this.#distanceUs = isFirst || Math.abs(seenUs - grownUs) > jumpUs ? seenUs : Math.min(seenUs, grownUs);
    this.#lastStampMs = stampMs;
    this.#lastArrivalUs = arrivalUs;
    return Math.floor(this.#deviceUs + this.#distanceUs);
  }

  /** @returns microseconds that the device's clock went on. */
  #unwrap(stampMs: number, arrivalUs: number): number {
    if (this.#lastStampMs === undefined) {
      this.#deviceUs = stampMs * 1_000;
      return 0;
    }
    // Silence may have lasted for several minutes: the arrival says how many, the stamp the rest.
    const stepMs = (stampMs - this.#lastStampMs + slcanClockMs) % slcanClockMs;
    const elapsedMs = (arrivalUs - this.#lastArrivalUs) / 1_000;
    const turns = Math.max(0, Math.round((elapsedMs - stepMs) / slcanClockMs));
    const sinceUs = (stepMs + turns * slcanClockMs) * 1_000;
    this.#deviceUs += sinceUs;
    return sinceUs;
  }
}
