/**
 * PEAK TRC (PCAN-View, PCAN-Explorer), file versions 1.0 to 2.1.
 *
 *     ;$FILEVERSION=2.1
 *     ;$STARTTIME=43008.920986006946
 *     ;$COLUMNS=N,O,T,B,I,d,R,L,D
 *         1      2501.000 DT 2      00C8 Tx -  8    09 08 07 06 05 04 03 02
 *
 * Times are milliseconds from the start, and the start is a date of an unnamed zone, taken as UTC; version 1.0 has none.
 * Bus 1 is `can0`: these files count from 1, buses from 0. Status, warning and event lines hold no frame.
 *
 * @see PEAK-System, PCAN Trace Formats, version 2.1
 */
import { extendedIdMax, standardIdMax, type CanFrame, type CanFrameFlags } from "../can/can-frame.ts";
import type { LineParser, LogFormat, ParsedLine, ProblemLine } from "./log-format.ts";
import type { LogProblemCode } from "./log-problems.ts";
import { addSeconds, secondsOfUnits } from "./log-time.ts";
import { codeOfLength, lengthOfCode, payloadOf } from "./payload-text.ts";
import { createTrcWriter } from "./trc-writer.ts";
import { trcStartSeconds } from "./trc-start.ts";

const headLine = /^;\$(?:FILEVERSION|STARTTIME|COLUMNS)=/;
const firstVersionLine = /^\s*\d+\)\s+\d+(?:\.\d+)?\s/;
const secondVersionLine = /^\s*\d+\s+\d+\.\d+\s+(?:DT|FD|FB|FE|BI|RR|ST|EC|ER|EV)\s/;

/** Types of a version 2 line that hold a frame, and its flags. */
const frameTypes: ReadonlyMap<string, CanFrameFlags | undefined> = new Map([
  ["DT", undefined],
  ["RR", { remote: true }],
  ["FD", { fd: true }],
  ["FB", { fd: true, bitRateSwitch: true }],
  ["FE", { fd: true, bitRateSwitch: true, errorStateIndicator: true }],
  ["BI", { fd: true, errorStateIndicator: true }],
  ["ER", { error: true }],
]);

/** Where each part stands in a line, counted from 0; `data` is the first of the bytes. */
interface Columns {
  readonly time: number;
  readonly type: number | undefined;
  readonly bus: number | undefined;
  readonly id: number;
  readonly length: number;
  /** `length` is a data length code and not a number of bytes. */
  readonly isCode: boolean;
  readonly data: number;
}

const columnsOfVersion: Readonly<Record<string, Columns>> = {
  "1.0": { time: 1, type: undefined, bus: undefined, id: 2, length: 3, isCode: true, data: 4 },
  "1.1": { time: 1, type: 2, bus: undefined, id: 3, length: 4, isCode: true, data: 5 },
  "1.2": { time: 1, type: 3, bus: 2, id: 4, length: 5, isCode: true, data: 6 },
  "1.3": { time: 1, type: 3, bus: 2, id: 4, length: 6, isCode: true, data: 7 },
};

export const trcFormat: LogFormat = {
  name: "trc",
  title: "PEAK TRC",
  endings: [".trc"],
  recognises: (line) => headLine.test(line) || firstVersionLine.test(line) || secondVersionLine.test(line),
  createParser: () => new TrcParser(),
  createWriter: createTrcWriter,
};

class TrcParser implements LineParser {
  #columns: Columns | undefined = columnsOfVersion["1.0"];
  /** Seconds since 1970; empty before the head has told. */
  #start = "";

  parse(line: string): ParsedLine {
    const text = line.trim();
    if (text === "") return { kind: "skip" };
    if (text.startsWith(";")) return this.#parseHead(text);
    if (this.#columns === undefined) return problem("frame-unsupported");
    return this.#parseFrame(this.#columns, text.split(/\s+/));
  }

  #parseHead(text: string): ParsedLine {
    const [, name, value = ""] = /^;\$(FILEVERSION|STARTTIME|COLUMNS)=\s*(.*)$/.exec(text) ?? [];
    if (name === "FILEVERSION") this.#columns = columnsOfVersion[value];
    if (name === "COLUMNS") this.#columns = columnsOf(value.split(","));
    if (name === "STARTTIME") {
      const start = trcStartSeconds(value);
      if (start === undefined) return problem("time-impossible");
      this.#start = start;
    }
    return { kind: "skip" };
  }

  #parseFrame(columns: Columns, words: readonly string[]): ParsedLine {
    const offset = secondsOfUnits(words[columns.time] ?? "", 3);
    if (offset === undefined) return problem(words.length <= columns.time ? "line-not-understood" : "time-impossible");
    const type = columns.type === undefined ? "Rx" : (words[columns.type] ?? "");
    const isFirstVersion = columns.type === undefined || /^(?:Rx|Tx)$/i.test(type);
    if (!isFirstVersion && !frameTypes.has(type) && !/^Error$/i.test(type)) return { kind: "skip" };
    const flags = /^Error$/i.test(type) ? errorFlags : frameTypes.get(type);
    const time = this.#start === "" ? offset : addSeconds(this.#start, offset);
    const bus = columns.bus === undefined ? 1 : Number(words[columns.bus]);
    if (time === undefined) return problem("time-impossible");
    if (!Number.isInteger(bus) || bus < 1 || bus > 0xffff) return problem("line-truncated");
    const frameOf = (frame: Omit<CanFrame, "atUs">): ParsedLine => ({ kind: "frame", bus: `can${bus - 1}`, time, frame });
    // What kind of error it was is told in PEAK's own codes, which no other format knows.
    if (flags?.error === true) return frameOf({ id: 0, extended: true, data: new Uint8Array(0), flags });
    const idText = words[columns.id] ?? "";
    // Without a type of line, this identifier marks a status of the bus.
    if (columns.type === undefined && idText === "FFFFFFFF") return { kind: "skip" };
    const id = idOf(idText);
    if (id === undefined) return problem(idText === "" ? "line-truncated" : "id-impossible");
    const lengthText = words[columns.length];
    if (lengthText === undefined) return problem("line-truncated");
    const count = /^\d{1,2}$/.test(lengthText) ? Number(lengthText) : -1;
    const isFd = flags?.fd === true;
    const length = columns.isCode ? lengthOfCode(count, isFd) : isFd ? lengthOfCode(codeOfLength(count), true) : lengthOfCode(count, false);
    if (length === undefined) return problem("length-impossible");
    const bytes = words.slice(columns.data);
    if (flags?.remote === true || bytes[0] === "RTR") return frameOf({ ...id, data: new Uint8Array(0), flags: { remote: true } });
    const data = payloadOf(bytes, length);
    if (typeof data === "string") return problem(data);
    return frameOf(flags === undefined ? { ...id, data } : { ...id, data, flags });
  }
}

const errorFlags: CanFrameFlags = { error: true };

/** Version 2 names its columns: O time, T type, B bus, I identifier, L length code or l length, D data, always last. */
function columnsOf(names: readonly string[]): Columns | undefined {
  const place = (name: string): number | undefined => {
    const index = names.findIndex((candidate) => candidate.trim() === name);
    return index < 0 ? undefined : index;
  };
  const [time, type, id, data] = [place("O"), place("T"), place("I"), place("D")];
  const code = place("L");
  const length = code ?? place("l");
  if (time === undefined || type === undefined || id === undefined || data === undefined || length === undefined) return undefined;
  return { time, type, bus: place("B"), id, length, isCode: code !== undefined, data };
}

/** Four digits are an 11-bit identifier, eight (python-can: seven) a 29-bit one. */
function idOf(text: string): Pick<CanFrame, "id" | "extended"> | undefined {
  if (!/^[0-9A-Fa-f]{1,8}$/.test(text)) return undefined;
  const id = Number.parseInt(text, 16);
  const extended = text.length > 4;
  return id <= (extended ? extendedIdMax : standardIdMax) ? { id, extended } : undefined;
}

function problem(code: LogProblemCode): ProblemLine {
  return { kind: "problem", code };
}
