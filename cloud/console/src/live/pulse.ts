import { serverNowMs } from "./server-clock.ts";

/** Live values change on screen at most 4 times a second: faster cannot be read, and costs frames. */
export const beatMs = 250;

/**
 * The console's one heartbeat. Whatever changes with time (values, ages, charts) changes on a beat, together, and stands still while held.
 *
 * Holding is WCAG 2.2.2: what updates by itself can be paused.
 */
export class Pulse {
  readonly #listeners = new Map<() => void, number>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #beat = 0;
  #nowMs = serverNowMs();
  #heldAtMs: number | undefined;

  /** The time of the last beat, by the cloud's clock. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Since when everything stands still; `undefined` while it does not. */
  get heldAtMs(): number | undefined {
    return this.#heldAtMs;
  }

  /** Calls the listener 4 times a second. @returns ends it. The same function for ever, as React wants it. */
  readonly onBeat = (listener: () => void): (() => void) => this.#subscribe(listener, 1);

  /** Calls the listener once a second. @returns ends it. */
  readonly onSecond = (listener: () => void): (() => void) => this.#subscribe(listener, 4);

  /** Shows at once what people wait for, such as the first answer; not while held. */
  beatNow(): void {
    if (this.#heldAtMs !== undefined) return;
    this.#nowMs = serverNowMs();
    this.#tell(() => true);
  }

  hold(): void {
    this.#heldAtMs = this.#nowMs;
    this.#tell(() => true);
  }

  release(): void {
    this.#heldAtMs = undefined;
    this.#nowMs = serverNowMs();
    this.#tell(() => true);
  }

  #subscribe(listener: () => void, everyBeats: number): () => void {
    this.#listeners.set(listener, everyBeats);
    this.#timer ??= setInterval(() => this.#advance(), beatMs);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  #advance(): void {
    if (this.#heldAtMs !== undefined) return;
    this.#beat += 1;
    this.#nowMs = serverNowMs();
    this.#tell((everyBeats) => this.#beat % everyBeats === 0);
  }

  #tell(isDue: (everyBeats: number) => boolean): void {
    for (const [listener, everyBeats] of this.#listeners) if (isDue(everyBeats)) listener();
  }
}
