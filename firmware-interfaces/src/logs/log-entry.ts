import type { CanFrame } from "../can/can-frame.ts";
import type { LogProblem } from "./log-problems.ts";

/** One frame of a recording. */
export interface LogEntry {
  /** Interface that it was recorded from, such as `can0`. */
  readonly bus: string;
  /** `atUs` is microseconds since 1970, or since the recording's start when its times are relative. */
  readonly frame: CanFrame;
  /** The time in seconds with every digit of the recording; empty when it has no times. */
  readonly time: string;
  /** Line of the recording, from 1. */
  readonly line: number;
}

/** A piece of a recording, in file order. */
export interface LogBatch {
  readonly entries: readonly LogEntry[];
  readonly problems: readonly LogProblem[];
}

/**
 * What a recording's times mean: seconds since 1970, seconds since its start, seconds since the frame before
 * (candump -t d), or nothing. Deltas are summed while reading, so `atUs` of a `delta` recording counts from its start.
 */
export type LogTimes = "absolute" | "relative" | "delta" | "none";
