/** Which signals somebody looks at, and until when. Watches overlap and expire by the monotonic clock; none is ever taken back. */
import type { Watch } from "@drawbar/proto/link/live.ts";
import { agentLimits } from "../limits.ts";

export class WatchList {
  readonly #untilMonoUs = new Map<number, number>();
  #allUntilMonoUs = Number.NEGATIVE_INFINITY;

  /**
   * @param isOurs whether the watch's catalogue is one of this process; the indices of another mean something else,
   *   and whoever looks is better served with every signal than with the wrong ones.
   */
  add(watch: Watch, isOurs: boolean, monoUs: number): void {
    const untilMonoUs = monoUs + Math.min(watch.forMs, agentLimits.watchMsMax) * 1_000;
    if (watch.signals.length === 0 || !isOurs) {
      this.#allUntilMonoUs = Math.max(this.#allUntilMonoUs, untilMonoUs);
      return;
    }
    for (const signal of watch.signals) {
      const known = this.#untilMonoUs.get(signal);
      if (known === undefined && this.#untilMonoUs.size >= agentLimits.watchedSignalsMax) return;
      this.#untilMonoUs.set(signal, Math.max(known ?? untilMonoUs, untilMonoUs));
    }
  }

  /** Forgets what has expired. @returns whether anything is watched. */
  isWatched(monoUs: number): boolean {
    for (const [signal, untilMonoUs] of this.#untilMonoUs) if (untilMonoUs <= monoUs) this.#untilMonoUs.delete(signal);
    return this.#untilMonoUs.size > 0 || this.#allUntilMonoUs > monoUs;
  }

  /** The signals to send now, of the first `signals` of the catalogue. */
  *watched(signals: number, monoUs: number): Generator<number> {
    if (this.#allUntilMonoUs > monoUs) {
      for (let signal = 0; signal < Math.min(signals, agentLimits.watchedSignalsMax); signal++) yield signal;
      return;
    }
    for (const [signal, untilMonoUs] of this.#untilMonoUs) if (untilMonoUs > monoUs && signal < signals) yield signal;
  }
}
