/** Bytes of a recording, packed or not, to lines, without ever holding more than a slice of it. */
import { logLimits } from "./limits.ts";
import { logProblem, type LogProblem } from "./log-problems.ts";
import { unpackBytes, type CompressionDamage } from "./log-unpack.ts";

/** Lines that were complete in one slice. `firstLine` counts from 1. */
export interface LineBatch {
  readonly firstLine: number;
  readonly lines: readonly string[];
  readonly problems: readonly LogProblem[];
}

/**
 * @param bytes the file as it comes, gzip or plain; recognised by its first two bytes.
 * @returns batches of lines without their line ends. Bytes above 127 come out as Windows-1252: only comments have them.
 *   Damaged compression ends the lines with a problem instead of an error, since all before it is good.
 */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  const splitter = new LineSplitter();
  let damage: CompressionDamage | undefined;
  for await (const piece of unpackBytes(bytes)) {
    if (typeof piece === "string") damage = piece;
    else yield splitter.push(piece);
  }
  const last = splitter.finish();
  if (damage === undefined) yield last;
  else yield { ...last, problems: [...last.problems, logProblem(last.firstLine + last.lines.length, damage)] };
}

class LineSplitter {
  readonly #decoder = new TextDecoder("windows-1252");
  #rest = "";
  /** The line in progress is already too long; its beginning was dropped. */
  #isOverlong = false;
  #nextLine = 1;

  push(bytes: Uint8Array): LineBatch {
    return this.#split(this.#rest + this.#decoder.decode(bytes), false);
  }

  finish(): LineBatch {
    return this.#split(this.#rest, true);
  }

  #split(text: string, isEnd: boolean): LineBatch {
    const firstLine = this.#nextLine;
    const lines: string[] = [];
    const problems: LogProblem[] = [];
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.#take(text, start, end, lines, problems);
      start = end + 1;
    }
    this.#rest = text.slice(start);
    if (isEnd && (this.#rest !== "" || this.#isOverlong)) this.#take(this.#rest, 0, this.#rest.length, lines, problems);
    else if (this.#rest.length > logLimits.lineCharsMax) {
      this.#isOverlong = true;
      this.#rest = "";
    }
    return { firstLine, lines, problems };
  }

  #take(text: string, start: number, end: number, lines: string[], problems: LogProblem[]): void {
    const stop = end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    if (this.#isOverlong || stop - start > logLimits.lineCharsMax) {
      problems.push(logProblem(this.#nextLine, "line-too-long"));
      // Line numbers of a batch are consecutive, so the skipped line leaves an empty one behind.
      lines.push("");
    } else {
      lines.push(text.slice(start, stop));
    }
    this.#isOverlong = false;
    this.#nextLine++;
  }
}
