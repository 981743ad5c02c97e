/** What the fuzzer and the thread that runs the target know of each other. */

export interface ThreadTask {
  readonly targetFile: string;
  readonly shared: SharedArrayBuffer;
  readonly seed: number;
  readonly inputs: number;
  readonly timeMaxMs: number;
  /** Runs this one input instead. */
  readonly only?: Uint8Array;
}

export interface Crash {
  /** Message and stack. */
  readonly why: string;
  readonly input: Uint8Array;
}

export interface ThreadResult {
  readonly kind: "done";
  readonly id: string;
  readonly inputs: number;
  readonly elapsedMs: number;
  /** Blocks of the product's code that were reached. */
  readonly blocks: number;
  readonly corpus: number;
  readonly crashes: readonly Crash[];
  readonly crashCount: number;
  readonly memoryGrowthBytes: number;
}

const headerBytes = 8;
const outside = -1;

/** The input in progress, in memory that outlives the thread: whoever stops it can say on what it hung. */
export class ThreadState {
  /** [inputs begun, length of the one in progress]. */
  readonly #header: Int32Array;
  readonly #input: Uint8Array;

  static allocate(bytesMax: number): SharedArrayBuffer {
    return new SharedArrayBuffer(headerBytes + bytesMax);
  }

  constructor(shared: SharedArrayBuffer) {
    this.#header = new Int32Array(shared, 0, 2);
    this.#input = new Uint8Array(shared, headerBytes);
    if (this.begun === 0) Atomics.store(this.#header, 1, outside);
  }

  get begun(): number {
    return Atomics.load(this.#header, 0);
  }

  /** `undefined` between two inputs. */
  get input(): Uint8Array | undefined {
    const length = Atomics.load(this.#header, 1);
    return length === outside ? undefined : this.#input.slice(0, length);
  }

  enter(input: Uint8Array): void {
    this.#input.set(input.subarray(0, this.#input.length));
    Atomics.store(this.#header, 1, Math.min(input.length, this.#input.length));
    Atomics.add(this.#header, 0, 1);
  }

  leave(): void {
    Atomics.store(this.#header, 1, outside);
  }
}
