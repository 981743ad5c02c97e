/** What a file says that cannot be true of one network. Reported, never repaired. */
import { extendedIdMax } from "../can/can-frame.ts";
import { fdLengths } from "../can/limits.ts";
import type { DiagnosticList } from "./dbc-diagnostics.ts";
import type { DbcMessage, DbcSelection, DbcSignal } from "./dbc-types.ts";
import { dbcLimits } from "./limits.ts";
import { layoutBits } from "../decoding/signal-layout.ts";

export function checkFile(messages: readonly DbcMessage[], diagnostics: DiagnosticList): void {
  const names = new Set<string>();
  const ids = new Map<number, string>();
  for (const message of messages) {
    if (names.has(message.name)) diagnostics.add("message-duplicate-name", message, `there is another message ${message.name}`);
    names.add(message.name);
    const key = message.extended ? message.id + extendedIdMax + 1 : message.id;
    const other = ids.get(key);
    if (other === undefined) ids.set(key, message.name);
    else diagnostics.add("message-duplicate-id", message, `messages ${other} and ${message.name} have the identifier 0x${message.id.toString(16)}`);
    checkMessage(message, diagnostics);
  }
}

function checkMessage(message: DbcMessage, diagnostics: DiagnosticList): void {
  const { lengthBytes } = message;
  // Longer ones are J1939 transport messages and other protocols' transfers; in between no frame exists.
  const isPossible = lengthBytes > 64 ? lengthBytes <= dbcLimits.messageBytesMax : fdLengths.includes(lengthBytes) || message.format === "j1939";
  if (!isPossible) diagnostics.add("message-length-impossible", message, `message ${message.name} has ${lengthBytes} bytes`);
  for (const signal of message.signals) {
    if (signal.factor === 0) diagnostics.add("signal-factor-zero", signal, `signal ${signal.name} has the factor 0`);
    if (signal.lengthBits > dbcLimits.signalBitsMax)
      diagnostics.add("signal-longer-than-64-bits", signal, `signal ${signal.name} has ${signal.lengthBits} bits`);
    const bits = layoutBits(signal);
    if (bits.bytesNeeded > lengthBytes)
      diagnostics.add("signal-does-not-fit", signal, `signal ${signal.name} needs ${bits.bytesNeeded} bytes, message ${message.name} has ${lengthBytes}`);
  }
  checkOverlaps(message, diagnostics);
}

/** Each bit has the signals that use it; two that are never active together may share it. One report a pair. */
function checkOverlaps(message: DbcMessage, diagnostics: DiagnosticList): void {
  const selectionsOf = selectionChains(message);
  const users = new Map<number, DbcSignal[]>();
  const compared = new Set<string>();
  for (const signal of message.signals) {
    for (const bit of layoutBits(signal).bits()) {
      const others = users.get(bit) ?? [];
      if (others.length === 0) users.set(bit, others);
      for (const other of others) {
        const pair = `${other.name} ${signal.name}`;
        if (compared.has(pair)) continue;
        if (compared.size >= dbcLimits.overlapPairsMax) return;
        compared.add(pair);
        if (areExclusive(selectionsOf.get(other) ?? [], selectionsOf.get(signal) ?? [])) continue;
        diagnostics.add("signal-overlap", signal, `signals ${other.name} and ${signal.name} of message ${message.name} share bits`);
      }
      others.push(signal);
    }
  }
}

/** Whether the two need different values of one selector. */
function areExclusive(left: readonly DbcSelection[], right: readonly DbcSelection[]): boolean {
  return left.some((one) => {
    const two = right.find(({ multiplexer }) => multiplexer === one.multiplexer);
    return two !== undefined && !one.ranges.some((a) => two.ranges.some((b) => a.from <= b.to && b.from <= a.to));
  });
}

/** Each signal's selection, that of its multiplexer, and so on upwards. */
function selectionChains(message: DbcMessage): ReadonlyMap<DbcSignal, readonly DbcSelection[]> {
  const byName = new Map(message.signals.map((signal) => [signal.name, signal]));
  return new Map(
    message.signals.map((signal) => {
      const chain: DbcSelection[] = [];
      for (let at = signal.selectedBy; at !== undefined && chain.length <= dbcLimits.multiplexDepthMax; at = byName.get(at.multiplexer)?.selectedBy)
        chain.push(at);
      return [signal, chain];
    }),
  );
}
