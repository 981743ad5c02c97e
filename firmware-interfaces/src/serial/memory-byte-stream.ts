/** A serial line without hardware: what one end writes, the other reads. */
import type { ByteReader, ByteStream } from "./byte-stream.ts";
import { serialLimits } from "./limits.ts";

/** @returns the two ends of one line. */
export function memoryLine(name: string): readonly [MemoryByteStream, MemoryByteStream] {
  const near = new MemoryByteStream(name);
  const far = new MemoryByteStream(name);
  near.connect(far);
  far.connect(near);
  return [near, far];
}

export class MemoryByteStream implements ByteStream {
  readonly name: string;
  #other: MemoryByteStream | undefined;
  #reader: ByteReader | undefined;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #isEnded = false;
  #isStopped = false;
  #isFlushQueued = false;

  constructor(name: string) {
    this.name = name;
  }

  /** Called once, by `memoryLine`. */
  connect(other: MemoryByteStream): void {
    this.#other = other;
  }

  start(reader: ByteReader): void {
    if (this.#isStopped) return;
    this.#reader ??= reader;
    this.#queueFlush();
  }

  write(bytes: Uint8Array): boolean {
    return !this.#isStopped && !this.#isEnded && this.#other?.accept(bytes) === true;
  }

  stop(): Promise<void> {
    if (!this.#isStopped) {
      this.#isStopped = true;
      this.#reader = undefined;
      this.#waiting = [];
      this.#other?.end();
    }
    return Promise.resolve();
  }

  /** Called by the other end. */
  accept(bytes: Uint8Array): boolean {
    if (this.#isStopped || this.#waitingBytes + bytes.length > serialLimits.writeBytesMax) return false;
    this.#waiting.push(bytes.slice());
    this.#waitingBytes += bytes.length;
    this.#queueFlush();
    return true;
  }

  /** Called by the other end. */
  end(): void {
    this.#isEnded = true;
    this.#queueFlush();
  }

  #queueFlush(): void {
    if (this.#isFlushQueued) return;
    this.#isFlushQueued = true;
    // The writer has returned before the reader is called, as on a real line.
    queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#isFlushQueued = false;
    const waiting = this.#reader === undefined ? [] : this.#waiting.splice(0);
    for (const bytes of waiting) {
      this.#waitingBytes -= bytes.length;
      this.#reader?.onBytes(bytes);
    }
    if (this.#isEnded) this.#endReader();
  }

  #endReader(): void {
    const reader = this.#reader;
    this.#reader = undefined;
    reader?.onEnd(undefined);
  }
}
