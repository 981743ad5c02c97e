/** Makes inputs out of inputs, repeatably from a seed. */
import type { SeededRandom } from "@drawbar/proto/kernel/random.ts";

const mutationsMax = 6;
/** Where parsers go wrong: ends of ranges, signs, and lengths around powers of two. */
const interestingBytes = [0x00, 0x01, 0x0a, 0x0d, 0x20, 0x22, 0x2d, 0x30, 0x3e, 0x7f, 0x80, 0xc0, 0xfe, 0xff] as const;
const interestingIntegers = [-2_147_483_648, -65_536, -129, -1, 127, 128, 255, 256, 4_095, 4_096, 32_767, 65_535, 65_536, 16_777_215, 2_147_483_647] as const;
const interestingTexts = [
  "0",
  "-1",
  "-0",
  "1e309",
  "NaN",
  "4294967295",
  "9223372036854775808",
  "18446744073709551616",
  "0x",
  "99999999999999999999",
  '"',
  "\\",
];
const tokensMax = 256;
const chunkMax = 64;

export class Mutator {
  readonly #random: SeededRandom;
  readonly #bytesMax: number;
  readonly #tokens: readonly Uint8Array[];

  constructor(options: {
    readonly random: SeededRandom;
    readonly seeds: readonly Uint8Array[];
    readonly dictionary: readonly string[];
    readonly bytesMax: number;
  }) {
    this.#random = options.random;
    this.#bytesMax = options.bytesMax;
    const words = new Set([...options.dictionary, ...interestingTexts, ...options.seeds.flatMap(wordsOf)]);
    this.#tokens = [...words].slice(0, tokensMax).map((word) => Buffer.from(word, "latin1"));
  }

  /** @returns a new input, at most `bytesMax` long; both arguments stay as they are. */
  mutate(base: Uint8Array, other: Uint8Array): Uint8Array {
    let input: Uint8Array = base.slice(0, this.#bytesMax);
    for (let left = 1 + this.#random.below(mutationsMax); left > 0; left--) input = this.#step(input, other);
    return input;
  }

  #step(input: Uint8Array, other: Uint8Array): Uint8Array {
    const random = this.#random;
    switch (random.below(input.length === 0 ? 4 : 13)) {
      case 0:
        return this.#insert(
          input,
          Uint8Array.from({ length: 1 + random.below(8) }, () => random.below(256)),
        );
      case 1:
        return this.#insert(input, random.pick(this.#tokens) ?? input);
      case 2:
        return this.#insert(input, this.#chunkOf(other));
      case 3:
        // Runs of one byte: deep nesting, long numbers, long lines.
        return this.#insert(input, new Uint8Array(1 << random.below(9)).fill(input[random.below(input.length)] ?? random.below(256)));
      case 4:
        return set(input, random.below(input.length), (byte) => byte ^ (1 << random.below(8)));
      case 5:
        return set(input, random.below(input.length), () => random.below(256));
      case 6:
        return set(input, random.below(input.length), () => random.pick(interestingBytes) ?? 0);
      case 7:
        return this.#overwriteInteger(input);
      case 8:
        return this.#insert(input, this.#chunkOf(input));
      case 9:
        return this.#remove(input);
      case 10:
        return this.#replaceNumber(input);
      case 11:
        return this.#splice(input, other);
      default:
        return input.slice(0, random.below(input.length + 1));
    }
  }

  #insert(input: Uint8Array, chunk: Uint8Array): Uint8Array {
    const at = this.#random.below(input.length + 1);
    const grown = new Uint8Array(Math.min(this.#bytesMax, input.length + chunk.length));
    grown.set(input.subarray(0, at));
    grown.set(chunk.subarray(0, grown.length - at), at);
    const rest = at + chunk.length;
    if (rest < grown.length) grown.set(input.subarray(at, at + grown.length - rest), rest);
    return grown;
  }

  #remove(input: Uint8Array): Uint8Array {
    const at = this.#random.below(input.length);
    const count = 1 + this.#random.below(Math.min(chunkMax, input.length - at));
    return Buffer.concat([input.subarray(0, at), input.subarray(at + count)]);
  }

  #overwriteInteger(input: Uint8Array): Uint8Array {
    const written = new DataView(new ArrayBuffer(4));
    written.setInt32(0, this.#random.pick(interestingIntegers) ?? 0, this.#random.chance(0.5));
    const width = 1 << this.#random.below(3);
    const at = this.#random.below(input.length);
    const bytes = new Uint8Array(written.buffer, this.#random.below(5 - width), Math.min(width, input.length - at));
    input.set(bytes, at);
    return input;
  }

  /** A number written in digits becomes another one. */
  #replaceNumber(input: Uint8Array): Uint8Array {
    const start = this.#random.below(input.length);
    const at = input.findIndex((byte, index) => index >= start && isDigit(byte));
    if (at < 0) return input;
    let end = at;
    while (end < input.length && isDigit(input[end] ?? 0)) end++;
    const number = this.#random.chance(0.5) ? String(this.#random.below(2 ** (1 + this.#random.below(33)))) : (this.#random.pick(interestingTexts) ?? "0");
    return Buffer.concat([input.subarray(0, at), Buffer.from(number), input.subarray(end)]).subarray(0, this.#bytesMax);
  }

  #splice(input: Uint8Array, other: Uint8Array): Uint8Array {
    const head = input.subarray(0, this.#random.below(input.length + 1));
    const tail = other.subarray(this.#random.below(other.length + 1));
    return Buffer.concat([head, tail]).subarray(0, this.#bytesMax);
  }

  #chunkOf(from: Uint8Array): Uint8Array {
    const at = this.#random.below(from.length + 1);
    return from.slice(at, at + 1 + this.#random.below(chunkMax));
  }
}

function set(input: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  input[at] = change(input[at] ?? 0);
  return input;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function wordsOf(seed: Uint8Array): readonly string[] {
  return (
    Buffer.from(seed)
      .toString("latin1")
      .match(/[A-Za-z_]{2,24}|[^\sA-Za-z0-9]{1,3}/g) ?? []
  );
}
