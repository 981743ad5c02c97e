/** A mapping file as values: which signal of a vehicle is which signal of the catalogue. */

export interface Mapping {
  /** As the caller named it, such as `fleet.yaml`. */
  readonly name: string;
  /** Those without a fault, in file order. */
  readonly rows: readonly MappingRow[];
  /** In file order. */
  readonly problems: readonly MappingProblem[];
}

export interface MappingRow extends MappingPlace {
  readonly from: MappingSource;
  /** Only on this bus. */
  readonly bus: string | undefined;
  /** Only from this J1939 source address. */
  readonly sourceAddress: number | undefined;
  /** The unit that the source's values have, where its definition has none or a wrong one. */
  readonly unit: string | undefined;
  /** VSS name. */
  readonly to: string;
}

export type MappingSource =
  | { readonly kind: "dbc"; readonly message: string; readonly signal: string }
  | { readonly kind: "spn"; readonly spn: number }
  /** Of OBD-II service 01; `signal` where a PID has several. */
  | { readonly kind: "pid"; readonly pid: number; readonly signal: string | undefined };

/** Lines and columns count from 1. */
export interface MappingPlace {
  readonly line: number;
  readonly column: number;
}

export interface MappingProblem extends MappingPlace {
  readonly severity: "error" | "warning";
  readonly code: MappingProblemCode;
  /** With what is expected or, of a name, the nearest known one. */
  readonly message: string;
}

export type MappingProblemCode =
  | "mapping-too-large"
  | "mapping-syntax"
  | "mapping-form"
  | "mapping-field-unknown"
  | "mapping-field-missing"
  | "mapping-field-value"
  | "mapping-name-unknown"
  | "mapping-name-not-numeric"
  | "mapping-unit-unknown"
  | "mapping-unit-not-convertible"
  | "mapping-twice"
  | "mapping-signal-unknown"
  | "mapping-value-not-convertible"
  | "mapping-problems-too-many";

/** What a row is about, as text: equal for two rows that speak of the same signal. */
export function sourceKey(from: MappingSource): string {
  switch (from.kind) {
    case "dbc":
      return `dbc ${from.message}/${from.signal}`;
    case "spn":
      return `spn ${from.spn}`;
    default:
      return `pid ${from.pid}${from.signal === undefined ? "" : ` ${from.signal}`}`;
  }
}
