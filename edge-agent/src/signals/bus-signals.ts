/** One decoder of one bus, joined to the unit's signal table: its signal numbers become those of the catalogue. */
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import type { DecodedSignal, DecodeOutcome, FrameDecoder, SignalSink } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import type { CatalogueSignal } from "@drawbar/proto/segment/catalogue.ts";
import type { SignalTable } from "./signal-table.ts";

/** Takes samples under catalogue numbers, -1 for a signal that found no place; `Collector` is one. */
export interface SampleSink {
  number(signal: number, raw: number): void;
  other(signal: number, value: bigint | string): void;
}

export interface BusSignalsOptions {
  readonly bus: string;
  readonly decoder: FrameDecoder;
  readonly table: Pick<SignalTable, "register">;
  readonly samples: SampleSink;
  /** Name, unit and the rest of a signal, as the catalogue has it. */
  readonly describe: (bus: string, signal: DecodedSignal) => CatalogueSignal;
  /** Of a `float` signal: its catalogue value is value * factor + offset; none when absent or `undefined`. */
  readonly conversionOf?: (bus: string, signal: DecodedSignal) => Conversion | undefined;
}

interface Conversion {
  readonly factor: number;
  readonly offset: number;
}

export class BusSignals implements SignalSink {
  readonly #options: BusSignalsOptions;
  readonly #decoder: FrameDecoder;
  readonly #samples: SampleSink;
  #indices = new Int32Array(0);
  /** By the decoder's signal numbers; almost always none. */
  readonly #conversions = new Map<number, Conversion>();

  /** Registers every signal that the decoder knows ahead: a DBC file's all at once, so that there is one catalogue from the first segment on. */
  constructor(options: BusSignalsOptions) {
    this.#options = options;
    this.#decoder = options.decoder;
    this.#samples = options.samples;
    this.#learn();
  }

  decode(frame: CanFrame): DecodeOutcome {
    return this.#decoder.decode(frame, this);
  }

  number(signal: number, value: number): void {
    if (signal >= this.#indices.length) this.#learn();
    const conversion = this.#conversions.size === 0 ? undefined : this.#conversions.get(signal);
    const converted = conversion === undefined ? value : value * conversion.factor + conversion.offset;
    this.#samples.number(this.#indices[signal] as number, converted); // the decoder gives numbers of its own signals only
  }

  integer(signal: number, value: bigint): void {
    if (signal >= this.#indices.length) this.#learn();
    this.#samples.other(this.#indices[signal] as number, value); // as above
  }

  text(signal: number, value: string): void {
    if (signal >= this.#indices.length) this.#learn();
    this.#samples.other(this.#indices[signal] as number, value); // as above
  }

  /** A J1939 source that is heard for the first time adds signals at the end. */
  #learn(): void {
    const { bus, describe, conversionOf, table } = this.#options;
    const known = this.#indices.length;
    const added = this.#decoder.signals.slice(known);
    for (const [position, signal] of added.entries()) {
      const conversion = conversionOf?.(bus, signal);
      if (conversion !== undefined) this.#conversions.set(known + position, conversion);
    }
    const indices = new Int32Array(known + added.length);
    indices.set(this.#indices);
    indices.set(table.register(added.map((signal) => describe(bus, signal))), known);
    this.#indices = indices;
  }
}
