/** Recordings as tables: a row of column names, then a row a frame. What the columns mean is the format's own. */
import { extendedIdMax, standardIdMax, type CanFrame } from "../can/can-frame.ts";
import type { LineParser, ParsedLine, ProblemLine } from "./log-format.ts";
import type { LogProblemCode } from "./log-problems.ts";

/** Gives the cell under a column's name, trimmed; empty when the row is too short or the file has no such column. */
export type CellOf = (column: string) => string;

/** Reads rows below the first line that `isHeader` accepts; what stands above it goes to `parsePreamble`. */
export class CsvParser implements LineParser {
  readonly #isHeader: (names: readonly string[]) => boolean;
  readonly #parseRow: (cell: CellOf) => ParsedLine;
  readonly #parsePreamble: ((cells: readonly string[]) => void) | undefined;
  #places: ReadonlyMap<string, number> | undefined;

  constructor(isHeader: (names: readonly string[]) => boolean, parseRow: (cell: CellOf) => ParsedLine, parsePreamble?: (cells: readonly string[]) => void) {
    this.#isHeader = isHeader;
    this.#parseRow = parseRow;
    this.#parsePreamble = parsePreamble;
  }

  parse(line: string): ParsedLine {
    if (line.trim() === "" || line.startsWith("#")) return { kind: "skip" };
    const cells = cellsOf(line);
    if (this.#isHeader(cells)) {
      this.#places = new Map(cells.map((name, index) => [name, index]));
      return { kind: "skip" };
    }
    if (this.#places === undefined) {
      this.#parsePreamble?.(cells);
      return this.#parsePreamble === undefined ? problem("line-not-understood") : { kind: "skip" };
    }
    const places = this.#places;
    return this.#parseRow((column) => cells[places.get(column) ?? -1] ?? "");
  }
}

/** No format of recordings quotes a cell that a frame needs, so commas alone divide. */
export function cellsOf(line: string): readonly string[] {
  return line.split(",").map((cell) => cell.trim());
}

/** @param text hexadecimal, with or without `0x`. */
export function idOf(text: string, extended: boolean): Pick<CanFrame, "id" | "extended"> | undefined {
  const digits = /^0x/i.test(text) ? text.slice(2) : text;
  const id = /^[0-9A-Fa-f]{1,8}$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  return id <= (extended ? extendedIdMax : standardIdMax) ? { id, extended } : undefined;
}

export function problem(code: LogProblemCode): ProblemLine {
  return { kind: "problem", code };
}
