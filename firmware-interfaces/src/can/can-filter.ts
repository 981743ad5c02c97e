/** What a reader wants to hear. The kernel decides where it can: a frame that nobody wants costs no copy and no wake-up. */
import type { CanBus } from "./can-bus.ts";
import { canFail } from "./can-errors.ts";
import { extendedIdMax, standardIdMax, type CanFrame } from "./can-frame.ts";
import { canLimits } from "./limits.ts";

/** Lets a frame in when its identifier equals `id` in the bits of `mask`. Of several filters one match is enough. */
export interface CanFilter {
  readonly id: number;
  /** Within the 11 or 29 bits of the identifier; by default all of them. */
  readonly mask?: number;
  /** Whether 29-bit frames are meant, or 11-bit ones. A filter never takes both. */
  readonly extended: boolean;
  /** Lets in what does not match instead. */
  readonly inverted?: boolean;
}

/** linux/can.h and linux/can/raw.h */
const extendedFlag = 0x8000_0000;
const invertFlag = 0x2000_0000;

/**
 * @returns pairs of `can_id` and `can_mask` as CAN_RAW_FILTER takes them (linux/can.h, struct can_filter); undefined for "everything".
 * @throws DrawbarError `CAN_TOO_MANY_FILTERS`, `CAN_FRAME_IMPOSSIBLE` for an identifier or a mask out of range.
 */
export function kernelFilters(filters: readonly CanFilter[] | undefined): Uint32Array | undefined {
  if (filters === undefined) return undefined;
  if (filters.length > canLimits.filtersMax) {
    throw canFail("CAN_TOO_MANY_FILTERS", `${filters.length} filters are more than the kernel's ${canLimits.filtersMax} (CAN_RAW_FILTER_MAX)`);
  }
  const pairs = new Uint32Array(2 * filters.length);
  for (const [index, { id, mask, extended, inverted = false }] of filters.entries()) {
    const most = extended ? extendedIdMax : standardIdMax;
    for (const bits of [id, mask ?? most]) {
      if (!Number.isInteger(bits) || bits < 0 || bits > most) {
        throw canFail("CAN_FRAME_IMPOSSIBLE", `a filter's identifier or mask is ${bits}, outside 0..${most} (${extended ? 29 : 11} bits)`);
      }
    }
    pairs[2 * index] = (id + (extended ? extendedFlag : 0) + (inverted ? invertFlag : 0)) >>> 0;
    // With the frame-format bit in the mask 0x123 does not let 0x00000123 in.
    pairs[2 * index + 1] = ((mask ?? most) + extendedFlag) >>> 0;
  }
  return pairs;
}

/** A bus whose driver cannot filter, such as an slcan adapter's, with the kernel's meaning of filters. Error frames always pass. */
export function filteredBus(bus: CanBus, filters: readonly CanFilter[]): CanBus {
  return {
    name: bus.name,
    start: (reader) =>
      bus.start({
        onFrames: (frames) => {
          const wanted = frames.filter((frame) => frame.flags?.error === true || filters.some((filter) => matches(filter, frame)));
          if (wanted.length > 0) reader.onFrames(wanted);
        },
        onEvent: (event) => reader.onEvent(event),
      }),
    stop: () => bus.stop(),
  };
}

function matches({ id, mask = extendedIdMax, extended, inverted = false }: CanFilter, frame: CanFrame): boolean {
  const isEqual = frame.extended === extended && (frame.id & mask) === (id & mask);
  return isEqual !== inverted;
}
