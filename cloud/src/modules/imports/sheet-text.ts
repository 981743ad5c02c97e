/** From a file's bytes to its text, and to what parts its cells: nobody is asked for either. */
import { parse } from "csv-parse/sync";

const separators = [",", ";", "\t", "|"] as const;
/** Characters that are looked at for the separator, and records of them. */
const lookedAt = { characters: 65_536, records: 20 } as const;
/** Of bytes that are no text, an eighth are control characters; of text next to none. */
const controlShareMax = 0.005;

/** UTF-8 unless the bytes say otherwise; what is not UTF-8 was written by a spreadsheet of old. */
export function textOf(bytes: Uint8Array): { readonly text: string; readonly encoding: string; readonly isText: boolean } {
  const encoding = encodingOf(bytes);
  const decoded = new TextDecoder(encoding).decode(bytes);
  // Half a pair of UTF-16 and the character without a shape are no text that a database takes.
  return { encoding, text: decoded.toWellFormed().replaceAll("\0", "\uFFFD"), isText: !hasControls(decoded) };
}

/** Whether there are characters that no text has, but pictures, archives and programs do. A lone one is a slip of who wrote it. */
function hasControls(text: string): boolean {
  const head = text.slice(0, lookedAt.characters);
  const controls = head.match(/[^\P{Cc}\t\n\v\f\r]/gu)?.length ?? 0;
  return controls > head.length * controlShareMax;
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (second === 0 && fourth === 0 && first !== 0 && third !== 0 && bytes.length >= 4) return "utf-16le";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** The one by which the first records have the most cells, and the same number of them. */
export function separatorOf(text: string): string {
  const head = text.slice(0, lookedAt.characters);
  const best = { separator: ",", score: 0 };
  for (const separator of separators) {
    const widths = widthsBy(separator, head);
    const width = widths[0] ?? 1;
    const alike = widths.filter((each) => each === width).length;
    const score = width === 1 ? 0 : (alike / widths.length) * 100 + Math.min(width, 50);
    if (score > best.score) Object.assign(best, { separator, score });
  }
  return best.separator;
}

function widthsBy(delimiter: string, head: string): readonly number[] {
  try {
    const options = { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, to: lookedAt.records };
    return parse(head, options).map((cells: readonly string[]) => cells.length);
  } catch {
    return []; // quotes of which the other one is not here
  }
}
