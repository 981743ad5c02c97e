/** What can be wrong with one line of a recording. The line is skipped, the rest is read. */
export const logProblems = {
  "line-not-understood": "the line has no form that this format knows",
  "line-too-long": "the line is longer than a frame can be, so it was not kept",
  "line-truncated": "the line ends before the frame is complete",
  "time-impossible": "the time is no number of seconds",
  "id-impossible": "the identifier does not fit 11 or 29 bits",
  "length-impossible": "no CAN frame has this many bytes",
  "data-impossible": "a payload byte is not hexadecimal",
  "interfaces-too-many": "the recording names more interfaces than are read",
  "frame-unsupported": "the line holds a kind of frame that is not read, such as CAN XL",
  "compression-truncated": "the compressed file ends in the middle, and what came before was read",
  "compression-damaged": "the compressed file is damaged from here on, and what came before was read",
} as const;

export type LogProblemCode = keyof typeof logProblems;

export interface LogProblem {
  /** From 1, in the unpacked text. */
  readonly line: number;
  readonly code: LogProblemCode;
  /** What is wrong, and the beginning of the line where there is one. */
  readonly message: string;
}

export function logProblem(line: number, code: LogProblemCode, text?: string): LogProblem {
  return { line, code, message: text === undefined ? logProblems[code] : `${logProblems[code]}: ${JSON.stringify(shorten(text))}` };
}

export function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}

/** Keeps the first problems with their text and counts the others, so that a file of garbage costs no memory. */
export class ProblemTally {
  readonly kept: LogProblem[] = [];
  readonly counts = new Map<LogProblemCode, number>();
  readonly #keptMax: number;

  constructor(keptMax: number) {
    this.#keptMax = keptMax;
  }

  add(problem: LogProblem): void {
    this.counts.set(problem.code, (this.counts.get(problem.code) ?? 0) + 1);
    if (this.kept.length < this.#keptMax) this.kept.push(problem);
  }

  get total(): number {
    let total = 0;
    for (const count of this.counts.values()) total += count;
    return total;
  }
}
