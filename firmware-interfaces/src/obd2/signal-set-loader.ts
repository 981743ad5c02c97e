/** Signal sets from JSON. Files are other people's: each part is checked, one bad signal costs only itself. */
import { obdFail } from "./obd-errors.ts";
import { obdLimits } from "./limits.ts";
import type { SignalSet, SignalSetCommand, SignalSetSignal, SignalSetYears } from "./signal-set.ts";
import { signalSetUnit } from "./signal-set-units.ts";

type Row = Readonly<Record<string, unknown>>;
type LeftOut = SignalSet["leftOut"][number];

/**
 * @param text a file of the OBDb form, such as `signalsets/v3/default.json`.
 * @throws DrawbarError `SIGNAL_SET_INVALID`.
 */
export function loadSignalSet(text: string): SignalSet {
  if (text.length > obdLimits.signalSetCharactersMax) {
    throw obdFail("SIGNAL_SET_INVALID", `the file has ${text.length} characters, more than ${obdLimits.signalSetCharactersMax}`);
  }
  const commands: SignalSetCommand[] = [];
  const leftOut: LeftOut[] = [];
  const rows = rowsOf(parse(text));
  if (rows.length > obdLimits.signalSetCommandsMax) {
    throw obdFail("SIGNAL_SET_INVALID", `${rows.length} commands are more than ${obdLimits.signalSetCommandsMax}`);
  }
  let signals = 0;
  for (const [index, row] of rows.entries()) {
    const command = commandOf(row, index, leftOut);
    if (command === undefined) continue;
    signals += command.signals.length;
    if (signals > obdLimits.signalSetSignalsMax) throw obdFail("SIGNAL_SET_INVALID", `more than ${obdLimits.signalSetSignalsMax} signals`);
    commands.push(command);
  }
  if (commands.length === 0) throw obdFail("SIGNAL_SET_INVALID", `no command can be used${leftOut[0] === undefined ? "" : `: ${leftOut[0].why}`}`);
  return { commands, leftOut };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw obdFail("SIGNAL_SET_INVALID", `the file is not JSON (${cause instanceof Error ? cause.message : String(cause)})`, { cause });
  }
}

function rowsOf(root: unknown): readonly Row[] {
  const commands = isRow(root) ? root["commands"] : undefined;
  if (!Array.isArray(commands)) throw obdFail("SIGNAL_SET_INVALID", "the file has no list `commands`; is it a signal set of OBDb?");
  return commands.filter(isRow);
}

function commandOf(row: Row, index: number, leftOut: LeftOut[]): SignalSetCommand | undefined {
  const request = requestOf(row["cmd"]);
  const signals = row["signals"];
  if (request === undefined || !Array.isArray(signals)) {
    leftOut.push({ id: `commands[${index}]`, why: `commands[${index}] has no \`cmd\` of a service and a PID in hex, or no \`signals\`` });
    return undefined;
  }
  const header = addressOf(row["hdr"]);
  return {
    requestId: header?.id,
    responseId: responseOf(row["rax"], header),
    request,
    periodS: positive(row["freq"]) ?? 1,
    years: yearsOf(row["filter"]),
    signals: signals.filter(isRow).flatMap((signal) => signalOf(signal, leftOut)),
  };
}

/** `{ "22": "091A" }`: service and identifier. */
function requestOf(cmd: unknown): Uint8Array | undefined {
  if (!isRow(cmd)) return undefined;
  const [service, identifier] = Object.entries(cmd)[0] ?? [];
  if (service === undefined || typeof identifier !== "string") return undefined;
  const hex = `${service}${identifier}`;
  return /^(?:[0-9A-Fa-f]{2}){2,8}$/.test(hex) ? Uint8Array.from(Buffer.from(hex, "hex")) : undefined;
}

interface Address {
  readonly id: number;
  readonly isExtended: boolean;
}

/** 18DA (physical) and 18DB (functional) of ISO 15765-4 are written without their first half: `DA10`, `DB33`. */
function addressOf(text: unknown): Address | undefined {
  if (typeof text !== "string" || !/^[0-9A-Fa-f]+$/.test(text)) return undefined;
  const number = Number.parseInt(text, 16);
  if (text.length === 3) return { id: number, isExtended: false };
  return text.length === 4 && (number >> 8 === 0xda || number >> 8 === 0xdb) ? { id: 0x1800_0000 + number * 256 + 0xf1, isExtended: true } : undefined;
}

function responseOf(text: unknown, header: Address | undefined): number | undefined {
  if (typeof text !== "string" || !/^[0-9A-Fa-f]{2,8}$/.test(text)) return undefined;
  const number = Number.parseInt(text, 16);
  return header?.isExtended === true && text.length <= 4 ? 0x18da_f100 + (number & 0xff) : number;
}

function yearsOf(filter: unknown): SignalSetYears | undefined {
  if (!isRow(filter)) return undefined;
  const years = filter["years"];
  return {
    from: finite(filter["from"]),
    to: finite(filter["to"]),
    years: new Set(Array.isArray(years) ? years.filter((year) => typeof year === "number") : []),
  };
}

function signalOf(row: Row, leftOut: LeftOut[]): readonly SignalSetSignal[] {
  const id = typeof row["id"] === "string" ? row["id"] : "";
  const format = isRow(row["fmt"]) ? row["fmt"] : {};
  const bit = finite(format["bix"]) ?? 0;
  const bits = finite(format["len"]) ?? 0;
  const why = faultOf(id, format, bit, bits);
  if (why !== undefined) {
    leftOut.push({ id, why });
    return [];
  }
  const multiplier = finite(format["mul"]) ?? 1;
  const divisor = finite(format["div"]) ?? 1;
  return [
    {
      id,
      unit: typeof format["unit"] === "string" ? signalSetUnit(format["unit"]) : "",
      bit,
      bits,
      isLittleEndian: format["blsb"] === true && bits > 8,
      isSigned: format["sign"] === true,
      multiplier,
      divisor,
      offset: offsetOf(finite(format["add"]) ?? 0, multiplier, divisor),
      min: finite(format["min"]) ?? 0,
      max: finite(format["max"]) ?? 0,
      nullMin: finite(format["nullmin"]),
      nullMax: finite(format["nullmax"]),
      texts: isRow(format["map"]) ? textsOf(format["map"]) : undefined,
    },
  ];
}

function faultOf(id: string, format: Row, bit: number, bits: number): string | undefined {
  if (id === "") return "a signal has no `id`";
  if (!Number.isInteger(bits) || bits < 1 || bits > obdLimits.signalBitsMax) return `${id}: a length of ${bits} bits; 1 to ${obdLimits.signalBitsMax} are read`;
  if (!Number.isInteger(bit) || bit < 0 || bit + bits > obdLimits.answerBytesMax * 8) return `${id}: begins at bit ${bit}, beyond any answer`;
  if (format["blsb"] === true && bits > 8 && (bit % 8 !== 0 || bits % 8 !== 0)) return `${id}: low byte first, and does not lie on whole bytes`;
  return finite(format["div"]) === 0 ? `${id}: is divided by 0` : undefined;
}

/**
 * OBDb's SAE J1979 set wrote the trims as raw * 100/128 - 128 until it was put right; SAE J1979 has (raw - 128) * 100/128,
 * and so do the values that OBDb expects. No scaling with this factor reaches -128.
 */
function offsetOf(offset: number, multiplier: number, divisor: number): number {
  return offset === -128 && multiplier === 100 && divisor === 128 ? -100 : offset;
}

function textsOf(map: Row): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const [raw, entry] of Object.entries(map)) {
    const text = isRow(entry) ? entry["value"] : entry;
    if (/^\d+$/.test(raw) && (typeof text === "string" || typeof text === "number")) texts.set(Number(raw), String(text));
  }
  return texts;
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function finite(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function positive(value: unknown): number | undefined {
  const number = finite(value);
  return number !== undefined && number > 0 ? number : undefined;
}
