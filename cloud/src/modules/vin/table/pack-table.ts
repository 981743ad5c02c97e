/** The SQLite form of vPIC, as columns of small numbers. Only the countries are left out: ISO 3780 says them better. */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { columnsLength, columnsOf, digits, endless, firstYear, vinCharacters, type VpicColumns, type VpicHeader } from "./vpic-format.ts";

type Row = Readonly<Record<string, SQLOutputValue>>;

/** Rows of a code in the order in which a decode believes them: the newest first. */
const patternsSql = `
select vds, model_id, series_id, trim_id, body_class_id, electrification_level_id, from_year, to_year
from pattern
where wmi = ?
order by from_year desc, coalesce(updated, created) desc, id asc`;

const wmiSql = `
select code, manufacturer_id, make_id, vehicle_type_id, truck_type_id
from wmi
order by code`;

/** Names that are used, by the id that the table gives them. */
class NameList {
  readonly names: string[] = [];
  readonly #known = new Map<SQLOutputValue, string>();
  readonly #indices = new Map<string, number>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) this.#known.set(row["id"] ?? null, String(row["name"]));
  }

  /** @returns -1 for none. */
  indexOf(id: SQLOutputValue | undefined): number {
    const name = this.#known.get(id ?? null);
    if (name === undefined) return -1;
    const index = this.#indices.get(name) ?? this.names.push(name) - 1;
    this.#indices.set(name, index);
    return index;
  }
}

/** Character classes and patterns, each held once. */
class PatternList {
  readonly classes = new Map<string, number>();
  readonly patterns = new Map<string, readonly number[]>();
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const tokens = text.match(/\[[^\]]+\]|[A-Z0-9.]/g) ?? [];
    if (tokens.join("") !== text) throw new Error(`the pattern "${text}" has a form that was not seen before`);
    // The sixth stands for the check digit's place, at which nothing is told apart.
    if (tokens.length > 5 && tokens.splice(5, 1)[0] !== ".") throw new Error(`the pattern "${text}" tells check digits apart`);
    this.patterns.set(
      text,
      tokens.map((token) => this.#classOf(token)),
    );
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  #classOf(token: string): number {
    const expression = new RegExp(`^${token}$`);
    const held = Array.from(vinCharacters)
      .filter((character) => expression.test(character))
      .join("");
    const index = this.classes.get(held) ?? this.classes.size;
    this.classes.set(held, index);
    return index;
  }
}

/** @returns the table in the form of vpic-format.ts, not packed. The same table gives the same bytes. */
export function packTable(database: DatabaseSync): Uint8Array {
  const all = (sql: string): Row[] => database.prepare(sql).all();
  const named = (table: string): NameList => new NameList(all(`select id, name from ${table}`));
  const lists = {
    manufacturer: named("manufacturer"),
    make: named("make"),
    model: named("model"),
    series: named("series"),
    trim: named("trim"),
    bodyClass: named("body_class"),
    electrification: named("electrification_level"),
    vehicleType: named("vehicle_type"),
  };
  const makeIdOfModel = new Map(all("select make_id, model_id from make_model").map((row) => [row["model_id"] ?? null, row["make_id"] ?? null]));
  /** Models of one name may be of several makes: the number is of both. */
  const models = new Map<string, { readonly name: number; readonly make: number; readonly index: number }>();
  const modelOf = (id: SQLOutputValue): number => {
    const name = lists.model.indexOf(id);
    if (name === -1) return -1;
    const make = lists.make.indexOf(makeIdOfModel.get(id));
    const key = `${name} ${make}`;
    const model = models.get(key) ?? { name, make, index: models.size };
    models.set(key, model);
    return model.index;
  };

  const patterns = new PatternList();
  const wmi = {
    code: [] as string[],
    manufacturer: [] as number[],
    make: [] as number[],
    vehicleType: [] as number[],
    isLight: [] as (0 | 1)[],
    firstRow: [] as number[],
  };
  const rows: Record<RowColumn, number[]> = {
    pattern: [],
    fromYear: [],
    toYear: [],
    model: [],
    series: [],
    trim: [],
    bodyClass: [],
    electrification: [],
  };
  const rowsOf = database.prepare(patternsSql);
  for (const code of all(wmiSql)) {
    const name = String(code["code"]);
    wmi.code.push(name);
    wmi.manufacturer.push(lists.manufacturer.indexOf(code["manufacturer_id"]));
    wmi.make.push(lists.make.indexOf(code["make_id"]));
    wmi.vehicleType.push(lists.vehicleType.indexOf(code["vehicle_type_id"]));
    wmi.isLight.push(isLight(code) ? 1 : 0);
    wmi.firstRow.push(rows.pattern.length);
    for (const row of rowsOf.iterate(name)) {
      rows.pattern.push(patterns.numberOf(String(row["vds"])));
      rows.fromYear.push(Number(row["from_year"]) - firstYear);
      rows.toYear.push(Math.min(endless, Number(row["to_year"]) - firstYear));
      rows.model.push(modelOf(row["model_id"] ?? null) + 1);
      rows.series.push(lists.series.indexOf(row["series_id"]) + 1);
      rows.trim.push(lists.trim.indexOf(row["trim_id"]) + 1);
      rows.bodyClass.push(lists.bodyClass.indexOf(row["body_class_id"]) + 1);
      rows.electrification.push(lists.electrification.indexOf(row["electrification_level_id"]) + 1);
    }
  }
  wmi.firstRow.push(rows.pattern.length);

  const [origin] = all("select version, released, url from vpic_version");
  const tokens = [...patterns.patterns.values()];
  const modelList = [...models.values()];
  return assemble(
    {
      format: 1,
      version: String(origin?.["version"]),
      released: String(origin?.["released"]),
      url: String(origin?.["url"]),
      rows: rows.pattern.length,
      patterns: tokens.length,
      tokens: tokens.reduce((sum, each) => sum + each.length, 0),
      classes: patterns.classes.size,
      names: {
        manufacturer: lists.manufacturer.names,
        make: lists.make.names,
        model: modelList.map(({ name }) => lists.model.names[name] ?? ""),
        series: lists.series.names,
        trim: lists.trim.names,
        bodyClass: lists.bodyClass.names,
        electrification: lists.electrification.names,
        vehicleType: lists.vehicleType.names,
      },
      makeOfModel: modelList.map(({ make }) => make),
      wmi,
    },
    { ...rows, ...classBits([...patterns.classes.keys()]), firstToken: runningSum(tokens.map(({ length }) => length)), token: tokens.flat() },
  );
}

type RowColumn = "pattern" | "fromYear" | "toYear" | "model" | "series" | "trim" | "bodyClass" | "electrification";

/** Cars, multipurpose vehicles, and trucks that are not heavy ones. */
function isLight(code: Row): boolean {
  const [car, truck, multipurpose, lightTruck] = [2, 3, 7, 1];
  const type = code["vehicle_type_id"];
  const truckType = code["truck_type_id"] ?? null;
  return type === car || type === multipurpose || (type === truck && (truckType === null || truckType === lightTruck));
}

function classBits(classes: readonly string[]): { readonly classDigits: readonly number[]; readonly classLetters: readonly number[] } {
  const codes = classes.map((held) => Array.from(held).map((character) => vinCharacters.indexOf(character)));
  const bits = (of: readonly number[]): number => of.reduce((sum, bit) => sum + 2 ** bit, 0);
  return {
    classDigits: codes.map((held) => bits(held.filter((code) => code < digits))),
    classLetters: codes.map((held) => bits(held.filter((code) => code >= digits).map((code) => code - digits))),
  };
}

function runningSum(lengths: readonly number[]): number[] {
  const sums = [0];
  for (const length of lengths) sums.push((sums.at(-1) ?? 0) + length);
  return sums;
}

function assemble(header: VpicHeader, values: Readonly<Record<keyof VpicColumns, readonly number[]>>): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const offset = Math.ceil((4 + json.length) / 4) * 4;
  const bytes = new Uint8Array(offset + columnsLength(header));
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  const columns = columnsOf(header, bytes.buffer, offset);
  for (const [name, numbers] of Object.entries(values)) {
    const column = columns[name as keyof VpicColumns]; // the record has these keys
    numbers.forEach((number, index) => {
      column[index] = number;
      if (column[index] !== number) throw new Error(`${number} does not fit into the column ${name}`);
    });
  }
  return bytes;
}
