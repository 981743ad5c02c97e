/** A receiver that is sending now: its bytes to events, with the fix of a moment given out as soon as the receiver falls silent. */
import type { Timer, TimerHandle } from "../can/timer.ts";
import type { GnssEvent, GnssReader } from "./gnss-reader.ts";
import { gnssLimits } from "./limits.ts";

/** One per connection; the reader of a serial port's or a socket's byte stream. It opens nothing itself. */
export class GnssLive {
  readonly #reader: GnssReader;
  readonly #timer: Timer;
  readonly #onEvent: (event: GnssEvent) => void;
  #idle: TimerHandle | undefined;

  constructor(options: { readonly reader: GnssReader; readonly timer: Timer; readonly onEvent: (event: GnssEvent) => void }) {
    this.#reader = options.reader;
    this.#timer = options.timer;
    this.#onEvent = options.onEvent;
  }

  onBytes(bytes: Uint8Array): void {
    this.#idle?.cancel();
    for (const event of this.#reader.push(bytes)) this.#onEvent(event);
    this.#idle = this.#timer.after(gnssLimits.idleMs, () => this.#flush());
  }

  /** The line is gone: what was complete is given out, half a sentence is not. */
  onEnd(): void {
    this.stop();
    this.#flush();
  }

  /** After it no event comes any more. */
  stop(): void {
    this.#idle?.cancel();
    this.#idle = undefined;
  }

  #flush(): void {
    const event = this.#reader.flush();
    if (event !== undefined) this.#onEvent(event);
  }
}
