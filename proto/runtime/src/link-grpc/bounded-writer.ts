/** Writes to a call at the pace of its reader, with a bounded queue in which urgent messages overtake. */

/** What both ends of a grpc-js call offer for writing. */
export interface WritableCall {
  write(chunk: Uint8Array, callback: (error?: Error | null) => void): boolean;
}

export interface BoundedWriterOptions {
  readonly call: WritableCall;
  /** Handed on and not yet written: bounds what an urgent message still waits for. */
  readonly inFlightBytesMax: number;
  readonly queueBytesMax: number;
  /** The queue is full, and what was to be sent is lost with the call: end it. Called once. */
  readonly onOverflow: () => void;
  /** The queue went over half of its bound, or came back under a quarter of it. */
  readonly onPressure?: ((isHigh: boolean) => void) | undefined;
}

export class BoundedWriter {
  readonly #options: BoundedWriterOptions;
  readonly #urgent = new Lane();
  readonly #normal = new Lane();
  #queuedBytes = 0;
  #inFlightBytes = 0;
  #isHigh = false;
  #isClosed = false;

  constructor(options: BoundedWriterOptions) {
    this.#options = options;
  }

  /** Waiting here; what HTTP/2 has taken is not counted. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** @param bytes one message; not written to afterwards. */
  send(bytes: Uint8Array, isUrgent = false): void {
    if (this.#isClosed) return;
    if (this.#queuedBytes + bytes.length > this.#options.queueBytesMax) {
      this.close();
      this.#options.onOverflow();
      return;
    }
    (isUrgent ? this.#urgent : this.#normal).push(bytes);
    this.#queuedBytes += bytes.length;
    this.#pump();
    this.#notePressure();
  }

  /** Drops what waits; nothing is written any more. */
  close(): void {
    this.#isClosed = true;
    this.#urgent.clear();
    this.#normal.clear();
    this.#queuedBytes = 0;
  }

  #pump(): void {
    while (this.#inFlightBytes < this.#options.inFlightBytesMax && !this.#isClosed) {
      const bytes = this.#urgent.shift() ?? this.#normal.shift();
      if (bytes === undefined) return;
      this.#queuedBytes -= bytes.length;
      this.#inFlightBytes += bytes.length;
      this.#options.call.write(bytes, () => {
        this.#inFlightBytes -= bytes.length;
        this.#pump();
        this.#notePressure();
      });
    }
  }

  #notePressure(): void {
    const { queueBytesMax, onPressure } = this.#options;
    const isHigh = this.#isHigh ? this.#queuedBytes > queueBytesMax / 4 : this.#queuedBytes > queueBytesMax / 2;
    if (isHigh === this.#isHigh) return;
    this.#isHigh = isHigh;
    onPressure?.(isHigh);
  }
}

/** First in, first out, without moving what is left at every step. */
class Lane {
  #items: (Uint8Array | undefined)[] = [];
  #head = 0;

  push(item: Uint8Array): void {
    this.#items.push(item);
  }

  shift(): Uint8Array | undefined {
    const item = this.#items[this.#head];
    if (item === undefined) return undefined;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head > 1_024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  clear(): void {
    this.#items = [];
    this.#head = 0;
  }
}
