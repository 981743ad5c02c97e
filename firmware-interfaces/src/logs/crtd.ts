/**
 * CRTD, the text log of the Open Vehicle Monitoring System; SavvyCAN writes it too.
 *
 *     1542473901.020305 1R11 213 00 00 00 00 c0 01 00 00
 *
 * A record is a time, an optional bus number before R11, R29, T11 or T29, an identifier, bytes. Bus 1 is `can1`, as
 * OVMS itself calls it, and stands for records without a number. Records of any other type are to be passed over.
 *
 * @see Open Vehicle Monitoring System 3, CRTD CAN Log Format, versions 1.0 to 3.1
 */
import { extendedIdMax, standardIdMax } from "../can/can-frame.ts";
import { canLimits } from "../can/limits.ts";
import { channelNumbers, ownNumber } from "./channel-numbers.ts";
import type { LineParser, LogFormat, LogWriter, LogWriterOptions, ParsedLine } from "./log-format.ts";
import { secondsText } from "./log-time.ts";
import { payloadOf, payloadText } from "./payload-text.ts";
import { refusalOf } from "./writable-frame.ts";

const record = /^\s*(\d+(?:\.\d+)?)\s+(\d*)([RT])(11|29)(?:\s+(.*))?$/;
const otherRecord = /^\s*\d+(?:\.\d+)?\s+\d*[A-Z][A-Z0-9]{2}(?:\s|$)/;
const busNumberMax = 999;

export const crtdFormat: LogFormat = {
  name: "crtd",
  title: "OVMS CRTD",
  endings: [".crtd"],
  recognises: (line) => record.test(line),
  createParser: () => crtdParser,
  createWriter: createCrtdWriter,
};

const crtdParser: LineParser = { parse: parseRecord };

function parseRecord(line: string): ParsedLine {
  const parts = record.exec(line);
  if (parts === null) {
    const isOther = line.trim() === "" || line.startsWith("#") || otherRecord.test(line);
    return isOther ? { kind: "skip" } : { kind: "problem", code: "line-not-understood" };
  }
  const [, time = "", bus = "", , width = "", rest = ""] = parts;
  const [idText = "", ...bytes] = rest.trim().split(/\s+/);
  if (idText === "") return { kind: "problem", code: "line-truncated" };
  const extended = width === "29";
  const id = /^[0-9A-Fa-f]{1,8}$/.test(idText) ? Number.parseInt(idText, 16) : Number.NaN;
  if (!(id <= (extended ? extendedIdMax : standardIdMax))) return { kind: "problem", code: "id-impossible" };
  if (bytes.length > canLimits.classicBytesMax) return { kind: "problem", code: "length-impossible" };
  const data = payloadOf(bytes, bytes.length);
  if (typeof data === "string") return { kind: "problem", code: data };
  if (Number(bus) > busNumberMax) return { kind: "problem", code: "line-not-understood" };
  return { kind: "frame", bus: `can${bus === "" ? 1 : Number(bus)}`, time, frame: { id, extended, data } };
}

/** Version 3.1. CRTD counts buses from 1; where a recording has a bus 0, all move up by one. */
function createCrtdWriter({ buses, startUs }: LogWriterOptions): LogWriter {
  const channels = channelNumbers(buses, buses.some((bus) => ownNumber(bus) <= 0) ? 1 : 0, busNumberMax);
  return {
    lineEnd: "\n",
    channels,
    head: [`${secondsText(startUs)} CVR 3.1`, `${secondsText(startUs)} CXX Info Type:crtd; Writer:Drawbar`],
    tail: [],
    write({ bus, frame }) {
      const code = refusalOf(frame, { fd: false, remote: false, error: false });
      if (code !== undefined) return { kind: "refused", code };
      const id = frame.id
        .toString(16)
        .toUpperCase()
        .padStart(frame.extended ? 8 : 3, "0");
      const head = `${secondsText(frame.atUs)} ${channels.get(bus) ?? 1}R${frame.extended ? 29 : 11} ${id}`;
      return { kind: "line", text: `${head} ${payloadText(frame.data)}`.trimEnd() };
    },
  };
}
