/**
 * Mapping files, by which a fleet says which signal of its vehicles is which signal of the catalogue. YAML, or JSON, which is YAML too:
 *
 *     mapping: 1
 *     signals:
 *       - dbc: WHEEL_SPEEDS/WHEEL_SPEED_FL   # message/signal of a DBC file
 *         bus: can0                          # only on this bus
 *         unit: m/s                          # of the source, where the DBC file has none or a wrong one
 *         name: Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed
 *       - spn: 190                           # SAE J1939 parameter
 *         source: 0x00                       # only from this source address
 *         name: Vehicle.Powertrain.CombustionEngine.Speed
 *       - pid: 0x0C                          # OBD-II, service 01
 *         name: Vehicle.Powertrain.CombustionEngine.Speed
 *
 * Values are converted into the unit of the catalogue signal.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import { catalogueLimits } from "./limits.ts";
import { MappingProblems } from "./mapping-problems.ts";
import { checkRow } from "./mapping-row-checks.ts";
import { sourceKey, type Mapping, type MappingPlace, type MappingRow, type MappingSource } from "./mapping-types.ts";

const formVersion = 1;
const rowFields = ["dbc", "spn", "pid", "signal", "bus", "source", "unit", "name"] as const;
type RowField = (typeof rowFields)[number];

/**
 * @param bytes UTF-8.
 * @param options.name for messages.
 * @returns every row that can be used and everything that is wrong with the file; a file that is none has no row.
 */
export function parseMapping(bytes: Uint8Array, options: { readonly name: string }): Mapping {
  const problems = new MappingProblems();
  const start = { line: 1, column: 1 };
  let rows: readonly MappingRow[] = [];
  if (bytes.length > catalogueLimits.mappingBytesMax) {
    problems.add("mapping-too-large", start, `a mapping has at most ${catalogueLimits.mappingBytesMax} bytes, this one ${bytes.length}`);
  } else {
    try {
      rows = new MappingReader(new TextDecoder().decode(bytes), problems).read();
    } catch (error) {
      // The YAML reader calls itself for every level of lists in lists, and runs out of stack before it runs out of file.
      if (!(error instanceof RangeError)) throw error;
      problems.add("mapping-syntax", start, "lists and maps are nested too deep");
    }
  }
  return { name: options.name, rows, problems: problems.toArray() };
}

interface Field extends MappingPlace {
  readonly value: unknown;
}

class MappingReader {
  readonly #problems: MappingProblems;
  readonly #lines = new LineCounter();
  readonly #text: string;

  constructor(text: string, problems: MappingProblems) {
    this.#text = text;
    this.#problems = problems;
  }

  read(): readonly MappingRow[] {
    const problems = this.#problems;
    // Keys are checked here, a map of many at once: the reader compares each with each.
    const document = parseDocument(this.#text, { lineCounter: this.#lines, uniqueKeys: false, prettyErrors: false, schema: "core", logLevel: "silent" });
    for (const { pos, message } of document.errors) problems.add("mapping-syntax", this.#at(pos[0]), message);
    if (document.errors.length > 0) return [];
    const root = document.contents;
    const fields = this.#fields(root, ["mapping", "signals"], "a map with mapping and signals");
    if (fields === undefined) return [];
    const version = fields.get("mapping");
    if (version === undefined) problems.add("mapping-field-missing", this.#place(root), `"mapping: ${formVersion}" is missing, the version of the form`);
    else if (this.#scalar(version.node) !== formVersion) problems.add("mapping-field-value", version, `"mapping" is ${formVersion}, the version of the form`);
    const signals = fields.get("signals");
    if (signals === undefined) {
      problems.add("mapping-field-missing", this.#place(root), '"signals" is missing, the list of rows');
      return [];
    }
    if (!isSeq(signals.node)) {
      problems.add("mapping-form", signals, '"signals" is a list of rows');
      return [];
    }
    return this.#rows(signals.node.items);
  }

  #rows(items: readonly unknown[]): readonly MappingRow[] {
    const problems = this.#problems;
    const rows: MappingRow[] = [];
    const seen = new Map<string, MappingRow>();
    for (const item of items) {
      const place = this.#place(item);
      if (rows.length >= catalogueLimits.mappingRowsMax) {
        problems.add("mapping-too-large", place, `a mapping has at most ${catalogueLimits.mappingRowsMax} rows; this one and those behind it are left out`);
        break;
      }
      const row = this.#row(item, place);
      if (row === undefined || !checkRow(row, problems)) continue;
      const key = `${sourceKey(row.from)} on ${row.bus ?? "*"} from ${row.sourceAddress ?? "*"}`;
      const other = seen.get(key);
      if (other !== undefined) {
        problems.add("mapping-twice", row, `the signal is mapped in line ${other.line} already`);
        continue;
      }
      seen.set(key, row);
      rows.push(row);
    }
    return rows;
  }

  #row(item: unknown, place: MappingPlace): MappingRow | undefined {
    const nodes = this.#fields(item, rowFields, "a row with dbc, spn or pid, and name");
    if (nodes === undefined) return undefined;
    const fields = new Map<RowField, Field>();
    for (const [key, { node, line, column }] of nodes) fields.set(key, { value: this.#scalar(node), line, column });
    const to = this.#textOf(fields, "name");
    const from = this.#source(fields, place);
    const bus = this.#textOf(fields, "bus");
    const unit = this.#textOf(fields, "unit");
    const sourceAddress = this.#numberOf(fields, "source", 0xff);
    if (!fields.has("name")) this.#problems.add("mapping-field-missing", place, '"name" is missing, the name of the catalogue signal');
    if (fields.has("source") && from?.kind === "pid") {
      this.#problems.add("mapping-field-value", fields.get("source") ?? place, '"source" is an address of J1939; a PID has none');
      return undefined;
    }
    const read = { name: to, bus, unit, source: sourceAddress, dbc: from, spn: from, pid: from, signal: from };
    const isReadable = [...fields.keys()].every((field) => read[field] !== undefined);
    if (!isReadable || from === undefined || to === undefined) return undefined;
    return { from, bus, sourceAddress, unit, to, line: place.line, column: place.column };
  }

  #source(fields: ReadonlyMap<RowField, Field>, place: MappingPlace): MappingSource | undefined {
    const problems = this.#problems;
    const kinds = (["dbc", "spn", "pid"] as const).filter((kind) => fields.has(kind));
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) {
      problems.add("mapping-field-missing", place, `a row has one of dbc, spn and pid; this one has ${kind === undefined ? "none" : kinds.join(" and ")}`);
      return undefined;
    }
    const signalField = fields.get("signal");
    if (signalField !== undefined && kind !== "pid") {
      problems.add("mapping-field-value", signalField, '"signal" goes with pid only; of a DBC file write dbc: MESSAGE/SIGNAL');
      return undefined;
    }
    if (kind === "dbc") {
      const text = this.#textOf(fields, "dbc");
      if (text === undefined) return undefined;
      const slash = text.indexOf("/");
      if (slash > 0 && slash < text.length - 1) return { kind, message: text.slice(0, slash), signal: text.slice(slash + 1) };
      problems.add("mapping-field-value", fields.get("dbc") ?? place, `"dbc" is MESSAGE/SIGNAL, not ${JSON.stringify(text)}`);
      return undefined;
    }
    if (kind === "spn") {
      const spn = this.#numberOf(fields, "spn", 0x7_ffff);
      return spn === undefined ? undefined : { kind, spn };
    }
    const pid = this.#numberOf(fields, "pid", 0xff);
    const signal = this.#textOf(fields, "signal");
    return pid === undefined || (signalField !== undefined && signal === undefined) ? undefined : { kind, pid, signal };
  }

  #textOf(fields: ReadonlyMap<RowField, Field>, key: RowField): string | undefined {
    const field = fields.get(key);
    if (field === undefined) return undefined;
    if (typeof field.value === "string" && field.value !== "") return field.value;
    this.#problems.add("mapping-field-value", field, `"${key}" is a text`);
    return undefined;
  }

  #numberOf(fields: ReadonlyMap<RowField, Field>, key: RowField, max: number): number | undefined {
    const field = fields.get(key);
    if (field === undefined) return undefined;
    const { value } = field;
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= max) return value;
    this.#problems.add("mapping-field-value", field, `"${key}" is a whole number from 0 to ${max} (0x${max.toString(16).toUpperCase()})`);
    return undefined;
  }

  /** The members of a map, each of a known name and there once. */
  #fields<Key extends string>(node: unknown, known: readonly Key[], what: string): ReadonlyMap<Key, MappingPlace & { readonly node: unknown }> | undefined {
    const problems = this.#problems;
    if (!isMap(node)) {
      problems.add("mapping-form", this.#place(node), `expected ${what}`);
      return undefined;
    }
    const fields = new Map<Key, MappingPlace & { readonly node: unknown }>();
    for (const { key, value } of node.items) {
      const place = this.#place(key);
      const name = this.#scalar(key);
      const field = known.find((candidate) => candidate === name);
      if (field === undefined) {
        const text = typeof name === "string" ? name : "this";
        problems.add("mapping-field-unknown", place, `${JSON.stringify(text.slice(0, 60))} is no field here${problems.suggestion(text, () => known)}`);
      } else if (fields.has(field)) problems.add("mapping-field-value", place, `"${field}" is there twice`);
      else fields.set(field, { ...place, node: value });
    }
    return fields;
  }

  #scalar(node: unknown): unknown {
    if (isScalar(node)) return node.value;
    if (isAlias(node)) this.#problems.add("mapping-form", this.#place(node), "a mapping has no aliases; write the value again");
    return undefined;
  }

  #place(node: unknown): MappingPlace {
    const range = typeof node === "object" && node !== null && "range" in node ? (node as Node).range : undefined; // what yaml's nodes have
    return this.#at(range?.[0] ?? 0);
  }

  #at(offset: number): MappingPlace {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }
}
