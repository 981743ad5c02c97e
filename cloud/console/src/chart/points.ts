/** One signal over time, as a chart holds it: every point may stand for several samples. */
export interface Points {
  /** Milliseconds since 1970, ascending: the time of a sample, or the start of the span a point stands for. */
  readonly at: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Samples behind the point, at least 1. */
  readonly count: readonly number[];
}

export const noPoints: Points = { at: [], mean: [], low: [], high: [], count: [] };

/** A stretch without samples and why. `unknown`: nothing came and nobody said why. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: "asleep" | "lost" | "to-come" | "unknown";
  /** How many samples are missing, where that is known. */
  readonly samples?: number | undefined;
}

/**
 * Puts parts that follow each other into one.
 *
 * @param parts ascending; where a part begins before the one before it ended, the later part wins.
 */
export function joinParts(parts: readonly Points[]): Points {
  const filled = parts.filter((part) => part.at.length > 0);
  const [first] = filled;
  if (first === undefined) return noPoints;
  if (filled.length === 1) return first;
  return filled.map((part, index) => cut(part, Number.NEGATIVE_INFINITY, filled[index + 1]?.at[0] ?? Number.POSITIVE_INFINITY)).reduce(concat);
}

/**
 * Continues what the store holds with what this page heard since, without a seam and without counting a sample twice.
 *
 * The store's last point may be half filled. Where the page has heard everything since its start, the page's own samples replace it.
 */
export function joinLive(history: Points, live: Points): Points {
  const lastAt = history.at.at(-1);
  const liveFrom = live.at[0];
  if (lastAt === undefined) return live;
  if (liveFrom === undefined) return history;
  if (liveFrom <= lastAt) return concat(cut(history, Number.NEGATIVE_INFINITY, lastAt), cut(live, lastAt, Number.POSITIVE_INFINITY));
  return concat(history, live);
}

/** @returns the points with `fromMs <= at < toMs`. */
export function cut(points: Points, fromMs: number, toMs: number): Points {
  const from = firstAtOrAfter(points.at, fromMs);
  const to = firstAtOrAfter(points.at, toMs);
  if (from === 0 && to === points.at.length) return points;
  return {
    at: points.at.slice(from, to),
    mean: points.mean.slice(from, to),
    low: points.low.slice(from, to),
    high: points.high.slice(from, to),
    count: points.count.slice(from, to),
  };
}

/**
 * Merges points into steps of equal length, so that a pixel is never asked to show two.
 *
 * @param stepMs steps start at multiples of it: the same samples give the same points wherever the window stands, so a moving chart does not shimmer.
 */
export function mergeSteps(points: Points, stepMs: number): Points {
  const merged = { at: [] as number[], mean: [] as number[], low: [] as number[], high: [] as number[], count: [] as number[] };
  let index = 0;
  while (index < points.at.length) {
    const end = (Math.floor((points.at[index] ?? 0) / stepMs) + 1) * stepMs;
    let [count, sum, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (; index < points.at.length && (points.at[index] ?? 0) < end; index += 1) {
      const samples = points.count[index] ?? 1;
      count += samples;
      sum += samples * (points.mean[index] ?? 0);
      low = Math.min(low, points.low[index] ?? low);
      high = Math.max(high, points.high[index] ?? high);
    }
    merged.at.push(end - stepMs);
    merged.mean.push(sum / count);
    merged.low.push(low);
    merged.high.push(high);
    merged.count.push(count);
  }
  return merged;
}

/** @returns the index of the first value not below `limit`; the length when all are below. */
export function firstAtOrAfter(ascending: readonly number[], limit: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] ?? 0) < limit) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** @returns the index of the point nearest in time; -1 when there is none. */
export function nearest(at: readonly number[], timeMs: number): number {
  const after = firstAtOrAfter(at, timeMs);
  if (after === 0) return at.length === 0 ? -1 : 0;
  const before = after - 1;
  if (after === at.length) return before;
  return timeMs - (at[before] ?? 0) <= (at[after] ?? 0) - timeMs ? before : after;
}

function concat(a: Points, b: Points): Points {
  return {
    at: [...a.at, ...b.at],
    mean: [...a.mean, ...b.mean],
    low: [...a.low, ...b.low],
    high: [...a.high, ...b.high],
    count: [...a.count, ...b.count],
  };
}
