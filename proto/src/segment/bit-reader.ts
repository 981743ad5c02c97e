/** The reverse of bit-writer.ts. Reading past the end throws the view's RangeError, which `asSegmentFailure` translates. */
import { fieldBitsMax } from "./bit-writer.ts";
import { segmentFailure } from "./segment-errors.ts";

const fieldSize = 2 ** fieldBitsMax;

export class BitReader {
  readonly view: DataView;
  /** The next bit, counted from the view's first byte. */
  position: number;

  /** @param view reaches at least 4 bytes beyond the last bit: every read takes 32 bits. */
  constructor(view: DataView, byteOffset = 0) {
    this.view = view;
    this.position = byteOffset * 8;
  }

  /** The byte that holds the next bit; after `align`, the next byte. */
  get byteOffset(): number {
    return this.position >>> 3;
  }

  /** @param width 0 to `fieldBitsMax`. */
  read(width: number): number {
    const { position } = this;
    this.position = position + width;
    return (this.view.getUint32(position >>> 3, true) >>> (position & 7)) & ((1 << width) - 1);
  }

  /** @param width 0 to 54. */
  readWide(width: number): number {
    let value = 0;
    let scale = 1;
    let left = width;
    for (; left > fieldBitsMax; left -= fieldBitsMax) {
      value += this.read(fieldBitsMax) * scale;
      scale *= fieldSize;
    }
    return value + this.read(left) * scale;
  }

  /** @returns an integer, 0 to 2^53 - 1. @throws DrawbarError `SEGMENT_CORRUPT` when it is larger. */
  readNumber(): number {
    const { position } = this;
    const window = this.view.getUint32(position >>> 3, true) >>> (position & 7);
    const lengthBits = 31 - Math.clz32(window & -window);
    if (lengthBits < 0 || lengthBits > 5) throw segmentFailure("SEGMENT_CORRUPT", "a number has no length");
    const length = (1 << lengthBits) + ((window >>> (lengthBits + 1)) & ((1 << lengthBits) - 1));
    this.position = position + 2 * lengthBits + 1;
    if (length <= fieldBitsMax) return this.read(length - 1) + ((1 << (length - 1)) - 1);
    // 2^53 - 1 is sent as 2^53, whose 54 binary digits are the most that a number can have.
    const value = length > 54 ? Number.POSITIVE_INFINITY : this.readWide(length - 1) + (2 ** (length - 1) - 1);
    if (value > Number.MAX_SAFE_INTEGER) throw segmentFailure("SEGMENT_CORRUPT", "a number is larger than 2^53 - 1");
    return value;
  }

  readSigned(): number {
    const magnitude = this.readNumber();
    return magnitude !== 0 && this.read(1) === 1 ? -magnitude : magnitude;
  }

  readDouble(): number {
    halves[0] = this.read(16) + this.read(16) * 65_536;
    halves[1] = this.read(16) + this.read(16) * 65_536;
    return doubles[0] as number; // one element
  }

  /** Passes over the bits up to the next whole byte. */
  align(): void {
    this.position = (this.position + 7) & ~7;
  }
}

const doubles = new Float64Array(1);
const halves = new Uint32Array(doubles.buffer);
