/** `drawbar can decode`: a recording and DBC files in, lines out. Opens no file and prints nothing. */
import { compileDbc, type DbcDecoder, type DecodedMessage } from "../dbc/dbc-decoder.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";
import type { LogEntry } from "../logs/log-entry.ts";
import type { LogProblem } from "../logs/log-problems.ts";
import type { OpenLog } from "../logs/log-reader.ts";
import { secondsText } from "../logs/log-time.ts";
import { frameIdText } from "./frame-id-text.ts";

export interface CanDecodeOptions {
  readonly log: OpenLog;
  /** With a bus: for frames of that interface; without: for all interfaces that have none of their own. */
  readonly dbcs: readonly { readonly bus?: string | undefined; readonly file: DbcFile }[];
  /** JSON lines instead of a table for people. */
  readonly json: boolean;
  /** Told of each line of the recording that could not be read. */
  readonly onProblem?: (problem: LogProblem) => void;
}

/**
 * @returns a line without its end for each frame that a DBC file defines, in the order of the recording. As JSON:
 *   physical values without value tables, integers with all digits, a float that is no number as `null`; signals that
 *   are inactive or beyond the payload are absent. `time` has all digits of the recording; it is `null` without times.
 */
export async function* canDecode(options: CanDecodeOptions): AsyncGenerator<string> {
  const decoders = new BusDecoders(options.dbcs);
  const isDelta = options.log.times === "delta";
  for await (const batch of options.log.batches) {
    for (const problem of batch.problems) options.onProblem?.(problem);
    for (const entry of batch.entries) {
      const decoded = decoders.decode(entry);
      if (decoded === undefined) continue;
      const time = isDelta ? secondsText(entry.frame.atUs) : entry.time;
      yield options.json ? jsonLine(entry, time, decoded) : tableLine(entry, time, decoded);
    }
  }
}

/** The decoders of each bus; frames of a bus that has none of its own are asked of the general ones. */
export class BusDecoders {
  readonly #general: readonly DbcDecoder[];
  readonly #byBus: ReadonlyMap<string, readonly DbcDecoder[]>;

  constructor(dbcs: CanDecodeOptions["dbcs"]) {
    this.#general = dbcs.filter(({ bus }) => bus === undefined).map(({ file }) => compileDbc(file));
    const named = Map.groupBy(dbcs, ({ bus }) => bus ?? "");
    named.delete("");
    this.#byBus = new Map([...named].map(([bus, rows]) => [bus, rows.map(({ file }) => compileDbc(file))]));
  }

  decode({ bus, frame }: LogEntry): DecodedMessage | undefined {
    const decoders = this.#byBus.get(bus) ?? this.#general;
    for (const decoder of decoders) {
      const decoded = decoder.decodeToObject(frame);
      if (decoded !== undefined) return decoded;
    }
    return undefined;
  }
}

function jsonLine({ bus, frame }: LogEntry, time: string, { message, signals }: DecodedMessage): string {
  let members = "";
  for (const [name, { value }] of signals) members += `${members === "" ? "" : ","}${JSON.stringify(name)}:${numberText(value)}`;
  const head = `{"time":${time === "" ? "null" : JSON.stringify(time)},"bus":${JSON.stringify(bus)},"id":${frame.id},"extended":${frame.extended}`;
  return `${head},"message":${JSON.stringify(message.name)},"signals":{${members}}}`;
}

function numberText(value: number | bigint): string {
  if (typeof value === "bigint") return String(value);
  return Number.isFinite(value) ? JSON.stringify(value) : "null";
}

function tableLine({ bus, frame }: LogEntry, time: string, decoded: DecodedMessage): string {
  const values = signalTexts(decoded).map(([name, text]) => `${name} ${text}`);
  return `${time.padStart(17)}  ${bus.padEnd(6)}  ${frameIdText(frame).padStart(8)}  ${decoded.message.name}: ${values.join(", ")}`;
}

/** @returns names and values of the signals that are there, for people: with unit and value table, in the message's order. */
export function signalTexts({ message, signals }: DecodedMessage): readonly (readonly [name: string, text: string])[] {
  return message.signals.flatMap((signal) => {
    const found = signals.get(signal.name);
    if (found === undefined) return [];
    const text = signal.values?.get(Number(found.raw));
    const unit = signal.unit === "" ? "" : ` ${signal.unit}`;
    return [[signal.name, `${shown(found.value, signal.factor)}${unit}${text === undefined ? "" : ` (${text})`}`] as const];
  });
}

/** Twelve digits, so that 0.1 * 428 is not 42.800000000000004 to a person; the JSON keeps every bit. */
function shown(value: number | bigint, factor: number): string {
  return typeof value === "bigint" || Number.isInteger(factor) ? String(value) : String(Number(value.toPrecision(12)));
}
