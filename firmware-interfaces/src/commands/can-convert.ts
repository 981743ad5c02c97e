/** `drawbar can convert`: a recording in one format to lines in another. Opens no file and prints nothing. */
import type { LogProblem } from "../logs/log-problems.ts";
import { logFail } from "../logs/log-errors.ts";
import type { LogFormat } from "../logs/log-format.ts";
import { formatByName, logFormats, type OpenLog } from "../logs/log-reader.ts";
import type { LogRefusalCode } from "../logs/log-refusals.ts";
import type { LogSurvey } from "../logs/log-survey.ts";

export interface CanConvertOptions {
  readonly log: OpenLog;
  /** Of the same recording: a head names the start before the first frame is read. */
  readonly survey: LogSurvey;
  readonly format: LogFormat;
  readonly onProblem?: (problem: LogProblem) => void;
  /** Told after each piece: frames read so far. */
  readonly onProgress?: (frames: number) => void;
}

export interface CanConversion {
  /** Text of the file in pieces, with line ends. Read it once; the counts grow as it is read. */
  readonly text: AsyncIterable<string>;
  readonly counts: ConversionCounts;
  /** How the file numbers the buses; empty when it names them. */
  readonly channels: ReadonlyMap<string, number>;
}

export interface ConversionCounts {
  readonly frames: number;
  /** Frames that the format has no place for, by why. */
  readonly leftOut: ReadonlyMap<LogRefusalCode, number>;
}

/** @throws DrawbarError `LOG_UNWRITABLE` when the format is only read, or has no place for this recording's times or buses. */
export function canConvert(options: CanConvertOptions): CanConversion {
  const { log, survey, format } = options;
  if (format.createWriter === undefined) {
    throw logFail("LOG_UNWRITABLE", `${format.title} is read and not written; written are: ${writableNames()}`);
  }
  if (log.times === "none") throw logFail("LOG_UNWRITABLE", "the recording has no times and every format that is written needs them");
  const writer = format.createWriter({ buses: survey.buses.map(({ name }) => name), times: log.times, startUs: survey.firstUs });
  const leftOut = new Map<LogRefusalCode, number>();
  const counts = { frames: 0, leftOut };
  const linesText = (lines: readonly string[]): string => lines.map((line) => line + writer.lineEnd).join("");
  async function* text(): AsyncGenerator<string> {
    if (writer.head.length > 0) yield linesText(writer.head);
    for await (const batch of log.batches) {
      for (const problem of batch.problems) options.onProblem?.(problem);
      const lines: string[] = [];
      for (const entry of batch.entries) {
        const written = writer.write(entry);
        if (written.kind === "line") lines.push(written.text);
        else leftOut.set(written.code, (leftOut.get(written.code) ?? 0) + 1);
      }
      counts.frames += lines.length;
      if (lines.length > 0) yield linesText(lines);
      options.onProgress?.(counts.frames);
    }
    if (writer.tail.length > 0) yield linesText(writer.tail);
  }
  return { text: text(), counts, channels: writer.channels };
}

/**
 * @param file name of the file to write; `.gz` behind the ending is passed over.
 * @param name what the user asked for, by name.
 * @throws DrawbarError `LOG_FORMAT_UNKNOWN` when neither says which format is meant.
 */
export function formatToWrite(file: string, name: string | undefined): LogFormat {
  if (name !== undefined) return formatByName(name);
  const plain = file.toLowerCase().replace(/\.gz$/, "");
  const format = logFormats.find(({ endings }) => endings.some((ending) => plain.endsWith(ending)));
  if (format === undefined) {
    throw logFail("LOG_FORMAT_UNKNOWN", `the name ${JSON.stringify(file)} does not say in which format to write; give --to with one of: ${writableNames()}`);
  }
  return format;
}

function writableNames(): string {
  return logFormats
    .filter((format) => format.createWriter !== undefined)
    .map(({ name }) => name)
    .join(", ");
}
