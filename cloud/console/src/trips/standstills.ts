/** Where a vehicle stood on its way without ending its trip: at lights, in a queue, to let somebody get in. */
import type { Track } from "./track.ts";
import type { Position } from "./trip-words.ts";

/** Slower than this is standing, as for the end of a trip: 2 km/h in metres a millisecond. */
const standingMPerMs = 2 / 3_600;
/** Shorter ones would fill the list with every junction. */
const shortestMs = 30_000;

export interface Standstill extends Position {
  readonly fromMs: number;
  readonly toMs: number;
}

export function standstillsOf({ at, longitude, latitude, way }: Track): readonly Standstill[] {
  const found: Standstill[] = [];
  let from: number | undefined;
  const close = (until: number) => {
    if (from === undefined) return;
    const [fromMs, toMs] = [at[from] ?? 0, at[until] ?? 0];
    // the ends are the stops before and after the trip
    const isEnd = from === 0 || until === at.length - 1;
    if (!isEnd && toMs - fromMs >= shortestMs) found.push({ fromMs, toMs, longitude: longitude[until] ?? 0, latitude: latitude[until] ?? 0 });
    from = undefined;
  };
  for (let index = 1; index < at.length; index += 1) {
    const elapsedMs = (at[index] ?? 0) - (at[index - 1] ?? 0);
    const isStanding = elapsedMs > 0 && ((way[index] ?? 0) - (way[index - 1] ?? 0)) / elapsedMs < standingMPerMs;
    if (isStanding) from ??= index - 1;
    else close(index - 1);
  }
  close(at.length - 1);
  return found;
}
