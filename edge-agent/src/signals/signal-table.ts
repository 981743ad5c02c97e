/**
 * The signals that this unit has met, in the order in which it met them. An index is never given to another signal,
 * so a later catalogue only adds to an earlier one; segments sealed under either read the same.
 */
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import { catalogueHash, encodeCatalogue } from "@drawbar/proto/segment/catalogue-codec.ts";
import type { CatalogueHash } from "@drawbar/proto/link/records.ts";
import { agentLimits } from "../limits.ts";

/** A catalogue as it travels: canonical bytes and their hash. */
export interface CatalogueVersion {
  readonly hash: CatalogueHash;
  readonly bytes: Uint8Array;
  /** Signals in it: indices below are readable under this hash. */
  readonly signals: number;
}

export interface SignalTableOptions {
  /** Told of every new signal before its first sample. */
  readonly onSignal: (index: number, signal: CatalogueSignal) => void;
}

export class SignalTable {
  readonly #options: SignalTableOptions;
  readonly #signals: CatalogueSignal[] = [];
  readonly #bySource = new Map<string, number>();
  #version: CatalogueVersion | undefined;
  #refused = 0;
  /** A little more than the catalogue takes as it travels. */
  #bytes = 0;

  constructor(options: SignalTableOptions) {
    this.#options = options;
  }

  get signals(): readonly CatalogueSignal[] {
    return this.#signals;
  }

  /** Signals that found no place (`agentLimits.signalsMax`, `agentLimits.catalogueBytesMax`), or that no catalogue can hold. */
  get refused(): number {
    return this.#refused;
  }

  /**
   * Gives each signal its index; one that is known by its source keeps it.
   *
   * @returns indices in the order of `signals`; -1 for what found no place.
   */
  register(signals: readonly CatalogueSignal[]): Int32Array {
    return Int32Array.from(signals, (signal) => this.#indexOf(signal));
  }

  signal(index: number): CatalogueSignal | undefined {
    return this.#signals[index];
  }

  find(source: string): number | undefined {
    return this.#bySource.get(source);
  }

  /**
   * The catalogue of everything met so far. A new version is made only when it is asked for, which is when a segment
   * is sealed: however fast signals appear, there are no more versions than segments.
   */
  version(): CatalogueVersion {
    if (this.#version?.signals === this.#signals.length) return this.#version;
    const bytes = encodeCatalogue({ version: 1, signals: this.#signals });
    this.#version = { hash: catalogueHash(bytes), bytes, signals: this.#signals.length };
    return this.#version;
  }

  /** The newest version that was asked for: what a receiver may already know. */
  get published(): CatalogueVersion | undefined {
    return this.#version;
  }

  #indexOf(signal: CatalogueSignal): number {
    const known = this.#bySource.get(signal.source);
    if (known !== undefined) return known;
    const bytes = this.#sizeOf(signal);
    if (bytes === undefined || this.#signals.length >= agentLimits.signalsMax || this.#bytes + bytes > agentLimits.catalogueBytesMax) {
      this.#refused += 1;
      return -1;
    }
    const index = this.#signals.length;
    this.#bytes += bytes;
    this.#signals.push(signal);
    this.#bySource.set(signal.source, index);
    this.#options.onSignal(index, signal);
    return index;
  }

  /** @returns `undefined` for what no catalogue can hold, such as a factor of 0 in a careless DBC file: one signal must not spoil all. */
  #sizeOf(signal: CatalogueSignal): number | undefined {
    try {
      return encodeCatalogue({ version: 1, signals: [signal] }).length;
    } catch {
      return undefined;
    }
  }
}
