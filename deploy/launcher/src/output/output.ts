/** Where a command's words go: results on standard output, progress and complaints on standard error. */
import { styleText } from "node:util";

export interface Output {
  readonly isJson: boolean;
  /** One line of a result: JSON with `--json`, else the text. */
  result(value: unknown, text: string): void;
  /** A step of long work, for people only. */
  progress(text: string): void;
  /** Replaces the last progress line on a terminal; elsewhere written at most every two seconds. */
  ticker(text: string): void;
  warn(text: string): void;
}

const tickerEveryMs = 2_000;

export function createOutput(options: { readonly json: boolean; readonly stdout?: NodeJS.WriteStream; readonly stderr?: NodeJS.WriteStream }): Output {
  const stdout = options.stdout ?? process.stdout;
  const stderr = options.stderr ?? process.stderr;
  let tickedAt = Number.NEGATIVE_INFINITY;
  let hasTicker = false;
  const endTicker = (): void => {
    if (hasTicker) stderr.write("\n");
    hasTicker = false;
  };
  return {
    isJson: options.json,
    result: (value, text) => {
      endTicker();
      stdout.write(`${options.json ? JSON.stringify(value) : text}\n`);
    },
    progress: (text) => {
      endTicker();
      stderr.write(`${text}\n`);
    },
    ticker: (text) => {
      const now = performance.now();
      if (stderr.isTTY) {
        stderr.write(`\r\u001B[2K${text}`);
        hasTicker = true;
      } else if (now - tickedAt >= tickerEveryMs) {
        tickedAt = now;
        stderr.write(`${text}\n`);
      }
    },
    warn: (text) => {
      endTicker();
      stderr.write(`${stderr.isTTY ? styleText("yellow", text) : text}\n`);
    },
  };
}

/** Columns as wide as their widest cell, two blanks apart; cells of numbers are set right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => String(row[column] ?? "").length)));
  const line = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, column) => (typeof cell === "number" ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(head), ...rows.map(line)].join("\n");
}
