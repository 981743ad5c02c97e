/** Which multiplexer selects each signal of a message, from marks (`m3`) and SG_MUL_VAL_, which has the last word. */
import type { DiagnosticList } from "./dbc-diagnostics.ts";
import type { MessageDraft, SignalDraft } from "./dbc-drafts.ts";
import type { DbcSelection } from "./dbc-types.ts";
import { dbcLimits } from "./limits.ts";

/** @returns by the name of the selected signal; the multiplexer's is as in the draft. Signals that are always there are absent. */
export function resolveSelections(message: MessageDraft, diagnostics: DiagnosticList): ReadonlyMap<string, DbcSelection> {
  const resolved = new Map<string, DbcSelection>();
  // A multiplexer that is itself selected (`m0M`) belongs to extended multiplexing and needs SG_MUL_VAL_ to select others.
  const roots = [...message.signals.values()].filter(({ isMultiplexer, selectorValue }) => isMultiplexer && selectorValue === undefined);
  for (const signal of message.signals.values()) {
    const selection = selectionOf(signal, message, roots, diagnostics);
    if (selection !== undefined) resolved.set(signal.name, selection);
  }
  const unsound = [...message.signals.values()].filter(({ name }) => !hasBeginning(name, resolved));
  for (const signal of unsound) {
    diagnostics.add("multiplexer-cycle", signal, `signal ${signal.name} is selected by a chain of multiplexers without a beginning`);
    const selection = resolved.get(signal.name);
    if (selection !== undefined) resolved.set(signal.name, { multiplexer: selection.multiplexer, ranges: [] });
  }
  return resolved;
}

function selectionOf(signal: SignalDraft, message: MessageDraft, roots: readonly SignalDraft[], diagnostics: DiagnosticList): DbcSelection | undefined {
  const { selection, selectorValue } = signal;
  if (selection !== undefined) {
    if (message.signals.has(selection.multiplexer)) return selection;
    diagnostics.add(
      "multiplexer-missing",
      signal,
      `signal ${signal.name} is selected by ${selection.multiplexer}, which message ${message.name} does not have`,
    );
  }
  if (selectorValue === undefined) return undefined;
  const [multiplexer] = roots;
  if (multiplexer === undefined) {
    diagnostics.add("multiplexer-missing", signal, `message ${message.name} has no multiplexer for signal ${signal.name}`);
    return undefined;
  }
  if (roots.length > 1)
    diagnostics.add(
      "multiplexer-several",
      signal,
      `message ${message.name} has ${roots.length} multiplexers; ${multiplexer.name} is taken to select ${signal.name}`,
    );
  return { multiplexer: multiplexer.name, ranges: [{ from: selectorValue, to: selectorValue }] };
}

function hasBeginning(signal: string, selections: ReadonlyMap<string, DbcSelection>): boolean {
  let at = signal;
  for (let depth = 0; depth <= dbcLimits.multiplexDepthMax; depth++) {
    const above = selections.get(at)?.multiplexer;
    if (above === undefined) return true;
    at = above;
  }
  return false;
}
