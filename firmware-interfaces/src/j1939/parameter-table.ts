/**
 * Parameter groups from a table that the owner has a licence for, such as a CSV export of SAE's J1939 Digital Annex. None is
 * shipped with Drawbar. One row is one parameter in one group; columns are found by their titles, in any order:
 *
 *     PGN | PG Acronym | PG Label | Transmission Rate | SPN Position in PG | SPN | SPN Name | SPN Length | Resolution | Offset | Units
 *
 * PGN, position, SPN, length and resolution must be there. Newer annexes say SP for SPN; both are known.
 */
import { csvRows } from "./csv-rows.ts";
import { j1939Fail } from "./j1939-errors.ts";
import { j1939Limits } from "./limits.ts";
import type { ParameterGroup, ParameterRow } from "./parameter-group.ts";
import { lengthBitsOf, offsetOf, periodMsOf, placeOf, resolutionOf } from "./parameter-table-cells.ts";
import { notAvailableRawMax } from "./value-ranges.ts";

export interface ParameterTable {
  readonly groups: readonly ParameterGroup[];
  /** Rows that name a parameter in a group but not in a way that can be read as a number, by why. */
  readonly leftOut: Readonly<Record<LeftOutReason, number>>;
}

/** `not-a-number`: text and bit masks; `place-not-understood`: scattered or of varying place or length. */
export type LeftOutReason = "not-a-number" | "place-not-understood" | "scaling-not-understood" | "twice" | "beyond-limit";

const titles = {
  pgn: ["pgn"],
  acronym: ["pg acronym", "acronym"],
  label: ["pg label", "parameter group label", "parameter group name"],
  rate: ["transmission rate", "pg transmission rate"],
  position: ["spn position in pg", "sp position in pg", "position"],
  spn: ["spn", "sp"],
  name: ["spn name", "sp label", "spn label", "sp name"],
  length: ["spn length", "sp length", "length"],
  resolution: ["resolution", "scaling", "scale factor"],
  offset: ["offset"],
  units: ["units", "unit"],
} as const;
type Column = keyof typeof titles;
const neededColumns: readonly Column[] = ["pgn", "position", "spn", "length", "resolution"];
/** Rows above the titles, such as a copyright notice. */
const headerRowsMax = 20;

interface Draft {
  readonly pgn: number;
  acronym: string;
  title: string;
  periodMs: number;
  readonly parameters: ParameterRow[];
  readonly names: Set<string>;
  readonly spns: Set<number>;
}

/**
 * @param text the whole table, separated by commas, semicolons or tabs.
 * @throws DrawbarError `J1939_TABLE_UNREADABLE`.
 */
export function parseParameterTable(text: string): ParameterTable {
  if (text.length > j1939Limits.tableBytesMax)
    throw j1939Fail("J1939_TABLE_UNREADABLE", `the table has ${text.length} characters, the limit is ${j1939Limits.tableBytesMax} (j1939Limits.tableBytesMax)`);
  const builder = new TableBuilder();
  let columns: ReadonlyMap<Column, number> | undefined;
  let rows = 0;
  for (const cells of csvRows(text.startsWith("\ufeff") ? text.slice(1) : text, separatorOf(text))) {
    if (columns === undefined) {
      columns = columnsOf(cells);
      if (columns === undefined && ++rows >= headerRowsMax) break;
    } else builder.add((column) => cells[columns?.get(column) ?? -1]?.trim() ?? "");
  }
  if (columns === undefined)
    throw j1939Fail("J1939_TABLE_UNREADABLE", `none of the first rows has the columns ${neededColumns.map((column) => titles[column][0]).join(", ")}`);
  const table = builder.finish();
  if (table.groups.length === 0) throw j1939Fail("J1939_TABLE_UNREADABLE", "no row of the table describes a parameter in a group");
  return table;
}

/** @returns the groups of both; where both know one, the first keeps its parameters and is given those that it lacks. */
export function mergeParameterGroups(first: readonly ParameterGroup[], second: readonly ParameterGroup[]): readonly ParameterGroup[] {
  const merged = new Map(first.map((group) => [group.pgn, group]));
  for (const group of second) {
    const known = merged.get(group.pgn);
    if (known === undefined) {
      merged.set(group.pgn, group);
      continue;
    }
    const spns = new Set(known.parameters.map(([spn]) => spn));
    const names = new Set(known.parameters.map(([, name]) => name));
    const more = group.parameters.filter(([spn, name]) => !spns.has(spn) && !names.has(name));
    merged.set(group.pgn, { ...known, parameters: [...known.parameters, ...more] });
  }
  return [...merged.values()];
}

class TableBuilder {
  readonly #drafts = new Map<number, Draft>();
  readonly #leftOut: Record<LeftOutReason, number> = {
    "not-a-number": 0,
    "place-not-understood": 0,
    "scaling-not-understood": 0,
    twice: 0,
    "beyond-limit": 0,
  };
  #parameters = 0;

  add(cell: (column: Column) => string): void {
    const [pgn, spn] = [wholeNumber(cell("pgn")), wholeNumber(cell("spn"))];
    // A group without parameters, or a parameter in no group.
    if (pgn === undefined || pgn > 0x3_ffff || spn === undefined || spn > 0x7_ffff) return;
    const row = this.#parameterOf(spn, cell);
    const draft = typeof row === "string" ? undefined : this.#draftOf(pgn, cell);
    if (typeof row === "string") this.#leftOut[row]++;
    else if (draft === undefined || this.#parameters >= j1939Limits.tableParametersMax) this.#leftOut["beyond-limit"]++;
    else if (draft.spns.has(spn)) this.#leftOut.twice++;
    else this.#append(draft, row);
  }

  finish(): ParameterTable {
    const groups = [...this.#drafts.values()].filter(({ parameters }) => parameters.length > 0);
    return { groups: groups.map(({ pgn, acronym, title, periodMs, parameters }) => ({ pgn, acronym, title, periodMs, parameters })), leftOut: this.#leftOut };
  }

  #append(draft: Draft, [spn, name, byte, bit, slot]: ParameterRow): void {
    // Paths of signals must differ, and annexes have parameters of the same name.
    const unique = draft.names.has(name) ? `${name}${spn}` : name;
    draft.names.add(unique);
    draft.spns.add(spn);
    draft.parameters.push([spn, unique, byte, bit, slot]);
    this.#parameters++;
  }

  #parameterOf(spn: number, cell: (column: Column) => string): ParameterRow | LeftOutReason {
    const resolution = resolutionOf(cell("resolution"));
    if (resolution === "text") return "not-a-number";
    const bits = lengthBitsOf(cell("length"));
    const place = placeOf(cell("position"));
    if (bits === undefined || place === undefined) return "place-not-understood";
    const offset = offsetOf(cell("offset"));
    // Up to 53 bits are exact as a number.
    if (resolution === undefined || offset === undefined || bits > 53) return "scaling-not-understood";
    const slot = { bits, factor: resolution.factor, offset, unit: resolution.isDiscrete ? "" : cell("units") };
    const name = nameFor(cell("name"), spn);
    return [spn, name, place.byte, place.bit, resolution.isDiscrete ? { ...slot, rawMax: notAvailableRawMax(bits) } : slot];
  }

  #draftOf(pgn: number, cell: (column: Column) => string): Draft | undefined {
    const known = this.#drafts.get(pgn);
    if (known !== undefined) return known;
    if (this.#drafts.size >= j1939Limits.tableGroupsMax) return undefined;
    const acronym = cell("acronym").replaceAll(/[^0-9A-Za-z_]/g, "");
    const draft: Draft = {
      pgn,
      acronym: acronym === "" ? `PGN${pgn}` : acronym,
      title: cell("label"),
      periodMs: periodMsOf(cell("rate")),
      parameters: [],
      names: new Set(),
      spns: new Set(),
    };
    this.#drafts.set(pgn, draft);
    return draft;
  }
}

function columnsOf(cells: readonly string[]): ReadonlyMap<Column, number> | undefined {
  const found = new Map<Column, number>();
  const normal = cells.map((cell) => cell.trim().toLowerCase().replaceAll(/\s+/g, " "));
  for (const column of Object.keys(titles) as Column[]) {
    const index = normal.findIndex((title) => (titles[column] as readonly string[]).includes(title));
    if (index >= 0) found.set(column, index);
  }
  return neededColumns.every((column) => found.has(column)) ? found : undefined;
}

function separatorOf(text: string): "," | ";" | "\t" {
  const head = text.slice(0, 4_096);
  const counts = ([",", ";", "\t"] as const).map((separator) => ({ separator, count: head.split(separator).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/** As the built-in groups name theirs: words run together, `EngineSpeed`. */
function nameFor(label: string, spn: number): string {
  const words = label.match(/[0-9A-Za-z]+/g) ?? [];
  return words.length === 0 ? `SPN${spn}` : words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
