/** Lines and refusals out of bytes that are cut anywhere. */
import { slcanLimits } from "./limits.ts";

export interface SlcanReader {
  /** A line without its end; empty when the adapter only says yes. */
  onLine(text: string): void;
  /** The adapter refused a command (BEL). */
  onRefusal(): void;
  /** More than `slcanLimits.lineMax` characters without an end; they are thrown away. */
  onOverlong(): void;
}

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const bell = 0x07;

export class SlcanSplitter {
  readonly #reader: SlcanReader;
  #text = "";
  #isSkipping = false;

  constructor(reader: SlcanReader) {
    this.#reader = reader;
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === carriageReturn) this.#end();
      else if (byte === bell) this.#refuse();
      // Some firmware ends lines as terminals do.
      else if (byte !== lineFeed) this.#add(byte);
    }
  }

  #add(byte: number): void {
    if (this.#isSkipping) return;
    if (this.#text.length >= slcanLimits.lineMax) {
      this.#text = "";
      this.#isSkipping = true;
      this.#reader.onOverlong();
      return;
    }
    // One character per byte, so that an odd byte makes one odd character instead of swallowing the next.
    this.#text += String.fromCharCode(byte);
  }

  #end(): void {
    const text = this.#text;
    this.#text = "";
    if (this.#isSkipping) this.#isSkipping = false;
    else this.#reader.onLine(text);
  }

  #refuse(): void {
    this.#text = "";
    this.#isSkipping = false;
    this.#reader.onRefusal();
  }
}
