/**
 * Tables that studies of CAN attacks publish: seconds, bus, identifier in decimal, payload in hexadecimal, then labels,
 * which are passed over. Whether an identifier has 29 bits is not said; one that does not fit 11 has.
 *
 *     timestamp,iface,can_id,dlc,data,...,label
 *     0.000536,can0,419356416,8,90A0287D7DFFFFF5,...,normal
 */
import { extendedIdMax, standardIdMax } from "../can/can-frame.ts";
import { canLimits } from "../can/limits.ts";
import { CsvParser, cellsOf, problem, type CellOf } from "./csv-columns.ts";
import type { LogFormat, ParsedLine } from "./log-format.ts";
import { payloadOf } from "./payload-text.ts";

export const labelledCsvFormat: LogFormat = {
  name: "labelled-csv",
  title: "labelled CAN CSV",
  endings: [],
  recognises: (line) => isHeader(cellsOf(line)),
  createParser: () => new CsvParser(isHeader, parseRow),
};

function isHeader(names: readonly string[]): boolean {
  return ["timestamp", "iface", "can_id", "dlc", "data"].every((name, index) => names[index] === name);
}

function parseRow(cell: CellOf): ParsedLine {
  const time = cell("timestamp");
  if (!/^\d+(?:\.\d+)?$/.test(time)) return problem("time-impossible");
  const bus = cell("iface");
  if (!/^\S{1,32}$/.test(bus)) return problem("line-truncated");
  const id = /^\d{1,10}$/.test(cell("can_id")) ? Number(cell("can_id")) : Number.NaN;
  if (!(id <= extendedIdMax)) return problem("id-impossible");
  const length = /^\d$/.test(cell("dlc")) ? Number(cell("dlc")) : -1;
  if (length < 0 || length > canLimits.classicBytesMax) return problem("length-impossible");
  const data = payloadOf(cell("data").match(/../g) ?? [], length);
  return typeof data === "string" ? problem(data) : { kind: "frame", bus, time, frame: { id, extended: id > standardIdMax, data } };
}
