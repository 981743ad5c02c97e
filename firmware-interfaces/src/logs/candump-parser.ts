/**
 * Every form of line that can-utils' candump writes.
 *
 *     (1533226488.228954) can0 260#08FFFB0000001884          -L, -l: log; ##1.. is CAN FD, #R4 a remote frame
 *      (000.000041)  can1  18F11031   [8]  00 00 FF FF       the table, with or without time, data as hex or binary
 *      (2024-03-01 12:00:00.000041)  can0  RX - -  123  [2]  11 22   '.."'     -t A -x -a
 *
 * @see can-utils lib.c (parse_canframe, snprintf_canframe, snprintf_long_canframe), candump.c
 */
import { extendedIdMax, standardIdMax, type CanFrame, type CanFrameFlags } from "../can/can-frame.ts";
import { canLimits, fdLengths } from "../can/limits.ts";
import { createCandumpWriter } from "./candump-writer.ts";
import type { FrameLine, LineParser, LogFormat, ParsedLine, ProblemLine } from "./log-format.ts";
import type { LogProblemCode } from "./log-problems.ts";

/** Flag bits of a 32-bit SocketCAN identifier (linux/can.h); candump writes the error flag into the log form. */
const errorFlag = 0x2000_0000;

const logLine = /^\s*\(([^)]*)\)\s+(\S+)\s+([0-9A-Fa-f]+)(#.*)$/;
const timed = /^\s*\(([^)]*)\)\s*/;
/** Interface, optional direction and FD marks (-x), identifier, length in brackets or (-8) raw length code in braces, the rest. */
const tableLine = /^\s*(\S+)\s+(?:(?:RX|TX)\s+(\S)\s+(\S)\s+)?([0-9A-Fa-f]+)\s+(?:\[(\d+)\]|\{([0-9A-F])\})\s*(.*)$/;
/** can-utils before 2012: `<0x18eeff01> [8] 05 a0`. */
const oldTableLine = /^\s*<0x([0-9A-Fa-f]+)>\s+\[(\d+)\]\s*(.*)$/;
const colour = /\u001b\[[0-9;]*m/g; // oxlint-disable-line no-control-regex -- candump -c colours its lines with these escapes

export const candumpFormat: LogFormat = {
  name: "candump",
  title: "candump (can-utils)",
  endings: [".log", ".candump"],
  mayHoldDeltas: true,
  recognises: (line) => logLine.test(line) || tableLine.test(line.replace(timed, "")) || oldTableLine.test(line),
  createParser: () => new CandumpParser(),
  createWriter: createCandumpWriter,
};

class CandumpParser implements LineParser {
  parse(line: string): ParsedLine {
    const text = line.includes("\u001b") ? line.replaceAll(colour, "") : line;
    const log = logLine.exec(text);
    if (log !== null) {
      const [, time = "", bus = "", id = "", rest = ""] = log;
      return parseLogForm(time.trim(), bus, id, rest);
    }
    // Blank lines, comments, and the details of an error frame, which candump -e indents by a tab.
    if (text.trim() === "" || text.startsWith("#") || text.startsWith("\t")) return { kind: "skip" };
    return parseTableForm(text);
  }
}

function parseLogForm(time: string, bus: string, idText: string, rest: string): ParsedLine {
  const seconds = secondsOf(time);
  if (seconds === undefined) return problem("time-impossible");
  const id = idOf(idText, idText.length);
  if (id === undefined) return problem("id-impossible");
  if (rest.startsWith("###")) return problem("frame-unsupported");
  // Up to the first blank: candump -x and python-can append the direction.
  const blank = rest.indexOf(" ");
  const body = blank < 0 ? rest : rest.slice(0, blank);
  if (body.startsWith("##")) {
    const mark = Number.parseInt(body.slice(2, 3), 16);
    if (Number.isNaN(mark)) return problem("line-truncated");
    const data = compactBytes(body.slice(3));
    if (typeof data === "string") return problem(data);
    if (!fdLengths.includes(data.length)) return problem("length-impossible");
    return frameLine(bus, seconds, { ...id, data, flags: { ...id.flags, ...fdFlags((mark & 1) !== 0, (mark & 2) !== 0) } });
  }
  if (body[1] === "R" || body[1] === "r") return parseRemote(bus, seconds, id, body.slice(2));
  // `_9`..`_F` keeps a raw length code above 8 (len8_dlc); such a frame has 8 bytes all the same.
  const data = compactBytes(body.slice(1).replace(/_[0-9A-Fa-f]$/, ""));
  if (typeof data === "string") return problem(data);
  if (data.length > canLimits.classicBytesMax) return problem("length-impossible");
  return frameLine(bus, seconds, { ...id, data });
}

function parseRemote(bus: string, seconds: string, id: Identifier, length: string): ParsedLine {
  if (!/^(?:[0-8](?:_[0-9A-Fa-f])?)?$/.test(length)) return problem("length-impossible");
  return frameLine(bus, seconds, { ...id, data: new Uint8Array(0), flags: { ...id.flags, remote: true } });
}

function parseTableForm(text: string): ParsedLine {
  const time = timed.exec(text);
  const seconds = time === null ? "" : secondsOf((time[1] ?? "").trim());
  if (seconds === undefined) return problem("time-impossible");
  const afterTime = time === null ? text : text.slice(time[0].length);
  const table = tableLine.exec(afterTime);
  if (table !== null) {
    const [, bus = "", bitRateSwitch, errorState, idText = "", bytes, code = "", body = ""] = table;
    // A raw length code above 8 means eight bytes.
    const length = bytes ?? String(Math.min(canLimits.classicBytesMax, Number.parseInt(code, 16)));
    // Four digits are the length of a CAN XL frame.
    if (length.length > 2) return problem("frame-unsupported");
    const marks = fdFlags(bitRateSwitch === "B", errorState === "E");
    // candump writes FD lengths with two digits, classic ones with one.
    return parseTableBody(bus, seconds, idOf(idText, idText.length), length, body, length.length > 1 || bitRateSwitch === "B" ? marks : undefined);
  }
  const old = oldTableLine.exec(afterTime);
  if (old !== null) {
    const [, idText = "", length = "", body = ""] = old;
    // This form has no interface and does not pad the identifier: what does not fit 11 bits has 29.
    const width = Number.parseInt(idText, 16) > standardIdMax ? 8 : 3;
    return parseTableBody("can0", seconds, idOf(idText, width), length, body, undefined);
  }
  return problem(time === null ? "line-not-understood" : "line-truncated");
}

function parseTableBody(bus: string, seconds: string, id: Identifier | undefined, lengthText: string, body: string, fd: CanFrameFlags | undefined): ParsedLine {
  if (id === undefined) return problem("id-impossible");
  const length = Number(lengthText);
  if (length > canLimits.fdBytesMax || (fd === undefined && length > canLimits.classicBytesMax) || !fdLengths.includes(length))
    return problem("length-impossible");
  if (/^remote request/i.test(body)) return frameLine(bus, seconds, { ...id, data: new Uint8Array(0), flags: { ...id.flags, remote: true } });
  const data = new Uint8Array(length);
  const isSwapped = body.includes("`"); // -S prints the bytes of a little-endian number
  const digits = body.trimStart().split(isSwapped ? "`" : " ", 1)[0]?.length ?? 0;
  const step = digits + 1;
  const packed = body.trimStart();
  for (let index = 0; index < length; index++) {
    const token = packed.slice(index * step, index * step + digits);
    if (token.length < digits || digits === 0) return problem("line-truncated");
    const byte = byteOf(token);
    if (byte === undefined) return problem(/^[0-9A-Fa-f\s]*$/.test(token) ? "line-truncated" : "data-impossible");
    data[isSwapped ? length - 1 - index : index] = byte;
  }
  const flags = fd === undefined ? id.flags : { ...id.flags, ...fd };
  return frameLine(bus, seconds, { ...id, data, ...(flags === undefined ? {} : { flags }) });
}

interface Identifier {
  readonly id: number;
  readonly extended: boolean;
  readonly flags?: CanFrameFlags;
}

/** Three digits are an 11-bit identifier, eight a 29-bit one or an error class with its flag. */
function idOf(text: string, width: number): Identifier | undefined {
  const id = Number.parseInt(text, 16);
  if (width === 3) return id <= standardIdMax ? { id, extended: false } : undefined;
  if (width !== 8) return undefined;
  if (id <= extendedIdMax) return { id, extended: true };
  return id >= errorFlag && id < 2 * errorFlag ? { id: id - errorFlag, extended: true, flags: { error: true } } : undefined;
}

function fdFlags(bitRateSwitch: boolean, errorStateIndicator: boolean): CanFrameFlags {
  return { fd: true, ...(bitRateSwitch ? { bitRateSwitch } : {}), ...(errorStateIndicator ? { errorStateIndicator } : {}) };
}

/** Bytes written without blanks, or with dots between them. */
function compactBytes(text: string): Uint8Array | "line-truncated" | "data-impossible" | "length-impossible" {
  const digits = text.includes(".") ? text.replaceAll(".", "") : text;
  if (digits.length % 2 !== 0) return "line-truncated";
  if (digits.length > 2 * canLimits.fdBytesMax) return "length-impossible";
  const data = new Uint8Array(digits.length / 2);
  for (let index = 0; index < data.length; index++) {
    const high = nibble(digits.charCodeAt(2 * index));
    const low = nibble(digits.charCodeAt(2 * index + 1));
    if (high < 0 || low < 0) return "data-impossible";
    data[index] = (high << 4) | low;
  }
  return data;
}

/** Two hexadecimal digits, or eight binary ones (candump -i). */
function byteOf(token: string): number | undefined {
  if (token.length === 8) return /^[01]{8}$/.test(token) ? Number.parseInt(token, 2) : undefined;
  const high = nibble(token.charCodeAt(0));
  const low = nibble(token.charCodeAt(1));
  return token.length !== 2 || high < 0 || low < 0 ? undefined : (high << 4) | low;
}

function nibble(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 0x20;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/**
 * Seconds as digits. `-t A` writes a date of the recording machine's own zone, which it does not name: taken as UTC.
 */
function secondsOf(text: string): string | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return text;
  const date = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(\.\d+)?$/.exec(text);
  if (date === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ""] = date;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return ms >= 0 ? `${ms / 1_000}${fraction}` : undefined;
}

function frameLine(bus: string, time: string, frame: Omit<CanFrame, "atUs">): FrameLine {
  return { kind: "frame", bus, time, frame };
}

function problem(code: LogProblemCode): ProblemLine {
  return { kind: "problem", code };
}
