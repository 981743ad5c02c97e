/**
 * The CSV of python-can: seconds, identifier, three marks, length, payload in Base64. It does not say which bus.
 *
 *     timestamp,arbitration_id,extended,remote,error,dlc,data
 *     1483389946.197,0xdadada,1,0,0,6,WzQyLCA5XQ==
 *
 * @see python-can documentation, File IO, CSVWriter
 */
import { canLimits } from "../can/limits.ts";
import { CsvParser, cellsOf, idOf, problem, type CellOf } from "./csv-columns.ts";
import { logFail } from "./log-errors.ts";
import type { LogFormat, LogWriter, LogWriterOptions, ParsedLine } from "./log-format.ts";
import { secondsText } from "./log-time.ts";
import { refusalOf } from "./writable-frame.ts";

const header = "timestamp,arbitration_id,extended,remote,error,dlc,data";

export const pythonCanCsvFormat: LogFormat = {
  name: "python-can-csv",
  title: "python-can CSV",
  endings: [],
  recognises: (line) => isHeader(cellsOf(line)),
  createParser: () => new CsvParser(isHeader, parseRow),
  createWriter: createPythonCanWriter,
};

function isHeader(names: readonly string[]): boolean {
  return names[0] === "timestamp" && names[1] === "arbitration_id" && names.includes("data");
}

function parseRow(cell: CellOf): ParsedLine {
  const time = timeOf(cell("timestamp"));
  if (time === undefined) return problem("time-impossible");
  const extended = cell("extended") === "1";
  const id = idOf(cell("arbitration_id"), extended);
  if (id === undefined) return problem("id-impossible");
  const bus = "can0";
  if (cell("error") === "1") return { kind: "frame", bus, time, frame: { ...id, extended: true, data: new Uint8Array(0), flags: { error: true } } };
  if (cell("remote") === "1") return { kind: "frame", bus, time, frame: { ...id, data: new Uint8Array(0), flags: { remote: true } } };
  const text = cell("data");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return problem("data-impossible");
  const data = new Uint8Array(Buffer.from(text, "base64"));
  if (data.length > canLimits.classicBytesMax) return problem("length-impossible");
  if (String(data.length) !== cell("dlc")) return problem("line-truncated");
  return { kind: "frame", bus, time, frame: { ...id, data } };
}

/** Python writes times below a ten-thousandth of a second as `1e-05`. */
function timeOf(text: string): string | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return text;
  return /^\d+(?:\.\d+)?e-\d{1,2}$/.test(text) ? Number(text).toFixed(9) : undefined;
}

function createPythonCanWriter({ buses }: LogWriterOptions): LogWriter {
  if (buses.length > 1) throw logFail("LOG_UNWRITABLE", `python-can's CSV does not say which bus a frame was on and this recording has ${buses.join(", ")}`);
  return {
    lineEnd: "\n",
    channels: new Map(),
    head: [header],
    tail: [],
    write({ frame }) {
      const code = refusalOf(frame, { fd: false, remote: true, error: true });
      if (code !== undefined) return { kind: "refused", code };
      const { flags, data } = frame;
      const marks = `${frame.extended ? 1 : 0},${flags?.remote === true ? 1 : 0},${flags?.error === true ? 1 : 0}`;
      return { kind: "line", text: `${secondsText(frame.atUs)},0x${frame.id.toString(16)},${marks},${data.length},${Buffer.from(data).toString("base64")}` };
    },
  };
}
