/** History is read in tiles of fixed borders, so that moving back and forth asks for each stretch once. */
import type { TimeWindow } from "./view.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Each some 4 times the one before: a zoom step seldom changes the length, and what was read stays of use. */
const tileLengthsMs = [minute, 5 * minute, 15 * minute, hour, 4 * hour, 12 * hour, 2 * day, 8 * day, 32 * day, 128 * day];

/** Points asked for a tile. A tile is half a window or more, a window some 800 to 1,600 pixels. */
export const pointsPerTile = 1_000;

export type Tile = TimeWindow;

/**
 * The tiles to hold for a window: those it touches and, as the next move will need them, those half a tile beyond.
 *
 * @param edgeMs no tile begins after it.
 * @returns ascending, at most 5.
 */
export function tilesFor(window: TimeWindow, edgeMs: number): readonly Tile[] {
  const spanMs = window.toMs - window.fromMs;
  const lengthMs = tileLengthsMs.find((length) => length >= spanMs / 2) ?? 128 * day;
  const first = Math.floor((window.fromMs - lengthMs / 2) / lengthMs);
  const last = Math.floor(Math.min(window.toMs + lengthMs / 2, edgeMs) / lengthMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({ fromMs: (first + index) * lengthMs, toMs: (first + index + 1) * lengthMs }));
}

/** How often the tile that holds the newest data is read again: what the page heard itself fills the time between. */
export function rereadMs(tile: Tile): number {
  return Math.min(Math.max((tile.toMs - tile.fromMs) / 60, 5_000), 60_000);
}
