/** The one time that map, charts and slider of a replay show. */

/** Seconds of the trip in a second. */
export const speeds = [1, 5, 20, 60] as const;
export type ReplaySpeed = (typeof speeds)[number];

const speedFirst: ReplaySpeed = 20;
/** A frame that came later, as in a tab that was away, does not jump further than this. */
const stepMostMs = 1_000;

export class ReplayClock {
  readonly fromMs: number;
  #toMs: number;
  #atMs: number;
  #isPlaying = false;
  #speed: ReplaySpeed = speedFirst;
  readonly #listeners = new Set<() => void>();

  /** @param atMs where it stands at first; the start when absent or not within the trip. */
  constructor(fromMs: number, toMs: number, atMs = fromMs) {
    this.fromMs = fromMs;
    this.#toMs = Math.max(toMs, fromMs);
    this.#atMs = atMs > this.#toMs || Number.isNaN(atMs) ? fromMs : Math.max(atMs, fromMs);
  }

  get toMs(): number {
    return this.#toMs;
  }

  get atMs(): number {
    return this.#atMs;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get speed(): ReplaySpeed {
    return this.#speed;
  }

  /** @returns ends it. The same function for ever, as React wants it. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows another time, within the trip. */
  seek(atMs: number): void {
    const next = Math.min(Math.max(atMs, this.fromMs), this.#toMs);
    if (next === this.#atMs || Number.isNaN(next)) return;
    this.#atMs = next;
    this.#tell();
  }

  /** From the start again, when it stands at the end. */
  play(): void {
    if (this.#isPlaying || this.#toMs === this.fromMs) return;
    if (this.#atMs >= this.#toMs) this.#atMs = this.fromMs;
    this.#isPlaying = true;
    this.#tell();
  }

  pause(): void {
    if (!this.#isPlaying) return;
    this.#isPlaying = false;
    this.#tell();
  }

  setSpeed(speed: ReplaySpeed): void {
    this.#speed = speed;
    this.#tell();
  }

  /** A trip that lasts has grown. */
  extendTo(toMs: number): void {
    if (toMs <= this.#toMs) return;
    this.#toMs = toMs;
    this.#tell();
  }

  /** @param elapsedMs real time since the last call; nothing happens while it does not play. */
  advance(elapsedMs: number): void {
    if (!this.#isPlaying) return;
    this.#atMs = Math.min(this.#atMs + Math.min(elapsedMs, stepMostMs) * this.#speed, this.#toMs);
    if (this.#atMs >= this.#toMs) this.#isPlaying = false;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
