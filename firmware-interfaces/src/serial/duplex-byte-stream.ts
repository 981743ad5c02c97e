/** Node's own streams (sockets, serial ports) as byte streams. */
import type { Duplex } from "node:stream";
import type { ByteReader, ByteStream } from "./byte-stream.ts";
import { serialLimits } from "./limits.ts";

/** Owns the duplex from then on, which must be open. */
export class DuplexByteStream implements ByteStream {
  readonly name: string;
  readonly #duplex: Duplex;
  #reader: ByteReader | undefined;
  #isEnded = false;
  #why: string | undefined;
  #stopping: Promise<void> | undefined;

  constructor(name: string, duplex: Duplex) {
    this.name = name;
    this.#duplex = duplex;
    duplex.on("error", (error) => {
      this.#why ??= error.message;
    });
    duplex.on("close", () => this.#end());
    duplex.on("end", () => this.#end());
  }

  start(reader: ByteReader): void {
    if (this.#reader !== undefined || this.#stopping !== undefined) return;
    this.#reader = reader;
    // Without a listener the stream holds back what comes, so none of it is lost before this.
    this.#duplex.on("data", (bytes: Uint8Array) => this.#reader?.onBytes(bytes));
    if (this.#isEnded) queueMicrotask(() => this.#reader?.onEnd(this.#why));
  }

  write(bytes: Uint8Array): boolean {
    if (this.#isEnded || this.#stopping !== undefined || this.#duplex.writableLength + bytes.length > serialLimits.writeBytesMax) return false;
    this.#duplex.write(bytes.slice());
    return true;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#close();
    return this.#stopping;
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#reader?.onEnd(this.#why);
  }

  #close(): Promise<void> {
    this.#reader = undefined;
    if (this.#duplex.closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#duplex.once("close", () => resolve());
      this.#duplex.destroy();
    });
  }
}
