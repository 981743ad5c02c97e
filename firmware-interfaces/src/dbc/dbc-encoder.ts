/** Values to payloads: the inverse of the decoder. */
import { insertInteger, insertNumber } from "../decoding/raw-bits.ts";
import { dbcFail } from "./dbc-errors.ts";
import { rawValue } from "./dbc-physical.ts";
import { decodableSignals } from "./dbc-program.ts";
import type { DbcFile, DbcMessage, DbcSignal } from "./dbc-types.ts";

export interface EncodeOptions {
  /** What bits without a signal are; 0x00 by default. */
  readonly fill?: number;
  /** `refuse` (default) throws for a value outside the signal's bits, `clamp` takes the nearest that fits. */
  readonly outOfRange?: "refuse" | "clamp";
}

interface EncodedMessage {
  readonly message: DbcMessage;
  readonly signals: ReadonlyMap<string, DbcSignal>;
}

/** Writes payloads of one DBC file's messages. */
export class DbcEncoder {
  readonly #messages: ReadonlyMap<string, EncodedMessage>;

  constructor(file: DbcFile) {
    this.#messages = new Map(
      file.messages.map((message) => [message.name, { message, signals: new Map(decodableSignals(message).map((signal) => [signal.name, signal])) }]),
    );
  }

  /** @throws DrawbarError `DBC_NO_SUCH_MESSAGE`. */
  message(name: string): DbcMessage {
    return this.#find(name).message;
  }

  /**
   * @param values physical values by signal name, as `decodeToObject` gives them; of a multiplexed message those that belong
   *   to the selector's value.
   * @returns a new payload of the message's length.
   * @throws DrawbarError `DBC_NO_SUCH_MESSAGE`, `DBC_VALUE_OUT_OF_RANGE`.
   */
  encode(name: string, values: Readonly<Record<string, number | bigint>>, options: EncodeOptions = {}): Uint8Array {
    return this.#encode(name, values, options, (signal, value) => rawValue(value, signal));
  }

  /** The same with raw values: integers before scaling, wide ones as `bigint`; floats as they are in the payload. */
  encodeRaw(name: string, raws: Readonly<Record<string, number | bigint>>, options: EncodeOptions = {}): Uint8Array {
    return this.#encode(name, raws, options, (_, raw) => raw);
  }

  #encode(
    name: string,
    values: Readonly<Record<string, number | bigint>>,
    options: EncodeOptions,
    rawOf: (signal: DbcSignal, value: number | bigint) => number | bigint,
  ): Uint8Array {
    const { message, signals } = this.#find(name);
    const data = new Uint8Array(message.lengthBytes);
    if (options.fill !== undefined) data.fill(options.fill);
    for (const [signalName, value] of Object.entries(values)) {
      const signal = signals.get(signalName);
      if (signal === undefined) throw dbcFail("DBC_NO_SUCH_MESSAGE", `message ${name} has no signal ${signalName}`);
      insert(data, signal, rawOf(signal, value), options.outOfRange === "clamp");
    }
    return data;
  }

  #find(name: string): EncodedMessage {
    const found = this.#messages.get(name);
    if (found === undefined) throw dbcFail("DBC_NO_SUCH_MESSAGE", `the DBC file has no message ${name}`);
    return found;
  }
}

const floatBytes = new DataView(new ArrayBuffer(8));

function insert(data: Uint8Array, signal: DbcSignal, raw: number | bigint, isClamped: boolean): void {
  if (signal.numeric === "float64") {
    floatBytes.setFloat64(0, Number(raw));
    insertInteger(data, signal, floatBytes.getBigUint64(0));
    return;
  }
  if (signal.numeric === "float32") {
    floatBytes.setFloat32(0, Number(raw));
    insertNumber(data, signal, floatBytes.getUint32(0));
    return;
  }
  if (typeof raw === "number" && signal.lengthBits <= 53) {
    const max = 2 ** (signal.signed ? signal.lengthBits - 1 : signal.lengthBits) - 1;
    const min = signal.signed ? -max - 1 : 0;
    insertNumber(data, signal, inRange(signal, raw, min, max, isClamped));
    return;
  }
  if (typeof raw === "number" && !Number.isInteger(raw)) throw outOfRange(signal, raw);
  const max = 2n ** BigInt(signal.signed ? signal.lengthBits - 1 : signal.lengthBits) - 1n;
  const min = signal.signed ? -max - 1n : 0n;
  insertInteger(data, signal, inRange(signal, BigInt(raw), min, max, isClamped));
}

function inRange<Value extends number | bigint>(signal: DbcSignal, raw: Value, min: Value, max: Value, isClamped: boolean): Value {
  if (raw >= min && raw <= max && (typeof raw === "bigint" || Number.isInteger(raw))) return raw;
  if (!isClamped || Number.isNaN(raw)) throw outOfRange(signal, raw);
  return raw < min ? min : max;
}

function outOfRange(signal: DbcSignal, raw: number | bigint): Error {
  return dbcFail(
    "DBC_VALUE_OUT_OF_RANGE",
    `raw value ${raw} does not fit the ${signal.lengthBits} ${signal.signed ? "signed" : "unsigned"} bits of signal ${signal.name}`,
  );
}
