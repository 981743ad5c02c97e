/** Small integers in few bytes: LEB128, 7 bits a byte, lowest first, for numbers up to 2^53 - 1. */

export class CompactWriter {
  #bytes = new Uint8Array(64);
  #length = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** @param value an integer from 0 to 2^53 - 1. */
  number(value: number): void {
    this.#reserve(8);
    let left = value;
    while (left >= 0x80) {
      this.#bytes[this.#length++] = (left % 0x80) | 0x80;
      left = Math.floor(left / 0x80);
    }
    this.#bytes[this.#length++] = left;
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** @returns a copy that the caller owns. */
  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** Reads what `CompactWriter` wrote, from anybody: what does not fit is `undefined`, never an exception, never a huge allocation. */
export class CompactReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number | undefined {
    const value = this.#bytes[this.#at];
    if (value !== undefined) this.#at += 1;
    return value;
  }

  /** @returns `undefined` at the end, above 2^53 - 1, and for a number that is written longer than it needs to be. */
  number(): number | undefined {
    let value = 0;
    for (let scale = 1; scale <= Number.MAX_SAFE_INTEGER; scale *= 0x80) {
      const byte = this.byte();
      if (byte === undefined) return undefined;
      value += (byte & 0x7f) * scale;
      if (byte >= 0x80) continue;
      const isShortest = byte !== 0 || scale === 1;
      return isShortest && Number.isSafeInteger(value) ? value : undefined;
    }
    return undefined;
  }

  /** @returns a view of the next `count` bytes. */
  bytes(count: number): Uint8Array | undefined {
    if (count > this.left) return undefined;
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}
