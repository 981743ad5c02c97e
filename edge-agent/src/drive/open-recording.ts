/** A recorded bus log and what it is decoded by, read and checked before anything is started. */
import { compileDbc } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import type { FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { J1939Decoder } from "@drawbar/firmware-interfaces/j1939/j1939-decoder.ts";
import { readLogFile } from "@drawbar/firmware-interfaces/logs/log-file.ts";
import { openLog, type OpenLog } from "@drawbar/firmware-interfaces/logs/log-reader.ts";
import { surveyLog, type LogSurvey } from "@drawbar/firmware-interfaces/logs/log-survey.ts";
import { failAgent } from "../agent-errors.ts";
import { loadDbc, type LoadedDbc } from "../acquisition/load-dbc.ts";

export interface RecordingOptions {
  /** Path of the log, plain or gzip. */
  readonly log: string;
  /** `FILE` for every bus, or `BUS=FILE`; asked in this order. */
  readonly dbcs: readonly string[];
  /** Decode by SAE J1939 as well, after the DBC files. */
  readonly j1939: boolean;
}

export interface OpenedRecording {
  readonly file: string;
  readonly survey: LogSurvey;
  /** What a person should know although it can be played: faults of a DBC file, lines that could not be read. */
  readonly warnings: readonly string[];
  /** The log from its first line on; each call reads the file anew. */
  open(): Promise<OpenLog>;
  /** New decoders of one bus, in the order in which they are asked; empty for a bus that nothing decodes. */
  decodersOf(bus: string): readonly FrameDecoder[];
}

interface BusDbc extends LoadedDbc {
  readonly bus: string | undefined;
}

const warningsMax = 10;

/**
 * Reads the whole log once.
 *
 * @throws DrawbarError `LOG_UNREADABLE`, `LOG_FORMAT_UNKNOWN`, `LOG_EMPTY`, `RECORDING_UNUSABLE`, `DBC_UNUSABLE`.
 */
export async function openRecording(options: RecordingOptions): Promise<OpenedRecording> {
  const { log: file, j1939 } = options;
  const dbcs = options.dbcs.map(parseDbcOption);
  const open = (): Promise<OpenLog> => openLog(readLogFile(file));
  const survey = await surveyLog(await open());
  if (survey.frames === 0) throw failAgent("RECORDING_UNUSABLE", `${file} holds no frame that can be read${firstProblem(survey)}`);
  if (dbcs.length === 0 && !j1939) throw failAgent("RECORDING_UNUSABLE", `${file} can be read, but nothing says how to decode it; give --dbc FILE or --j1939`);
  const names = new Set(survey.buses.map(({ name }) => name));
  for (const { bus, file: dbc } of dbcs) {
    if (bus === undefined || names.has(bus)) continue;
    throw failAgent("RECORDING_UNUSABLE", `${file} has no bus ${bus}, for which ${dbc.name} is given; it has ${[...names].join(", ")}`);
  }
  const { total } = survey.problems;
  const warnings = dbcs.flatMap(({ faults }) => faults.slice(0, warningsMax));
  if (total > 0)
    warnings.push(`${file}: ${total} line${total === 1 ? "" : "s"} could not be read and ${total === 1 ? "is" : "are"} left out${firstProblem(survey)}`);
  return {
    file,
    survey,
    warnings,
    open,
    decodersOf: (bus) => {
      const decoders: FrameDecoder[] = dbcs
        .filter((dbc) => dbc.bus === undefined || dbc.bus === bus)
        .map((dbc) => compileDbc(dbc.file, { dropsNotAvailable: true }));
      return j1939 ? [...decoders, new J1939Decoder()] : decoders;
    },
  };
}

function parseDbcOption(text: string): BusDbc {
  // A file's path may hold "=", too; a bus' name does not hold a slash.
  const match = /^([A-Za-z0-9_.-]+)=(.+)$/.exec(text);
  const [, bus, file] = match ?? [undefined, undefined, text];
  return { bus, ...loadDbc(file ?? text) };
}

function firstProblem({ problems }: LogSurvey): string {
  const [first] = problems.kept;
  return first === undefined ? "" : `; the first is line ${first.line} (${first.code}): ${first.message}`;
}
