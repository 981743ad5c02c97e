/**
 * Rows of a CSV text; cells may be quoted and then hold commas, line ends and doubled quotes.
 *
 * @param text not longer than the caller's limit.
 * @see RFC 4180
 */
export function* csvRows(text: string, separator: "," | ";" | "\t"): Generator<readonly string[]> {
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
    row.push(cell.text);
    at = cell.end;
    if (text[at] === separator) {
      at++;
      // A separator at the very end has an empty cell behind it.
      if (at === text.length) row.push("");
      continue;
    }
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    yield row;
    row = [];
  }
  if (row.length > 0) yield row;
}

interface Cell {
  readonly text: string;
  readonly end: number;
}

function quotedCell(text: string, start: number): Cell {
  let value = "";
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    // A quote that is never closed takes the rest, as spreadsheets do.
    if (quote < 0) return { text: value + text.slice(at), end: text.length };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { text: value, end: skipToEnd(text, quote + 1) };
    value += '"';
    at = quote + 2;
  }
}

/** What stands between a closing quote and the separator belongs to nothing. */
function skipToEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && !",;\t\r\n".includes(text[at] ?? "")) at++;
  return at;
}

function plainCell(text: string, start: number, separator: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end++;
  return { text: text.slice(start, end), end };
}
