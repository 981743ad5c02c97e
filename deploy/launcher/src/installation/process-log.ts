/** The file that a process's output goes to. A disk without room must not take the installation with it, so what does not fit is left out and counted. */
import { createWriteStream, type WriteStream } from "node:fs";

/** Pause before a file that could not be written is opened again. */
const againMs = 1_000;
/** Output that waits for the disk; beyond it, it is left out. */
const waitingBytesMax = 4_194_304;

export class ProcessLog {
  readonly #file: string;
  #stream: WriteStream | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;
  #leftOut = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** Never throws. */
  write(bytes: Uint8Array): void {
    const stream = this.#open();
    if (stream === undefined || stream.writableLength > waitingBytesMax) {
      this.#leftOut += bytes.length;
      return;
    }
    if (this.#leftOut > 0) stream.write(`${this.#leftOut} bytes of output are not here: the disk had no room\n`);
    this.#leftOut = 0;
    stream.write(bytes);
  }

  end(): void {
    this.#stream?.end();
    this.#stream = undefined;
  }

  #open(): WriteStream | undefined {
    if (this.#stream !== undefined || performance.now() - this.#failedAt < againMs) return this.#stream;
    const stream = createWriteStream(this.#file, { flags: "a", mode: 0o640 });
    stream.on("error", () => {
      this.#failedAt = performance.now();
      this.#leftOut += stream.writableLength;
      if (this.#stream === stream) this.#stream = undefined;
    });
    this.#stream = stream;
    return stream;
  }
}
