/**
 * When a catalogue that has grown should go out ahead of a full segment: live values are read by it. New signals come in
 * bursts (a J1939 source wakes up), so a burst is given time to end, and each next one more.
 */
const delayUs = { min: 1_000_000, max: 16_000_000 } as const;

export class CatalogueGrowth {
  #grewMonoUs: number | undefined;
  #delayUs: number = delayUs.min;

  /**
   * @param hasGrown whether there are signals that no sealed segment has made known.
   * @returns true when it is time to seal what is open.
   */
  isDue(monoUs: number, hasGrown: boolean): boolean {
    if (!hasGrown) {
      this.#grewMonoUs = undefined;
      return false;
    }
    this.#grewMonoUs ??= monoUs;
    if (monoUs - this.#grewMonoUs < this.#delayUs) return false;
    this.#grewMonoUs = undefined;
    this.#delayUs = Math.min(this.#delayUs * 2, delayUs.max);
    return true;
  }
}
