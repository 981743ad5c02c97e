/** `drawbar dbc show`: what a DBC file defines, with each message drawn bit by bit. Opens no file and prints nothing. */
import type { DbcFile, DbcMessage, DbcSelection, DbcSignal } from "../dbc/dbc-types.ts";
import { layoutBits } from "../decoding/signal-layout.ts";
import { commandLimits } from "./limits.ts";

export interface DbcShowOptions {
  readonly file: DbcFile;
  /** Only this message. */
  readonly message?: string | undefined;
  /** A line of JSON for each message instead of a drawing. */
  readonly json: boolean;
}

/** @returns lines without their ends; none when the file has no such message. */
export function* showDbc({ file, message: wanted, json }: DbcShowOptions): Generator<string> {
  const messages = file.messages.filter(({ name, shortName }) => wanted === undefined || name === wanted || shortName === wanted);
  for (const [index, message] of messages.entries()) {
    if (json) {
      yield JSON.stringify(messageJson(message));
      continue;
    }
    if (index > 0) yield "";
    yield* messageText(message);
  }
}

function messageJson(message: DbcMessage): Record<string, unknown> {
  const { id, extended, name, lengthBytes, format, senders, cycleTimeMs, comment, signals } = message;
  return { message: name, id, extended, lengthBytes, format, senders, cycleTimeMs, comment, signals: signals.map(signalJson) };
}

function signalJson(signal: DbcSignal): Record<string, unknown> {
  const { name, startBit, lengthBits, byteOrder, signed, numeric, factor, offset, min, max, unit, receivers, isMultiplexer, selectedBy, spn, comment } = signal;
  const place = { name, startBit, lengthBits, byteOrder, signed, numeric };
  const values = signal.values === undefined ? undefined : Object.fromEntries(signal.values);
  return { ...place, factor, offset, min, max, unit, receivers, isMultiplexer, selectedBy, values, spn, comment };
}

function* messageText(message: DbcMessage): Generator<string> {
  const { id, extended, name, lengthBytes, format, senders, cycleTimeMs, comment } = message;
  const identifier = `0x${id
    .toString(16)
    .toUpperCase()
    .padStart(extended ? 8 : 3, "0")}`;
  const facts = [identifier, `${lengthBytes} bytes`, format, ...(cycleTimeMs === undefined ? [] : [`every ${cycleTimeMs} ms`])];
  yield `${name}  ${facts.join("  ")}${senders.length === 0 ? "" : `  from ${senders.join(", ")}`}`;
  if (comment !== undefined) for (const line of comment.split("\n")) yield `  ${line.trimEnd()}`;
  yield* drawing(message);
  yield* signalRows(message.signals);
}

/** A row a byte, bit 7 on the left, in each cell the letter of its signal; `a+` where others share the bit. */
function* drawing({ lengthBytes, signals }: DbcMessage): Generator<string> {
  const rows = Math.min(lengthBytes, commandLimits.drawnBytesMax);
  const cells = Array.from({ length: rows * 8 }, () => "");
  for (const [index, signal] of signals.entries()) {
    for (const bit of layoutBits(signal).bits()) {
      const cell = cells[bit];
      if (cell === undefined) continue; // beyond the message, or the drawing
      cells[bit] = cell === "" ? letterOf(index) : `${cell.replace("+", "")}+`;
    }
  }
  if (rows === 0) return;
  // A letter, the sign for more, and a blank.
  const width = letterOf(signals.length).length + 2;
  const columns = [7, 6, 5, 4, 3, 2, 1, 0];
  const border = `      +${`${"-".repeat(width)}+`.repeat(8)}`;
  yield `      ${columns.map((bit) => ` ${String(bit).padEnd(width)}`).join("")}`.trimEnd();
  yield border;
  for (let row = 0; row < rows; row++) {
    const bits = columns.map((bit) => (cells[row * 8 + bit] ?? "").padEnd(width - 1));
    yield `${String(row).padStart(5)} | ${bits.join("| ")}|`;
  }
  yield border;
  if (rows < lengthBytes) yield `      … ${lengthBytes - rows} more bytes`;
}

function* signalRows(signals: readonly DbcSignal[]): Generator<string> {
  const rows = signals.map((signal, index) => [letterOf(index), signal.name, placeText(signal), scaleText(signal), whenText(signal.selectedBy)]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const [index, row] of rows.entries()) {
    yield `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd();
    for (const [value, text] of signals[index]?.values ?? []) yield `  ${" ".repeat(widths[0] ?? 0)}    ${value} = ${text}`;
  }
}

function placeText({ startBit, lengthBits, byteOrder, signed, numeric }: DbcSignal): string {
  const type = numeric === "integer" ? (signed ? "signed" : "unsigned") : numeric;
  return `${startBit}|${lengthBits} ${byteOrder === "intel" ? "Intel" : "Motorola"} ${type}`;
}

function scaleText({ factor, offset, min, max, unit }: DbcSignal): string {
  const isPlain = factor === 1 && offset === 0;
  const raised = offset === 0 ? "" : ` ${offset < 0 ? "-" : "+"} ${Math.abs(offset)}`;
  const scale = `${isPlain ? "" : `raw${factor === 1 ? "" : ` × ${factor}`}${raised} `}${unit}`.trim();
  return min === 0 && max === 0 ? scale : `${scale} [${min} to ${max}]`.trim();
}

function whenText(selectedBy: DbcSelection | undefined): string {
  if (selectedBy === undefined) return "";
  const values = selectedBy.ranges.map(({ from, to }) => (from === to ? String(from) : `${from} to ${to}`)).join(", ");
  return `when ${selectedBy.multiplexer} = ${values}`;
}

/** a to z, then aa, ab and so on. */
function letterOf(index: number): string {
  const letter = String.fromCodePoint(0x61 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}
