/** How a message says which signals its multiplexers select: by marks alone, or by marks and SG_MUL_VAL_. */
import type { DbcSignal } from "./dbc-types.ts";
import { numberText } from "./dbc-writer-text.ts";
import type { WrittenMessage } from "./dbc-written-message.ts";

/** What stands behind a signal's name: ` M`, ` m3`, ` m3M`. */
export function multiplexMarks(message: WrittenMessage): ReadonlyMap<DbcSignal, string> {
  const marks = new Map<DbcSignal, string>();
  for (const signal of message.signals) {
    const value = signal.selectedBy === undefined ? "" : `m${numberText(signal.selectedBy.ranges[0]?.from ?? 0)}`;
    const mark = `${value}${signal.isMultiplexer ? "M" : ""}`;
    if (mark !== "") marks.set(signal, ` ${mark}`);
  }
  return marks;
}

/** The SG_MUL_VAL_ statements of a message; none where marks say it all. */
export function multiplexStatements(message: WrittenMessage): readonly string[] {
  const { signals, fileId } = message;
  const roots = signals.filter(({ isMultiplexer, selectedBy }) => isMultiplexer && selectedBy === undefined);
  const needsNone = signals.every((signal) => saysMarkAll(signal, roots)) && (roots.length <= 1 || !message.isFirstWithId);
  if (needsNone) return [];
  const shortNameOf = new Map(signals.map(({ name, shortName }) => [name, shortName]));
  return signals.flatMap(({ shortName, selectedBy, isDouble }) => {
    // Of two signals of one name a statement means the first.
    if (selectedBy === undefined || isDouble) return [];
    const ranges = selectedBy.ranges.map(({ from, to }) => `${numberText(from)}-${numberText(to)}`).join(", ");
    return [`SG_MUL_VAL_ ${fileId} ${shortName} ${shortNameOf.get(selectedBy.multiplexer) ?? selectedBy.multiplexer} ${ranges};`];
  });
}

/** A mark holds one value and means the message's multiplexer that is always there, the first of several. */
function saysMarkAll({ selectedBy }: DbcSignal, roots: readonly DbcSignal[]): boolean {
  if (selectedBy === undefined) return true;
  const [range, ...more] = selectedBy.ranges;
  return more.length === 0 && range !== undefined && range.from === range.to && roots[0]?.name === selectedBy.multiplexer;
}
