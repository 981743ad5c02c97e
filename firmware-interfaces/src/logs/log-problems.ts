/** What can be wrong with one line of a recording. The line is skipped, the rest is read. */
export const logProblems = {
  "line-not-understood": "The line has no form that this format knows.",
  "line-too-long": "The line is longer than a frame can be; it was not kept.",
  "line-truncated": "The line ends before the frame is complete.",
  "time-impossible": "The time is no number of seconds.",
  "id-impossible": "The identifier does not fit 11 or 29 bits.",
  "length-impossible": "No CAN frame has this many bytes.",
  "data-impossible": "A payload byte is not hexadecimal.",
  "interfaces-too-many": "The recording names more interfaces than can be told apart; this one is not read.",
  "frame-unsupported": "The line holds a kind of frame that is not read, such as CAN XL.",
  "compression-truncated": "The compressed file ends in the middle; what came before was read.",
  "compression-damaged": "The compressed file is damaged from here on; what came before was read.",
} as const;

export type LogProblemCode = keyof typeof logProblems;

export interface LogProblem {
  /** From 1, in the unpacked text. */
  readonly line: number;
  readonly code: LogProblemCode;
  /** What was read, shortened. */
  readonly message: string;
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
