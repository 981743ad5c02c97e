/** Node's own streams (sockets, serial ports) as byte streams. */
import type { Duplex } from "node:stream";
import type { ByteReader, ByteStream } from "./byte-stream.ts";
import { serialLimits } from "./limits.ts";

/** Owns the duplex from then on, which must be open. */
export class DuplexByteStream implements ByteStream {
  readonly name: string;
  readonly #duplex: Duplex;
  readonly #closeDuplex: () => void;
  #reader: ByteReader | undefined;
  #isEnded = false;
  #isClosed = false;
  #why: string | undefined;
  #stopping: Promise<void> | undefined;

  /** @param closeDuplex lets go of what is behind the duplex, which says `close` then; by default its `destroy`. */
  constructor(name: string, duplex: Duplex, closeDuplex: () => void = () => duplex.destroy()) {
    this.name = name;
    this.#duplex = duplex;
    this.#closeDuplex = closeDuplex;
    duplex.on("error", (error) => {
      this.#why ??= error.message;
    });
    duplex.on("close", () => {
      this.#isClosed = true;
      this.#end();
    });
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
    if (this.#isClosed || this.#duplex.closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#duplex.once("close", () => resolve());
      this.#closeDuplex();
    });
  }
}
