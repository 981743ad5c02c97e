/** From where a value was found to what it is called: `can0/WHEEL_SPEEDS/WHEEL_SPEED_FL` to a VSS name and its unit. */
import type { DecodedSignal } from "../decoding/frame-decoder.ts";
import { decimalsOf } from "../decoding/frame-decoder.ts";
import { dbcMapping, standardMapping } from "./built-in-mappings.ts";
import { parseMapping } from "./mapping-parser.ts";
import { sourceKey, type Mapping, type MappingRow } from "./mapping-types.ts";
import { toDouble } from "./rational.ts";
import { convertScaling, unitConversion, type Scaling } from "./unit-conversion.ts";
import { unitOf } from "./units.ts";
import { vssSignals } from "./vss-signals.ts";

/** What must be known of a decoded signal. */
export type MappableSignal = Pick<DecodedSignal, "message" | "name" | "kind" | "factor" | "offset" | "unit" | "decimals" | "spn" | "pid">;

export interface MappedSignal {
  /** VSS name, or the source when nothing maps it. */
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  /** Of a `scaled` signal, in the unit above; 1 and 0 otherwise. */
  readonly factor: number;
  readonly offset: number;
  /** What a value of a `float` signal needs to be in the unit above: value * factor + offset. Absent when it is already. */
  readonly conversion: Scaling | undefined;
}

/** Mappings in the order in which they count, and behind them those that Drawbar brings along. */
export class SignalMapper {
  readonly #rows = new Map<string, MappingRow[]>();
  /** Of rows whose names are not unique in the world: the unit must agree as well. */
  readonly #cautious: ReadonlySet<MappingRow>;

  constructor(mappings: readonly Mapping[] = []) {
    const builtIn = builtInMappings();
    this.#cautious = new Set(builtIn.dbc.rows);
    for (const { rows } of [...mappings, builtIn.dbc, builtIn.standard]) {
      // Of one file, what is said of one bus or address goes before what is said of all.
      for (const row of rows.toSorted((a, b) => restrictions(b) - restrictions(a))) {
        const key = sourceKey(row.from);
        this.#rows.set(key, [...(this.#rows.get(key) ?? []), row]);
      }
    }
  }

  /**
   * @param source as in the catalogue, such as `can1/EEC1/EngineSpeed@00`.
   * @returns the signal under the name and in the unit of the first row that fits; unchanged, under its source, when there is
   *   none, or when its values cannot be converted into the unit.
   */
  map(source: string, signal: MappableSignal): MappedSignal {
    for (const row of this.#rowsOf(signal)) {
      if (!isFrom(row, source)) continue;
      const mapped = mapBy(row, signal);
      const isSameUnit = mapped !== undefined && mapped.unit === unitOf(signal.unit);
      if (mapped !== undefined && (isSameUnit || !this.#cautious.has(row))) return mapped;
    }
    const { decimals, factor, offset } = signal;
    return { name: source, unit: unitOf(signal.unit), decimals, factor, offset, conversion: undefined };
  }

  #rowsOf({ message, name, spn, pid }: MappableSignal): readonly MappingRow[] {
    const rows = (key: string): readonly MappingRow[] => this.#rows.get(key) ?? [];
    return [
      ...rows(sourceKey({ kind: "dbc", message, signal: name })),
      ...(spn === undefined ? [] : rows(sourceKey({ kind: "spn", spn }))),
      ...(pid === undefined ? [] : [...rows(sourceKey({ kind: "pid", pid, signal: name })), ...rows(sourceKey({ kind: "pid", pid, signal: undefined }))]),
    ];
  }
}

/** @returns `undefined` when the values cannot be converted: other quantities, or integers that no double holds. */
export function mapBy(row: MappingRow, signal: MappableSignal): MappedSignal | undefined {
  const target = vssSignals().get(row.to);
  const conversion = target === undefined ? undefined : unitConversion(row.unit ?? signal.unit, target.unit);
  if (target === undefined || conversion === undefined) return undefined;
  const { kind, decimals, factor, offset } = signal;
  const named = { name: row.to, unit: target.unit };
  if (conversion.isIdentity) return { ...named, decimals, factor, offset, conversion: undefined };
  if (kind === "float") return { ...named, decimals, factor, offset, conversion: { factor: toDouble(conversion.gain), offset: toDouble(conversion.bias) } };
  const scaling = kind === "scaled" ? convertScaling(signal, conversion) : undefined;
  return scaling === undefined ? undefined : { ...named, ...scaling, decimals: decimalsOf(scaling.factor), conversion: undefined };
}

function isFrom({ bus, sourceAddress }: MappingRow, source: string): boolean {
  if (bus !== undefined && !source.startsWith(`${bus}/`)) return false;
  return sourceAddress === undefined || sourceAddress === Number.parseInt(/@([\dA-F]{2})$/.exec(source)?.[1] ?? "", 16);
}

function restrictions({ bus, sourceAddress }: MappingRow): number {
  return (bus === undefined ? 0 : 1) + (sourceAddress === undefined ? 0 : 1);
}

let parsedBuiltIn: { readonly dbc: Mapping; readonly standard: Mapping } | undefined;

/** The mappings that Drawbar brings along; read when first asked for. */
export function builtInMappings(): { readonly dbc: Mapping; readonly standard: Mapping } {
  const parse = (text: string): Mapping => parseMapping(new TextEncoder().encode(text), { name: "built-in" });
  parsedBuiltIn ??= { dbc: parse(dbcMapping), standard: parse(standardMapping) };
  return parsedBuiltIn;
}
