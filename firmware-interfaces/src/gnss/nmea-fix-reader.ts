/** NMEA 0183 to fixes: all sentences of one moment are one fix. */
import type { GnssEvent, GnssReader } from "./gnss-reader.ts";
import { NmeaEpoch, sentenceTimeUs } from "./nmea-epoch.ts";
import { NmeaScanner, type NmeaSentence } from "./nmea-scanner.ts";

const dayUs = 86_400_000_000;

/**
 * One per receiver. A fix is complete when a sentence of the next moment comes, or the receiver falls silent
 * (`flush`): which sentence is the last of its moment differs between receivers.
 */
export class NmeaFixReader implements GnssReader {
  readonly #scanner = new NmeaScanner();
  #epoch: NmeaEpoch | undefined;
  /** The last date that was said or followed from one, and the time of day that it was said at. */
  #known: { readonly day: number; readonly timeOfDayUs: number } | undefined;

  /** @param bytes any piece of what the receiver sent. */
  *push(bytes: Uint8Array): Generator<GnssEvent> {
    for (const event of this.#scanner.push(bytes)) {
      const result = event.kind === "problem" ? event : this.#add(event);
      if (result !== undefined) yield result;
    }
  }

  /** Gives out the moment in progress. A live reader calls it when nothing came for a while, so that a fix is not a cycle old. */
  flush(): GnssEvent | undefined {
    const epoch = this.#epoch;
    this.#epoch = undefined;
    return epoch === undefined ? undefined : this.#complete(epoch);
  }

  /** At the end of a recording: what the last line, ended or not, still gives. */
  *finish(): Generator<GnssEvent> {
    for (const event of this.#scanner.finish()) {
      const result = event.kind === "problem" ? event : this.#add(event);
      if (result !== undefined) yield result;
    }
    const last = this.flush();
    if (last !== undefined) yield last;
  }

  #add(sentence: NmeaSentence): GnssEvent | undefined {
    const timeUs = sentenceTimeUs(sentence);
    let completed: GnssEvent | undefined;
    if (timeUs !== undefined && timeUs !== this.#epoch?.timeOfDayUs) {
      completed = this.flush();
      this.#epoch = new NmeaEpoch(timeUs);
    }
    // Before the first time there is no moment to which anything could belong.
    this.#epoch?.add(sentence);
    return completed;
  }

  #complete(epoch: NmeaEpoch): GnssEvent {
    const day = epoch.day ?? this.#followingDay(epoch.timeOfDayUs);
    if (day !== undefined) this.#known = { day, timeOfDayUs: epoch.timeOfDayUs };
    return { kind: "fix", fix: epoch.fix(day) };
  }

  /** A moment without a date is of the last known day, or of the next one when its time of day jumped back past midnight. */
  #followingDay(timeUs: number): number | undefined {
    if (this.#known === undefined) return undefined;
    return this.#known.timeOfDayUs - timeUs > dayUs / 2 ? this.#known.day + 1 : this.#known.day;
  }
}
