/**
 * The CSV of SavvyCAN ("GVRET"), with and without its column of directions. Times are microseconds; buses count from 0.
 *
 *     Time Stamp,ID,Extended,Dir,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8
 *     166064000,0000021A,false,Rx,0,8,FE,36,12,FE,69,05,07,AD,
 *
 * @see SavvyCAN, framefileio.cpp (loadNativeCSVFile, saveNativeCSVFile)
 */
import { canLimits, fdLengths } from "../can/limits.ts";
import { channelNumbers } from "./channel-numbers.ts";
import { CsvParser, cellsOf, idOf, problem, type CellOf } from "./csv-columns.ts";
import type { LogFormat, LogWriter, LogWriterOptions, ParsedLine } from "./log-format.ts";
import { secondsOfUnits } from "./log-time.ts";
import { payloadOf, payloadText } from "./payload-text.ts";
import { refusalOf } from "./writable-frame.ts";

const header = "Time Stamp,ID,Extended,Dir,Bus,LEN,D1,D2,D3,D4,D5,D6,D7,D8";
const busMax = 255;

export const gvretCsvFormat: LogFormat = {
  name: "gvret-csv",
  title: "SavvyCAN CSV (GVRET)",
  endings: [".csv"],
  recognises: (line) => isHeader(cellsOf(line)),
  createParser: () => new CsvParser(isHeader, parseRow),
  createWriter: createGvretWriter,
};

function isHeader(names: readonly string[]): boolean {
  return names[0] === "Time Stamp" && names.includes("Extended") && names.includes("LEN") && names.includes("D1");
}

function parseRow(cell: CellOf): ParsedLine {
  const time = secondsOfUnits(cell("Time Stamp"), 6);
  if (time === undefined) return problem("time-impossible");
  const extended = /^(?:true|1)$/i.test(cell("Extended"));
  const id = idOf(cell("ID"), extended);
  if (id === undefined) return problem("id-impossible");
  const bus = Number(cell("Bus"));
  if (!Number.isInteger(bus) || bus < 0 || bus > busMax) return problem("line-not-understood");
  const length = /^\d{1,2}$/.test(cell("LEN")) ? Number(cell("LEN")) : -1;
  if (!fdLengths.includes(length)) return problem("length-impossible");
  const bytes = Array.from({ length }, (_, index) => cell(`D${index + 1}`));
  const missing = bytes.indexOf("");
  const data = payloadOf(missing < 0 ? bytes : bytes.slice(0, missing), length);
  if (typeof data === "string") return problem(data);
  const frame = length > canLimits.classicBytesMax ? ({ ...id, data, flags: { fd: true } } as const) : { ...id, data };
  return { kind: "frame", bus: `can${bus}`, time, frame };
}

function createGvretWriter({ buses }: LogWriterOptions): LogWriter {
  const channels = channelNumbers(buses, 0, busMax);
  return {
    lineEnd: "\n",
    channels,
    head: [header],
    tail: [],
    write({ bus, frame }) {
      const code = refusalOf(frame, { fd: false, remote: false, error: false });
      if (code !== undefined) return { kind: "refused", code };
      const id = frame.id.toString(16).toUpperCase().padStart(8, "0");
      const bytes = payloadText(frame.data).replaceAll(" ", ",");
      return {
        kind: "line",
        text: `${frame.atUs},${id},${frame.extended},Rx,${channels.get(bus) ?? 0},${frame.data.length},${bytes}${bytes === "" ? "" : ","}`,
      };
    },
  };
}
