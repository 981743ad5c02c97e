/** Whether a mapping fits the DBC files that it is meant for. */
import { describeSignals } from "../dbc/dbc-program.ts";
import type { DbcFile } from "../dbc/dbc-types.ts";
import type { DecodedSignal } from "../decoding/frame-decoder.ts";
import { MappingProblems } from "./mapping-problems.ts";
import { unitName } from "./mapping-row-checks.ts";
import type { Mapping, MappingProblem, MappingRow } from "./mapping-types.ts";
import { mapBy } from "./signal-mapper.ts";
import { unitConversion } from "./unit-conversion.ts";
import { vssSignals } from "./vss-signals.ts";

/**
 * @param dbcs with a bus: asked only for rows of that bus or of none.
 * @returns rows about signals that no file has, and rows whose signal does not convert. J1939 parameters and PIDs that no
 *   file mentions are no fault: they need no DBC file.
 */
export function checkMapping(mapping: Mapping, dbcs: readonly { readonly bus?: string | undefined; readonly file: DbcFile }[]): readonly MappingProblem[] {
  const problems = new MappingProblems();
  const files = dbcs.map(({ bus, file }) => ({ bus, ...indexOf(file) }));
  for (const row of mapping.rows) {
    const { from } = row;
    if (from.kind === "pid") continue;
    const asked = files.filter(({ bus }) => bus === undefined || row.bus === undefined || bus === row.bus);
    const found = asked.flatMap(({ byName, bySpn }) =>
      from.kind === "dbc" ? (byName.get(`${from.message}/${from.signal}`) ?? []) : (bySpn.get(from.spn) ?? []),
    );
    if (found.length === 0 && from.kind === "dbc") {
      const name = `${from.message}/${from.signal}`;
      const known = (): Iterable<string> => asked.flatMap(({ byName }) => [...byName.keys()]);
      problems.add("mapping-signal-unknown", row, `no DBC file has the signal ${name}${problems.suggestion(name, known)}`);
    }
    for (const signal of found) {
      if (mapBy(row, signal) !== undefined) continue;
      reportInconvertible(row, signal, problems);
      break;
    }
  }
  return problems.toArray();
}

function reportInconvertible(row: MappingRow, signal: DecodedSignal, problems: MappingProblems): void {
  const unit = row.unit ?? signal.unit;
  const wanted = vssSignals().get(row.to)?.unit ?? "";
  if (unitConversion(unit, wanted) === undefined) {
    const advice = row.unit === undefined ? `; if ${signal.path} is in another unit than its DBC file says, say so with unit` : "";
    problems.add("mapping-unit-not-convertible", row, `${unitName(unit)} does not convert into ${unitName(wanted)}, the unit of ${row.to}${advice}`);
  } else {
    const what = `${signal.path} is an integer of more than 53 bits, which would not stay exact in ${unitName(wanted)}`;
    problems.add("mapping-value-not-convertible", row, what);
  }
}

interface SignalIndex {
  readonly byName: ReadonlyMap<string, readonly DecodedSignal[]>;
  readonly bySpn: ReadonlyMap<number, readonly DecodedSignal[]>;
}

function indexOf(file: DbcFile): SignalIndex {
  const signals = file.messages.flatMap((message) => describeSignals(message, ""));
  const bySpn = Map.groupBy(signals, ({ spn }) => spn ?? -1);
  return { byName: Map.groupBy(signals, ({ path }) => path), bySpn };
}
