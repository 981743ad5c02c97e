/** Which of thousands of places a vehicle may be in: a packed R-tree over their boxes. */
import Flatbush from "flatbush";
import type { Coordinate } from "./geodesy.ts";
import { widened, type PreparedShape } from "./prepared-shape.ts";

/** A place's shape for as long as it was drawn so. */
export interface Fence {
  readonly placeId: string;
  /** Microseconds since 1970, by the cloud's clock: before, it was not there. */
  readonly fromUs: number;
  /** Not including; infinite for the one that holds. */
  readonly untilUs: number;
  readonly hysteresisM: number;
  readonly dwellUs: number;
  readonly shape: PreparedShape;
}

/**
 * Made anew when a place changes, which takes a few milliseconds for 10,000 of them; asked a thousand times a second.
 * A tree of boxes and not a grid of cells: shapes are as small as a yard and as long as a motorway.
 */
export class FenceIndex {
  readonly #boxes: Flatbush | undefined;
  readonly #ofBox: readonly Fence[];
  readonly #ofPlace = new Map<string, Fence[]>();
  readonly size: number;

  constructor(fences: readonly Fence[]) {
    this.size = fences.length;
    const entries = fences.flatMap((fence) => {
      const box = widened(fence.shape.box, fence.hysteresisM);
      // Beyond the antimeridian once more, at the longitudes that fixes there have.
      const shifts = [0, ...(box.east > 180 ? [-360] : []), ...(box.west < -180 ? [360] : [])];
      return shifts.map((shift) => ({ fence, box: { ...box, west: box.west + shift, east: box.east + shift } }));
    });
    this.#ofBox = entries.map(({ fence }) => fence);
    for (const fence of fences) {
      const versions = this.#ofPlace.get(fence.placeId);
      if (versions === undefined) this.#ofPlace.set(fence.placeId, [fence]);
      else versions.push(fence);
    }
    if (entries.length === 0) return;
    this.#boxes = new Flatbush(entries.length);
    for (const { box } of entries) this.#boxes.add(box.west, box.south, box.east, box.north);
    this.#boxes.finish();
  }

  /** Fences of that time in or near whose box the place lies; each once. */
  near([longitude, latitude]: Coordinate, atUs: number): readonly Fence[] {
    const found = this.#boxes?.search(longitude, latitude, longitude, latitude) ?? [];
    const fences: Fence[] = [];
    for (const index of found) {
      const fence = this.#ofBox[index];
      if (fence !== undefined && isOfTime(fence, atUs) && !fences.includes(fence)) fences.push(fence);
    }
    return fences;
  }

  all(): readonly Fence[] {
    return [...this.#ofPlace.values()].flat();
  }

  /** @returns `undefined` when the place was not there at that time, or is gone. */
  at(placeId: string, atUs: number): Fence | undefined {
    return this.#ofPlace.get(placeId)?.find((fence) => isOfTime(fence, atUs));
  }
}

function isOfTime({ fromUs, untilUs }: Fence, atUs: number): boolean {
  return fromUs <= atUs && atUs < untilUs;
}
