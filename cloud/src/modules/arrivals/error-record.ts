/** How far off estimates were, so that the next one can say how far off it may be. */
import type { EstimateBasis, JudgedEstimate } from "./arrival-types.ts";
import { arrivalLimits, arrivalRules } from "./limits.ts";

/** Factors on the time that is left. */
export interface ErrorBand {
  readonly low: number;
  /** By how much estimates of this kind are wrong in the middle. */
  readonly middle: number;
  readonly high: number;
  /** Judged estimates that it is taken from. */
  readonly count: number;
}

/** Short ways are relatively less certain than long ones, and each is judged by its like. */
const bands = [600, 2_400] as const;

export class ErrorRecord {
  /** Logarithms of what it took over what was estimated, in spreads. */
  readonly #misses = new Map<string, number[]>();

  add({ basis, estimatedS, actualS, spread }: JudgedEstimate): void {
    if (!(estimatedS > 0 && actualS > 0 && spread > 0)) return;
    const key = keyOf(basis, estimatedS);
    const known = this.#misses.get(key) ?? [];
    known.push(Math.log(actualS / estimatedS) / spread);
    if (known.length > arrivalLimits.judgedMax) known.shift();
    this.#misses.set(key, known);
  }

  /**
   * Split conformal prediction, normalised: of the misses that were made, those that one in ten was below and above, wider
   * where earlier journeys differ more; before any was made, a wide guess.
   */
  bandFor(basis: EstimateBasis, estimatedS: number, spread: number): ErrorBand {
    const misses = (this.#misses.get(keyOf(basis, estimatedS)) ?? []).toSorted((left, right) => left - right);
    const count = misses.length;
    const trust = count / (count + arrivalRules.priorErrorCount);
    const blended = (share: number, prior: number): number => Math.exp((trust * quantile(misses, share) + (1 - trust) * prior) * spread);
    const middle = Math.exp(trust * 0.5 * quantile(misses, 0.5) * spread);
    return {
      low: Math.min(blended(0.1, -arrivalRules.priorSpreads), middle),
      middle,
      high: Math.max(blended(0.9, arrivalRules.priorSpreads), middle),
      count,
    };
  }
}

function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? 0;
  return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? low) - low);
}

function keyOf(basis: EstimateBasis, estimatedS: number): string {
  return `${basis}/${bands.filter((bound) => estimatedS >= bound).length}`;
}
