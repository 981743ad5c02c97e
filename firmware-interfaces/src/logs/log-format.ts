/** What a format of recordings is to the reader. All supported formats are text, one frame a line. */
import type { CanFrame } from "../can/can-frame.ts";
import type { LogEntry, LogTimes } from "./log-entry.ts";
import type { LogProblemCode } from "./log-problems.ts";
import type { LogRefusalCode } from "./log-refusals.ts";

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
  /** Endings of file names that mean this format, such as `.asc`; without any it must be asked for by name. */
  readonly endings: readonly string[];
  /** Lines may carry seconds since the line before without saying so (candump -t d). */
  readonly mayHoldDeltas?: true;
  /** Whether a line can only be of this format. */
  recognises(line: string): boolean;
  createParser(): LineParser;
  /** Absent when the format is only read. */
  createWriter?(options: LogWriterOptions): LogWriter;
}

export interface LogWriterOptions {
  /** Every bus that will be written. */
  readonly buses: readonly string[];
  /** What the times of the entries mean; `none` cannot be written. */
  readonly times: Exclude<LogTimes, "none">;
  /** `atUs` of the earliest entry. */
  readonly startUs: number;
}

/** Turns entries into lines. One per file. */
export interface LogWriter {
  readonly lineEnd: "\n" | "\r\n";
  readonly head: readonly string[];
  readonly tail: readonly string[];
  /** How the file numbers the buses; empty when it names them, or has no place for them. */
  readonly channels: ReadonlyMap<string, number>;
  /** @returns the line without its end, or why the format has no place for this frame. */
  write(entry: LogEntry): WrittenLine;
}

export type WrittenLine = { readonly kind: "line"; readonly text: string } | { readonly kind: "refused"; readonly code: LogRefusalCode };
