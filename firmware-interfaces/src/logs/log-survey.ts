/** One pass over a recording that tells what a replay must know beforehand. */
import { logLimits } from "./limits.ts";
import type { LogTimes } from "./log-entry.ts";
import { ProblemTally } from "./log-problems.ts";
import type { OpenLog } from "./log-reader.ts";

export interface LogSurvey {
  /** Format name. */
  readonly format: string;
  readonly times: LogTimes;
  readonly frames: number;
  /** In the order of their first frame. */
  readonly buses: readonly { readonly name: string; readonly frames: number }[];
  /** Of the earliest and latest frame, in the recording's own counting; both 0 without frames. */
  readonly firstUs: number;
  readonly lastUs: number;
  readonly problems: ProblemTally;
}

export async function surveyLog(log: OpenLog): Promise<LogSurvey> {
  const problems = new ProblemTally(logLimits.problemsKeptMax);
  const framesOf = new Map<string, number>();
  let frames = 0;
  let firstUs = Number.POSITIVE_INFINITY;
  let lastUs = 0;
  for await (const batch of log.batches) {
    for (const problem of batch.problems) problems.add(problem);
    for (const { bus, frame } of batch.entries) {
      framesOf.set(bus, (framesOf.get(bus) ?? 0) + 1);
      if (frame.atUs < firstUs) firstUs = frame.atUs;
      if (frame.atUs > lastUs) lastUs = frame.atUs;
    }
    frames += batch.entries.length;
  }
  return {
    format: log.format.name,
    times: log.times,
    frames,
    buses: [...framesOf].map(([name, count]) => ({ name, frames: count })),
    firstUs: frames === 0 ? 0 : firstUs,
    lastUs,
    problems,
  };
}
