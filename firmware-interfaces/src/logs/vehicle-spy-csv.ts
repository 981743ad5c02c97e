/**
 * The bus traffic export of Intrepid Vehicle Spy 3. Above the frames it lists the networks of the tool; only frames of
 * networks whose protocol is CAN are read. A network is the bus, with `-` for blanks (`HS CAN` is `HS-CAN`).
 * Times are seconds from the start; the start is a date of an unnamed zone in American order, taken as UTC.
 */
import { canLimits } from "../can/limits.ts";
import { CsvParser, cellsOf, idOf, problem, type CellOf } from "./csv-columns.ts";
import { logLimits } from "./limits.ts";
import type { LineParser, LogFormat, ParsedLine } from "./log-format.ts";
import { addSeconds } from "./log-time.ts";
import { payloadOf } from "./payload-text.ts";

export const vehicleSpyCsvFormat: LogFormat = {
  name: "vehicle-spy-csv",
  title: "Vehicle Spy 3 CSV",
  endings: [],
  recognises: (line) => line.startsWith("Vehicle Spy") || line.startsWith("Network Description,") || isAnyHeader(cellsOf(line)),
  createParser: () => new VehicleSpyParser(),
};

class VehicleSpyParser implements LineParser {
  /** Protocol by network. */
  readonly #protocols = new Map<string, string>();
  readonly #csv = new CsvParser(
    isFrameHeader,
    (cell) => this.#parseRow(cell),
    (cells) => this.#parsePreamble(cells),
  );
  #date = "";
  #clock = "";
  #start = "";

  parse(line: string): ParsedLine {
    // Three rows of column names stand above the frames, one for each kind of network.
    const cells = cellsOf(line);
    return isAnyHeader(cells) && !isFrameHeader(cells) ? { kind: "skip" } : this.#csv.parse(line);
  }

  #parsePreamble(cells: readonly string[]): void {
    const [name = "", first = "", , protocol = ""] = cells;
    if (name === "Start Date") this.#date = first;
    else if (name === "Start Time") this.#clock = first;
    else if (cells.length >= 5 && this.#protocols.size < logLimits.networksMax) this.#protocols.set(name, protocol);
    this.#start = startOf(this.#date, this.#clock);
  }

  #parseRow(cell: CellOf): ParsedLine {
    const network = cell("Network");
    const protocol = this.#protocols.get(network);
    if (protocol !== undefined && protocol !== "CAN") return { kind: "skip" };
    const offset = cell("Abs Time(Sec)");
    const time = this.#start === "" ? offset : addSeconds(this.#start, offset);
    if (time === undefined || !/^\d+(?:\.\d+)?$/.test(time)) return problem("time-impossible");
    const bus = network.replaceAll(/\s+/g, "-");
    if (bus === "") return problem("line-truncated");
    if (cell("Er") === "T") return { kind: "frame", bus, time, frame: { id: 0, extended: true, data: new Uint8Array(0), flags: { error: true } } };
    const id = idOf(cell("Arb ID"), cell("Xtd") === "T");
    if (id === undefined) return problem("id-impossible");
    if (cell("Remote") === "T") return { kind: "frame", bus, time, frame: { ...id, data: new Uint8Array(0), flags: { remote: true } } };
    const bytes = Array.from({ length: canLimits.classicBytesMax }, (_, index) => cell(`B${index + 1}`));
    const end = bytes.indexOf("");
    const length = end < 0 ? bytes.length : end;
    const data = payloadOf(bytes, length);
    return typeof data === "string" ? problem(data) : { kind: "frame", bus, time, frame: { ...id, data } };
  }
}

function isAnyHeader(names: readonly string[]): boolean {
  return names[0] === "Line" && names[1] === "Abs Time(Sec)";
}

function isFrameHeader(names: readonly string[]): boolean {
  return isAnyHeader(names) && names.includes("Arb ID");
}

/** @returns seconds since 1970 of `11/29/2018` and `3:53:21 pm`, empty while either is missing. */
function startOf(date: string, clock: string): string {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(date) ?? [];
  const [, hour, minute, second, half] = /^(\d{1,2}):(\d{2}):(\d{2})(?:\s*([ap])m)?$/i.exec(clock) ?? [];
  if (year === undefined || hour === undefined) return "";
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(second));
  return ms >= 0 ? String(ms / 1_000) : "";
}
