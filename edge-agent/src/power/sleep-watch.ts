/**
 * Tells a vehicle whose ignition is off from one that is lost: its controllers fall silent, and its buses are up.
 * A bus that is down says nothing about the ignition.
 */
export class SleepWatch {
  readonly #afterUs: number;
  #heardMonoUs: number | undefined;
  #isAsleep = false;

  constructor(options: { readonly afterUs: number }) {
    this.#afterUs = options.afterUs;
  }

  /** Frames came. */
  heard(monoUs: number): void {
    this.#heardMonoUs = monoUs;
    this.#isAsleep = false;
  }

  /** @returns true once, when the vehicle has fallen asleep. A vehicle that was never heard is not asleep. */
  fellAsleep(monoUs: number, areBusesUp: boolean): boolean {
    if (this.#isAsleep || !areBusesUp || this.#heardMonoUs === undefined || monoUs - this.#heardMonoUs < this.#afterUs) return false;
    this.#isAsleep = true;
    return true;
  }
}
