/** A DBC file compiled once, then asked for every frame of one bus. */
import { extendedIdMax, type CanFrame } from "../can/can-frame.ts";
import type { DecodedSignal, DecodeOutcome, FrameDecoder, SignalSink } from "../decoding/frame-decoder.ts";
import type { FrameProgram } from "../decoding/frame-program.ts";
import { SignalNumbers } from "../decoding/signal-numbers.ts";
import { parameterGroupOf, sourceAddressOf, sourceTag } from "../j1939/j1939-id.ts";
import { physicalValue } from "./dbc-physical.ts";
import { compileMessage, decodableSignals, describeSignals } from "./dbc-program.ts";
import type { DbcFile, DbcMessage, DbcSignal } from "./dbc-types.ts";

export interface CompileDbcOptions {
  /**
   * For messages of the J1939 format: leave out raw values that stand for "error" and "not available", as an agent
   * must. Without it every raw value is a number, as the file says and as other decoders of DBC do.
   */
  readonly dropsNotAvailable?: boolean;
}

/** One decoded frame for people; values are physical, wide integers exact. */
export interface DecodedMessage {
  readonly message: DbcMessage;
  /** In file order; signals that are inactive or beyond the payload are absent. */
  readonly signals: ReadonlyMap<string, { readonly raw: number | bigint; readonly value: number | bigint }>;
}

/** @returns a decoder for one bus; compile anew for each, since J1939 sources are numbered as they are heard. */
export function compileDbc(file: DbcFile, options: CompileDbcOptions = {}): DbcDecoder {
  return new DbcDecoder(file, options);
}

/** What the decoder knows of one message. */
export class DbcMessagePlan {
  readonly message: DbcMessage;
  /** In the order of their index from `base` on. */
  readonly signals: readonly DbcSignal[];
  readonly program: FrameProgram;
  /** Index of the first signal; per source address for a J1939 message, -1 while it was not heard. */
  readonly bases: Int32Array;
  #exact: FrameProgram | undefined;

  constructor(message: DbcMessage, dropsNotAvailable: boolean) {
    this.message = message;
    this.signals = decodableSignals(message);
    const isJ1939 = message.format === "j1939";
    this.program = compileMessage(message, { dropsNotAvailable: dropsNotAvailable && isJ1939, keepsWideRaw: false });
    this.bases = new Int32Array(isJ1939 ? 256 : 1).fill(-1);
  }

  /** Every raw value as it is; compiled when first asked for. */
  get exact(): FrameProgram {
    this.#exact ??= compileMessage(this.message, { dropsNotAvailable: false, keepsWideRaw: true });
    return this.#exact;
  }
}

export class DbcDecoder implements FrameDecoder {
  readonly file: DbcFile;
  /** Messages that cannot be compiled, with the reason. */
  readonly leftOut: readonly { readonly message: string; readonly why: string }[];
  readonly #numbers = new SignalNumbers();
  readonly #kept = new KeptValues();
  readonly #standard: (DbcMessagePlan | undefined)[] = [];
  readonly #extended = new Map<number, DbcMessagePlan>();
  /** J1939 messages by PGN. */
  readonly #groups = new Map<number, DbcMessagePlan>();

  constructor(file: DbcFile, options: CompileDbcOptions) {
    this.file = file;
    const leftOut: { message: string; why: string }[] = [];
    for (const message of file.messages) {
      if (message.id > extendedIdMax) {
        leftOut.push({ message: message.name, why: `identifier 0x${message.id.toString(16)} has more than 29 bits` });
        continue;
      }
      try {
        this.#add(new DbcMessagePlan(message, options.dropsNotAvailable ?? false));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        leftOut.push({ message: message.name, why: error.message });
      }
    }
    this.leftOut = leftOut;
  }

  get signals(): readonly DecodedSignal[] {
    return this.#numbers.signals;
  }

  /**
   * @returns the plan for an identifier. A J1939 message matches every priority, source and destination of its PGN,
   *   unless another one has exactly this identifier: some files define one PGN differently for two sources.
   */
  message(id: number, extended: boolean): DbcMessagePlan | undefined {
    if (!extended) return this.#standard[id];
    return this.#extended.get(id) ?? (this.#groups.size === 0 ? undefined : this.#groups.get(parameterGroupOf(id)));
  }

  decode(frame: CanFrame, sink: SignalSink): DecodeOutcome {
    const { flags } = frame;
    if (flags !== undefined && (flags.remote === true || flags.error === true)) return "not-data";
    const plan = this.message(frame.id, frame.extended);
    if (plan === undefined) return "unknown";
    const source = plan.bases.length === 1 ? 0 : sourceAddressOf(frame.id);
    let base = plan.bases[source] as number; // 1 or 256 of them
    if (base < 0) {
      base = this.#number(plan, source);
      if (base < 0) return "too-many-signals";
    }
    plan.program.run(frame.data, base, sink);
    return "decoded";
  }

  /** The convenient way: values with names, wide integers exact, at the price of an object a frame. */
  decodeToObject(frame: CanFrame): DecodedMessage | undefined {
    if (frame.flags?.remote === true || frame.flags?.error === true) return undefined;
    const plan = this.message(frame.id, frame.extended);
    if (plan === undefined) return undefined;
    const { raws } = this.#kept;
    raws.length = 0;
    plan.exact.run(frame.data, 0, this.#kept);
    const signals = new Map<string, { raw: number | bigint; value: number | bigint }>();
    for (const [index, signal] of plan.signals.entries()) {
      const raw = raws[index];
      if (raw !== undefined) signals.set(signal.name, { raw, value: physicalValue(raw, signal) });
    }
    return { message: plan.message, signals };
  }

  #add(plan: DbcMessagePlan): void {
    const { message } = plan;
    if (message.format === "j1939") {
      const group = parameterGroupOf(message.id);
      // Of two messages with one PGN the first counts, as with identifiers.
      if (!this.#groups.has(group)) this.#groups.set(group, plan);
    } else {
      this.#number(plan, 0);
    }
    if (!message.extended) this.#standard[message.id] ??= plan;
    else if (!this.#extended.has(message.id)) this.#extended.set(message.id, plan);
  }

  #number(plan: DbcMessagePlan, source: number): number {
    const base = this.#numbers.add(describeSignals(plan.message, plan.bases.length === 1 ? "" : sourceTag(source)));
    plan.bases[source] = base;
    return base;
  }
}

/** Raw values of one frame by position. */
class KeptValues implements SignalSink {
  readonly raws: (number | bigint | undefined)[] = [];

  number(signal: number, value: number): void {
    this.raws[signal] = value;
  }

  integer(signal: number, value: bigint): void {
    this.raws[signal] = value;
  }

  text(signal: number, value: string): void {
    this.raws[signal] = BigInt(value);
  }
}
