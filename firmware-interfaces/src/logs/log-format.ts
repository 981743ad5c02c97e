/** What a format of recordings is to the reader. All supported formats are text, one frame a line. */
import type { CanFrame } from "../can/can-frame.ts";
import type { LogProblemCode } from "./log-problems.ts";

/** One line that holds a frame. The time is text: the reader decides what it means. */
export interface FrameLine {
  readonly kind: "frame";
  readonly bus: string;
  /** Seconds as written, such as `1533226488.228954`; empty without a time. */
  readonly time: string;
  readonly frame: Omit<CanFrame, "atUs">;
}

export interface ProblemLine {
  readonly kind: "problem";
  readonly code: LogProblemCode;
}

/** `skip` is a line that belongs to the format and holds no frame: a header, a comment, details of an error frame. */
export type ParsedLine = FrameLine | ProblemLine | { readonly kind: "skip" };

/** Parses line by line; may remember headers. One per recording. */
export interface LineParser {
  parse(line: string): ParsedLine;
}

export interface LogFormat {
  /** As the command line names it. */
  readonly name: string;
  /** For messages. */
  readonly title: string;
  /** Whether a line can only be of this format. */
  recognises(line: string): boolean;
  createParser(): LineParser;
}
