/** `drawbar can decode --live` on a terminal: a table that stands still while its values move. Draws nothing itself. */
import type { LogEntry } from "../logs/log-entry.ts";
import { BusDecoders, signalTexts, type CanDecodeOptions } from "./can-decode.ts";
import { frameIdText } from "./frame-id-text.ts";
import { commandLimits } from "./limits.ts";

interface Row {
  readonly bus: string;
  readonly idText: string;
  readonly message: string;
  count: number;
  lastUs: number;
  /** Between the last two frames. */
  periodUs: number | undefined;
  readonly signals: Map<string, string>;
}

/** Last values per message and bus. */
export class CanMonitor {
  readonly #decoders: BusDecoders;
  readonly #rows = new Map<string, Row>();
  #frames = 0;
  #unknownFrames = 0;
  #errorFrames = 0;
  #droppedFrames = 0;

  constructor(dbcs: CanDecodeOptions["dbcs"]) {
    this.#decoders = new BusDecoders(dbcs);
  }

  add(entry: LogEntry): void {
    const { bus, frame } = entry;
    if (frame.flags?.error === true) {
      this.#errorFrames += 1;
      return;
    }
    this.#frames += 1;
    const decoded = this.#decoders.decode(entry);
    const row = decoded === undefined ? undefined : this.#row(bus, frameIdText(frame), decoded.message.name);
    if (decoded === undefined || row === undefined) {
      this.#unknownFrames += 1;
      return;
    }
    row.periodUs = row.count === 0 ? undefined : frame.atUs - row.lastUs;
    row.count += 1;
    row.lastUs = frame.atUs;
    // Values of other pages of a multiplexer stay as they were.
    for (const [name, text] of signalTexts(decoded)) row.signals.set(name, text);
  }

  addDropped(frames: number): void {
    this.#droppedFrames += frames;
  }

  /** @returns at most `height` lines of at most `width` characters. */
  lines(size: { readonly width: number; readonly height: number }): readonly string[] {
    const counts = [`${this.#frames} frames`, `${this.#unknownFrames} not in a DBC file`, `${this.#errorFrames} errors`, `${this.#droppedFrames} dropped`];
    const all = [counts.join(", "), `${"bus".padEnd(8)}${"id".padStart(8)}  ${"period ms".padStart(9)}  ${"count".padStart(8)}  message`];
    const rows = [...this.#rows.values()].sort((a, b) => compare(a.bus, b.bus) || compare(a.message, b.message));
    for (const row of rows) all.push(...rowLines(row));
    if (all.length > size.height) all.splice(size.height - 1, all.length, `... ${all.length - size.height + 1} more lines; a higher window shows them`);
    return all.map((line) => line.slice(0, size.width));
  }

  #row(bus: string, idText: string, message: string): Row | undefined {
    const key = `${bus} ${idText} ${message}`;
    let row = this.#rows.get(key);
    if (row === undefined && this.#rows.size < commandLimits.monitorRowsMax) {
      row = { bus, idText, message, count: 0, lastUs: 0, periodUs: undefined, signals: new Map() };
      this.#rows.set(key, row);
    }
    return row;
  }
}

function rowLines(row: Row): readonly string[] {
  const period = row.periodUs === undefined ? "-" : (row.periodUs / 1_000).toFixed(1);
  const head = `${row.bus.padEnd(8)}${row.idText.padStart(8)}  ${period.padStart(9)}  ${String(row.count).padStart(8)}  ${row.message}`;
  const nameWidth = Math.max(0, ...Array.from(row.signals.keys(), (name) => name.length));
  return [head, ...Array.from(row.signals, ([name, text]) => `${" ".repeat(39)}${name.padEnd(nameWidth)}  ${text}`)];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
