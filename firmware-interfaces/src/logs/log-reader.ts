/** The way into any recording: finds out the format and what its times mean, then reads it piece by piece. */
import { ascFormat } from "./asc-parser.ts";
import { candumpFormat } from "./candump-parser.ts";
import { crtdFormat } from "./crtd.ts";
import { gvretCsvFormat } from "./gvret-csv.ts";
import { labelledCsvFormat } from "./labelled-csv.ts";
import { absoluteSecondsMin, logLimits } from "./limits.ts";
import type { LogBatch, LogEntry, LogTimes } from "./log-entry.ts";
import { logFail } from "./log-errors.ts";
import type { LogFormat, ParsedLine } from "./log-format.ts";
import { readLines, type LineBatch } from "./log-lines.ts";
import { logProblem, shorten, type LogProblem } from "./log-problems.ts";
import { microsecondsOf } from "./log-time.ts";
import { pythonCanCsvFormat } from "./python-can-csv.ts";
import { trcFormat } from "./trc-parser.ts";
import { vehicleSpyCsvFormat } from "./vehicle-spy-csv.ts";

/** Every format that can be read, in the order in which a tie is decided. */
export const logFormats: readonly LogFormat[] = [
  candumpFormat,
  ascFormat,
  crtdFormat,
  trcFormat,
  gvretCsvFormat,
  pythonCanCsvFormat,
  vehicleSpyCsvFormat,
  labelledCsvFormat,
];

/** The four bytes that open a binary recording which is not read, and what it is. */
const binaryFormats: readonly (readonly [magic: string, title: string])[] = [
  ["LOGG", "a BLF recording (Vector, binary)"],
  ["MDF ", "an ASAM MDF 4 recording (MF4)"],
  ["UnFi", "an unfinished ASAM MDF 4 recording (MF4)"],
];

export interface OpenLog {
  readonly format: LogFormat;
  readonly times: LogTimes;
  /** The whole recording from its first line on; read it once. */
  readonly batches: AsyncIterable<LogBatch>;
}

/**
 * @param bytes the file as it comes, gzip or plain.
 * @param options.format name of a format, when the caller knows better than the first lines.
 * @throws DrawbarError `LOG_FORMAT_UNKNOWN`, `LOG_EMPTY`.
 */
export async function openLog(bytes: AsyncIterable<Uint8Array>, options: { readonly format?: string } = {}): Promise<OpenLog> {
  const source = readLines(bytes)[Symbol.asyncIterator]();
  const head: LineBatch[] = [];
  const headLines: string[] = [];
  while (headLines.length < logLimits.headLinesMax) {
    const next = await source.next();
    if (next.done === true) break;
    head.push(next.value);
    for (const line of next.value.lines) if (line.trim() !== "" && headLines.length < logLimits.headLinesMax) headLines.push(line);
  }
  const format = options.format === undefined ? detectFormat(headLines) : formatByName(options.format);
  const times = timesOf(format, headLines);
  return { format, times, batches: readBatches(format, times, head, source) };
}

/** @throws DrawbarError `LOG_FORMAT_UNKNOWN`, `LOG_EMPTY`. */
export function detectFormat(lines: readonly string[]): LogFormat {
  if (lines.length === 0) throw logFail("LOG_EMPTY", "the recording is empty");
  let best: LogFormat | undefined;
  let bestCount = 0;
  for (const format of logFormats) {
    const count = lines.filter((line) => format.recognises(line)).length;
    if (count <= bestCount) continue;
    best = format;
    bestCount = count;
  }
  if (best === undefined) {
    const binary = binaryFormats.find(([magic]) => lines[0]?.startsWith(magic) === true);
    if (binary !== undefined) {
      throw logFail("LOG_FORMAT_UNKNOWN", `this is ${binary[1]}, which is not read; export it as Vector ASC or candump. Read are: ${titles()}`);
    }
    throw logFail(
      "LOG_FORMAT_UNKNOWN",
      `none of the first ${lines.length} lines looks like a frame; the first is ${JSON.stringify(shorten(lines[0] ?? ""))}. Read are: ${titles()}`,
    );
  }
  return best;
}

/** @throws DrawbarError `LOG_FORMAT_UNKNOWN`. */
export function formatByName(name: string): LogFormat {
  const format = logFormats.find((candidate) => candidate.name === name);
  if (format === undefined) throw logFail("LOG_FORMAT_UNKNOWN", `there is no format ${JSON.stringify(name)}; read are: ${titles()}`);
  return format;
}

function titles(): string {
  return logFormats.map((format) => `${format.title} (${format.name})`).join(", ");
}

function timesOf(format: LogFormat, lines: readonly string[]): LogTimes {
  const parser = format.createParser();
  const seconds: number[] = [];
  for (const line of lines) {
    const parsed = parser.parse(line);
    if (parsed.kind !== "frame") continue;
    if (parsed.time === "") return "none";
    seconds.push(Number(parsed.time));
  }
  const first = seconds[0];
  if (first === undefined || first >= absoluteSecondsMin) return "absolute";
  if (format.mayHoldDeltas !== true) return "relative";
  // Frames of several interfaces may be written a little out of order; times that fall every other line are differences.
  let falls = 0;
  for (let index = 1; index < seconds.length; index++) if ((seconds[index] as number) < (seconds[index - 1] as number)) falls++; // index < length
  return seconds.length >= 8 && falls > seconds.length / 5 ? "delta" : "relative";
}

async function* readBatches(format: LogFormat, times: LogTimes, head: readonly LineBatch[], rest: AsyncGenerator<LineBatch>): AsyncGenerator<LogBatch> {
  const converter = new LineConverter(format, times);
  for (const batch of head) yield converter.convert(batch);
  for await (const batch of rest) yield converter.convert(batch);
}

class LineConverter {
  readonly #parser;
  readonly #isDelta: boolean;
  readonly #buses = new Set<string>();
  #elapsedUs = 0;

  constructor(format: LogFormat, times: LogTimes) {
    this.#parser = format.createParser();
    this.#isDelta = times === "delta";
  }

  convert(batch: LineBatch): LogBatch {
    const entries: LogEntry[] = [];
    const problems: LogProblem[] = [...batch.problems];
    let line = batch.firstLine;
    for (const text of batch.lines) {
      const parsed = this.#parser.parse(text);
      if (parsed.kind === "frame") this.#add(parsed, line, text, entries, problems);
      else if (parsed.kind === "problem") problems.push(logProblem(line, parsed.code, text));
      line++;
    }
    return { entries, problems };
  }

  #add(parsed: Extract<ParsedLine, { kind: "frame" }>, line: number, text: string, entries: LogEntry[], problems: LogProblem[]): void {
    const us = parsed.time === "" ? 0 : microsecondsOf(parsed.time);
    if (us === undefined) {
      problems.push(logProblem(line, "time-impossible", text));
      return;
    }
    if (!this.#buses.has(parsed.bus)) {
      if (this.#buses.size >= logLimits.interfacesMax) {
        problems.push(logProblem(line, "interfaces-too-many", text));
        return;
      }
      this.#buses.add(parsed.bus);
    }
    if (this.#isDelta) this.#elapsedUs += us;
    const { id, extended, data, flags } = parsed.frame;
    entries.push({ bus: parsed.bus, frame: { id, extended, data, atUs: this.#isDelta ? this.#elapsedUs : us, flags }, time: parsed.time, line });
  }
}
