/**
 * Vector ASC, as CANalyzer, CANoe and their many imitators write it.
 *
 *     date Sam Sep 30 15:06:13.191 2017
 *     base hex  timestamps absolute
 *     Begin Triggerblock Sam Sep 30 15:06:13.191 2017
 *       2.5010 2   C8             Tx   d 8 09 08 07 06 05 04 03 02
 *      30.005071 CANFD   3 Rx        30a  Name   1 1 8  8 01 02 03 04 05 06 07 08   102203  133   303000 ...
 *       2.501000 1 ErrorFrame
 *
 * Channel 1 is `can0`: these files count from 1, buses from 0. Other events of a measurement (status, statistics,
 * J1939 transfers that repeat frames, LIN, FlexRay) hold no CAN frame and are passed over.
 *
 * @see Vector, CAN/LIN/FlexRay log and trigger format (ASC), version 8
 */
import { extendedIdMax, standardIdMax, type CanFrame, type CanFrameFlags } from "../can/can-frame.ts";
import { canLimits } from "../can/limits.ts";
import { ascDateSeconds } from "./asc-date.ts";
import { createAscWriter } from "./asc-writer.ts";
import type { FrameLine, LineParser, LogFormat, ParsedLine, ProblemLine } from "./log-format.ts";
import type { LogProblemCode } from "./log-problems.ts";
import { addSeconds } from "./log-time.ts";
import { lengthOfCode, payloadOf } from "./payload-text.ts";

const eventLine = /^\s*(\d+(?:\.\d*)?)\s+(\S.*)$/;
const classicLine = /^\s*\d+\.\d+\s+\d+\s+[0-9A-Fa-f]+x?\s+(?:Rx|Tx|TxRq)\s+[dr](?:\s|$)/i;
const fdLine = /^\s*\d+\.\d+\s+CANFD\s+\d+\s/i;
const errorLine = /^\s*\d+\.\d+\s+\d+\s+ErrorFrame/i;
const headLine = /^\s*(?:base\s+(?:hex|dec)|Begin\s+Trigger|date\s+\S+\s+\S+\s+\d+\s+\d+:|(?:no\s+)?internal events logged)/i;
const knownHead = /^(?:date|base|begin|end|internal|no internal|\/\/|timestamps|startofmeasurement|previous log file)/i;

/** Bits of the flags that a CANFD line ends in. */
const remoteBit = 0x10;
const fdBit = 0x1000;
/** Behind the payload of a CANFD line: message duration, message length, flags. */
const flagsOffset = 2;

export const ascFormat: LogFormat = {
  name: "asc",
  title: "Vector ASC",
  endings: [".asc"],
  recognises: (line) => classicLine.test(line) || fdLine.test(line) || errorLine.test(line) || headLine.test(line),
  createParser: () => new AscParser(),
  createWriter: createAscWriter,
};

class AscParser implements LineParser {
  #base: 10 | 16 = 16;
  #isRelative = false;
  /** Seconds since 1970 of the measurement's start; empty while no date was read. */
  #start = "";
  #hasTriggerStart = false;
  /** With relative timestamps: of the event before. */
  #elapsed = "0";

  parse(line: string): ParsedLine {
    const text = line.trim();
    if (text === "" || text.startsWith("//")) return { kind: "skip" };
    const event = eventLine.exec(text);
    if (event === null) return this.#parseHead(text);
    const [, offset = "", body = ""] = event;
    const time = this.#timeOf(offset);
    if (time === undefined) return problem("time-impossible");
    const words = body.split(/\s+/);
    if (/^CANFD$/i.test(words[0] ?? "")) return this.#parseFd(time, words);
    if (!/^\d+$/.test(words[0] ?? "")) return { kind: "skip" };
    return this.#parseClassic(time, words);
  }

  /** The first trigger block dates the times better than the head; later blocks go on counting from the same start. */
  #parseHead(text: string): ParsedLine {
    const base = /^base\s+(hex|dec)(?:\s+timestamps\s+(absolute|relative))?/i.exec(text);
    if (base !== null) {
      this.#base = base[1]?.toLowerCase() === "dec" ? 10 : 16;
      this.#isRelative = base[2]?.toLowerCase() === "relative";
      return { kind: "skip" };
    }
    const trigger = /^Begin\s+Trigger\s?block\s+(.+)$/i.exec(text);
    const dated = trigger ?? /^date\s+(.+)$/i.exec(text);
    if (dated === null) return knownHead.test(text) ? { kind: "skip" } : problem("line-not-understood");
    if (this.#hasTriggerStart) return { kind: "skip" };
    const seconds = ascDateSeconds(dated[1] ?? "");
    if (seconds === undefined) return problem("time-impossible");
    this.#start = seconds;
    this.#hasTriggerStart = trigger !== null;
    return { kind: "skip" };
  }

  #timeOf(offset: string): string | undefined {
    let seconds: string | undefined = offset.endsWith(".") ? offset.slice(0, -1) : offset;
    if (this.#isRelative) {
      seconds = addSeconds(this.#elapsed, seconds);
      if (seconds === undefined) return undefined;
      this.#elapsed = seconds;
    }
    return this.#start === "" ? seconds : addSeconds(this.#start, seconds);
  }

  #parseClassic(time: string, words: readonly string[]): ParsedLine {
    const [channel = "", idText = "", direction = "", kind = "", code = "", ...bytes] = words;
    if (/^ErrorFrame/i.test(idText)) return errorFrame(channel, time);
    // A request to send is no frame yet; the frame follows as Tx.
    if (/^TxRq$/i.test(direction)) return { kind: "skip" };
    if (!/^[RT]x$/i.test(direction)) return /^[0-9A-Fa-f]+x?$/i.test(idText) ? problem("line-truncated") : { kind: "skip" };
    const id = this.#idOf(idText);
    if (id === undefined) return problem("id-impossible");
    if (/^r$/i.test(kind)) return frameLine(channel, time, { ...id, data: new Uint8Array(0), flags: { remote: true } });
    if (!/^d$/i.test(kind)) return problem("line-truncated");
    if (code === "") return problem("line-truncated");
    const length = lengthOfCode(this.#number(code), false);
    if (length === undefined) return problem("length-impossible");
    const data = payloadOf(bytes, length, this.#base);
    return typeof data === "string" ? problem(data) : frameLine(channel, time, { ...id, data });
  }

  #parseFd(time: string, words: readonly string[]): ParsedLine {
    const [, channel = "", direction = "", idText = ""] = words;
    if (/^TxRq$/i.test(direction)) return { kind: "skip" };
    if (!/^\d+$/.test(channel) || !/^[RT]x$/i.test(direction)) return problem("line-truncated");
    if (/^ErrorFrame/i.test(idText)) return errorFrame(channel, time);
    const id = this.#idOf(idText);
    if (id === undefined) return problem("id-impossible");
    // The message's name stands before the marks when the writer knew it.
    const first = /^[01]$/.test(words[4] ?? "") ? 4 : 5;
    const [bitRateSwitch = "", errorState = "", codeText = "", lengthText = ""] = words.slice(first, first + 4);
    if (!/^[01]$/.test(bitRateSwitch) || !/^[01]$/.test(errorState)) return problem("line-truncated");
    const length = /^\d{1,2}$/.test(lengthText) ? Number(lengthText) : -1;
    const rest = words.slice(first + 4);
    const flagsText = rest[Math.max(length, 0) + flagsOffset];
    const flags = flagsText !== undefined && /^[0-9A-Fa-f]+$/.test(flagsText) ? Number.parseInt(flagsText, 16) : undefined;
    // Some writers leave the flags at 0; a length above 8 says the same.
    const isFd = flags === undefined || (flags & fdBit) !== 0 || length > canLimits.classicBytesMax;
    const code = Number.parseInt(codeText, 16);
    const isRemote = length === 0 && (flags === undefined ? code > 0 : (flags & remoteBit) !== 0);
    if (isRemote) return frameLine(channel, time, { ...id, data: new Uint8Array(0), flags: { remote: true } });
    if (length < 0 || lengthOfCode(code, isFd) !== length) return problem("length-impossible");
    const data = payloadOf(rest, length);
    if (typeof data === "string") return problem(data);
    return frameLine(channel, time, isFd ? { ...id, data, flags: fdFlags(bitRateSwitch === "1", errorState === "1") } : { ...id, data });
  }

  #idOf(text: string): Pick<CanFrame, "id" | "extended"> | undefined {
    const extended = /x$/i.test(text);
    const id = this.#number(extended ? text.slice(0, -1) : text);
    return id <= (extended ? extendedIdMax : standardIdMax) ? { id, extended } : undefined;
  }

  /** @returns `NaN` when it is no number of the recording's base. */
  #number(text: string): number {
    const isNumber = this.#base === 16 ? /^[0-9A-Fa-f]{1,8}$/.test(text) : /^\d{1,10}$/.test(text);
    return isNumber ? Number.parseInt(text, this.#base) : Number.NaN;
  }
}

function fdFlags(bitRateSwitch: boolean, errorStateIndicator: boolean): CanFrameFlags {
  return { fd: true, ...(bitRateSwitch ? { bitRateSwitch } : {}), ...(errorStateIndicator ? { errorStateIndicator } : {}) };
}

/** The file keeps no error class that other formats would know: class 0 says "an error, kind not recorded". */
function errorFrame(channel: string, time: string): ParsedLine {
  return frameLine(channel, time, { id: 0, extended: true, data: new Uint8Array(0), flags: { error: true } });
}

function frameLine(channel: string, time: string, frame: Omit<CanFrame, "atUs">): FrameLine | ProblemLine {
  const number = Number(channel);
  return number >= 1 && number <= 0xffff ? { kind: "frame", bus: `can${number - 1}`, time, frame } : problem("line-not-understood");
}

function problem(code: LogProblemCode): ProblemLine {
  return { kind: "problem", code };
}
