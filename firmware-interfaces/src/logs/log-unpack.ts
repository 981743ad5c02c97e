/** Packed recordings to bytes, in steps of bounded size. */
import { createGunzip, type Gunzip } from "node:zlib";
import { logLimits } from "./limits.ts";

export type CompressionDamage = "compression-truncated" | "compression-damaged";

/**
 * @param bytes a file as it comes, gzip or plain; recognised by its first two bytes.
 * @returns its bytes, unpacked, and last what is wrong with the compression, if anything is: all before it is good.
 */
export async function* unpackBytes(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | CompressionDamage> {
  using gunzip = new GunzipSteps();
  let isPacked = false;
  let isFirst = true;
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    if (isFirst) isPacked = chunk[0] === 0x1f && (chunk.length < 2 || chunk[1] === 0x8b);
    isFirst = false;
    if (!isPacked) {
      yield chunk;
      continue;
    }
    for (let start = 0; start < chunk.length; start += logLimits.compressedSliceBytes) {
      yield* await gunzip.write(chunk.subarray(start, start + logLimits.compressedSliceBytes));
      if (gunzip.damage !== undefined) {
        yield gunzip.damage;
        return;
      }
    }
  }
  if (!isPacked) return;
  yield* await gunzip.finish();
  if (gunzip.damage !== undefined) yield gunzip.damage;
}

/**
 * zlib step by step. A stream pipeline would throw away what it had already unpacked when the end is missing,
 * and those are the last seconds before the logger lost power.
 */
class GunzipSteps {
  damage: CompressionDamage | undefined;
  readonly #gunzip: Gunzip = createGunzip();
  #unpacked: Uint8Array[] = [];
  #wake: (() => void) | undefined;

  constructor() {
    this.#gunzip.on("data", (chunk: Uint8Array) => this.#unpacked.push(chunk));
    this.#gunzip.on("error", (error: NodeJS.ErrnoException) => {
      this.damage = error.code === "Z_BUF_ERROR" ? "compression-truncated" : "compression-damaged";
      this.#wake?.();
    });
    this.#gunzip.on("end", () => this.#wake?.());
  }

  write(slice: Uint8Array): Promise<Uint8Array[]> {
    return this.#step((done) => this.#gunzip.write(slice, done));
  }

  finish(): Promise<Uint8Array[]> {
    return this.#step(() => this.#gunzip.end());
  }

  [Symbol.dispose](): void {
    this.#gunzip.close();
  }

  async #step(run: (done: () => void) => void): Promise<Uint8Array[]> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      run(() => resolve());
    });
    const unpacked = this.#unpacked;
    this.#unpacked = [];
    return unpacked;
  }
}
