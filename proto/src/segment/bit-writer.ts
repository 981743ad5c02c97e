/**
 * Fields of any width, least significant bit first. Loops over samples take `position`, `pending` and `fill` into
 * local variables and put them back (packed-integers.ts); everything else calls the methods.
 */

/** Widest field of one write: with up to 7 pending bits it stays inside 31, where JavaScript's integers are fastest. */
export const fieldBitsMax = 24;
const fieldSize = 2 ** fieldBitsMax;
const smallMax = 2 ** 30;
const roomAtFirst = 4_096;
/** A write stores 4 bytes, whatever it adds. */
const storeBytes = 4;

export class BitWriter {
  #bytes = new Uint8Array(roomAtFirst);
  /** Over all room there is; replaced by `reserve`. */
  view = new DataView(this.#bytes.buffer);
  /** The byte that takes the next bit. */
  position = 0;
  /** Bits of that byte which are already decided. */
  pending = 0;
  /** How many they are, 0 to 7. */
  fill = 0;

  reset(): void {
    this.position = 0;
    this.pending = 0;
    this.fill = 0;
  }

  /** Makes room for so many more bytes. Every method but this one and `writeBytes` relies on it. */
  reserve(count: number): void {
    const needed = this.position + count + 2 * storeBytes;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.position));
    this.#bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  /** @param value 0 to 2^width - 1. @param width 0 to `fieldBitsMax`. */
  write(value: number, width: number): void {
    const pending = this.pending | (value << this.fill);
    const fill = this.fill + width;
    this.view.setUint32(this.position, pending, true);
    this.position += fill >>> 3;
    this.pending = pending >>> (fill & 24);
    this.fill = fill & 7;
  }

  /** @param value an integer of at most `width` bits. @param width 0 to 54. */
  writeWide(value: number, width: number): void {
    let rest = value;
    let left = width;
    for (; left > fieldBitsMax; left -= fieldBitsMax) {
      this.write(rest % fieldSize, fieldBitsMax);
      rest = Math.floor(rest / fieldSize);
    }
    this.write(rest, left);
  }

  /**
   * A number of which nothing is known but that small ones are likelier: Elias' delta code of `value + 1`
   * (P. Elias, IEEE Trans. Inf. Theory 21 (1975) 194). 1 bit for 0, 4 for 1, 14 for 200, 64 at most.
   *
   * @param value an integer, 0 to 2^53 - 1.
   */
  writeNumber(value: number): void {
    const length = value < smallMax ? 32 - Math.clz32(value + 1) : bitLength(value + 1);
    const lengthBits = 31 - Math.clz32(length);
    this.write((1 << lengthBits) | ((length - (1 << lengthBits)) << (lengthBits + 1)), 2 * lengthBits + 1);
    if (length <= fieldBitsMax) this.write(value + 1 - (1 << (length - 1)), length - 1);
    else this.writeWide(value + 1 - 2 ** (length - 1), length - 1);
  }

  /** @param value an integer within ±(2^53 - 1). */
  writeSigned(value: number): void {
    const magnitude = Math.abs(value);
    this.writeNumber(magnitude);
    if (magnitude !== 0) this.write(value < 0 ? 1 : 0, 1);
  }

  /** All 64 bits of a double. */
  writeDouble(value: number): void {
    doubles[0] = value;
    for (const part of halves) {
      this.write(part & 0xffff, 16);
      this.write(part >>> 16, 16);
    }
  }

  /** Zero bits up to the next whole byte. */
  align(): void {
    if (this.fill > 0) this.write(0, 8 - this.fill);
  }

  /** Whole bytes; aligns first. */
  writeBytes(bytes: Uint8Array): void {
    this.align();
    this.reserve(bytes.length);
    this.#bytes.set(bytes, this.position);
    this.position += bytes.length;
  }

  /** What was written since `reset`, aligned. A view: the next write changes it. */
  written(): Uint8Array {
    this.align();
    return this.#bytes.subarray(0, this.position);
  }
}

const doubles = new Float64Array(1);
const halves = new Uint32Array(doubles.buffer);

/** Binary digits of an integer from 0 to 2^53; 0 has none. */
export function bitLength(value: number): number {
  return value < 4_294_967_296 ? 32 - Math.clz32(value) : 64 - Math.clz32(Math.floor(value / 4_294_967_296));
}
