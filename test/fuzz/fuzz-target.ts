/** One parser under fuzzing. Files `test/fuzz/*-target.ts` export `target`; the fuzzer and the slice in CI find them by name. */
export interface FuzzTarget {
  /** Such as `dbc`. */
  readonly id: string;
  /** Real inputs to start from, small ones; also without the folder of recordings at least one. */
  readonly seeds: readonly Uint8Array[];
  /** Largest input that is made, in bytes. */
  readonly bytesMax: number;
  /** Words that the parser looks for, beyond those of the seeds, such as keywords that no seed has. */
  readonly dictionary?: readonly string[];
  /**
   * Feeds one input to a fresh parser and checks what must hold of its result (counts, bounds, round trips).
   * Throws on a broken promise; what the parser reports as a fault of its input is a value and no throw. Synchronous.
   */
  readonly run: (input: Uint8Array) => void;
}
