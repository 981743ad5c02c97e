/**
 * When a vehicle enters and leaves places, as a fold over its positions in order of time: the same positions give the
 * same crossings, however they came.
 */
import type { Fence, FenceIndex } from "./fence-index.ts";
import type { Coordinate } from "./geodesy.ts";

/** A vehicle's stay in a place, or what may become one. Plain JSON: it is kept between batches of positions. */
export interface Stay {
  readonly placeId: string;
  /** First position inside. */
  readonly sinceUs: number;
  /** Inside for as long as the place asks for. */
  readonly hasEntered: boolean;
  /** First position beyond the line since the last one inside, as long as it is not far enough beyond it; 0 when there is none. */
  readonly outsideUs: number;
}

/** In order of their place's id, so that equal states are written equally. */
export type Stays = readonly Stay[];

export interface Crossing {
  readonly placeId: string;
  /** found: inside at the first position since the place was drawn, or the first of all; nobody saw it enter. */
  readonly kind: "entered" | "left" | "found";
  /** Of the first position on the other side of the line. */
  readonly atUs: number;
  /** Of the position that made it certain: far enough, or long enough, on the other side. */
  readonly certainUs: number;
  readonly at: Coordinate;
  /** Of a vehicle that left: since when it was inside. */
  readonly insideSinceUs?: number | undefined;
}

/**
 * @param before time of the position before; `undefined` for the first.
 * @returns the stays after this position; the same object when nothing changed. Crossings are added to `into`.
 */
export function stepStays(stays: Stays, index: FenceIndex, at: Coordinate, atUs: number, before: number | undefined, into: Crossing[]): Stays {
  const near = index.near(at, atUs);
  if (near.length === 0 && stays.length === 0) return stays;
  const next = new Map<string, Stay>();
  let isChanged = false;
  for (const stay of stays) {
    const fence = index.at(stay.placeId, atUs);
    const stepped = fence === undefined ? undefined : stepStay(stay, fence, at, atUs, into);
    if (stepped !== stay) isChanged = true;
    if (stepped !== undefined) next.set(stay.placeId, stepped);
  }
  for (const fence of near) {
    if (stays.some(({ placeId }) => placeId === fence.placeId) || !fence.shape.contains(at)) continue;
    isChanged = true;
    const { placeId } = fence;
    const wasSeen = before !== undefined && before >= fence.fromUs;
    const hasEntered = fence.dwellUs === 0 || !wasSeen;
    if (hasEntered) into.push({ placeId, kind: wasSeen ? "entered" : "found", atUs, certainUs: atUs, at });
    next.set(placeId, { placeId, sinceUs: atUs, hasEntered, outsideUs: 0 });
  }
  if (!isChanged) return stays;
  return [...next.values()].sort((left, right) => (left.placeId < right.placeId ? -1 : 1));
}

function stepStay(stay: Stay, fence: Fence, at: Coordinate, atUs: number, into: Crossing[]): Stay | undefined {
  const { placeId, sinceUs, hasEntered, outsideUs } = stay;
  if (fence.shape.contains(at)) {
    const isLongEnough = hasEntered || atUs - sinceUs >= fence.dwellUs;
    if (isLongEnough && !hasEntered) into.push({ placeId, kind: "entered", atUs: sinceUs, certainUs: atUs, at });
    return isLongEnough === hasEntered && outsideUs === 0 ? stay : { placeId, sinceUs, hasEntered: isLongEnough, outsideUs: 0 };
  }
  if (fence.shape.isWithin(at, fence.hysteresisM)) return outsideUs === 0 ? { ...stay, outsideUs: atUs } : stay;
  if (hasEntered) into.push({ placeId, kind: "left", atUs: outsideUs === 0 ? atUs : outsideUs, certainUs: atUs, at, insideSinceUs: sinceUs });
  return undefined;
}
