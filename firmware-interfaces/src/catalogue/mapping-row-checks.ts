/** What can be said of a row without the definition of its source: whether the catalogue has the signal, and whether the units go together. */
import type { MappingProblems } from "./mapping-problems.ts";
import type { MappingRow } from "./mapping-types.ts";
import { unitConversion } from "./unit-conversion.ts";
import { unitRow } from "./units.ts";
import { vssSignals } from "./vss-signals.ts";

/** @returns whether the row can be used. */
export function checkRow(row: MappingRow, problems: MappingProblems): boolean {
  const signals = vssSignals();
  const target = signals.get(row.to);
  if (target === undefined) {
    problems.add(
      "mapping-name-unknown",
      row,
      `the catalogue has no signal ${JSON.stringify(row.to.slice(0, 120))}${problems.suggestion(row.to, () => signals.keys())}`,
    );
    return false;
  }
  if (target.type === "string" || target.type.endsWith("[]")) {
    problems.add("mapping-name-not-numeric", row, `${row.to} is a ${target.type}; a bus signal is a number`);
    return false;
  }
  if (row.unit === undefined) return true;
  if (unitRow(row.unit) === undefined && row.unit !== target.unit) {
    problems.add("mapping-unit-unknown", row, `unit ${JSON.stringify(row.unit.slice(0, 60))} is not known; ${row.to} has ${unitName(target.unit)}`);
    return false;
  }
  if (unitConversion(row.unit, target.unit) === undefined) {
    problems.add("mapping-unit-not-convertible", row, `${unitName(row.unit)} does not convert into ${unitName(target.unit)}, the unit of ${row.to}`);
    return false;
  }
  return true;
}

export function unitName(unit: string): string {
  return unit === "" ? "no unit" : unit;
}
