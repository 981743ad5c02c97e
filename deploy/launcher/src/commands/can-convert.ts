/** `drawbar can convert`: the file side. What is half written is not left behind under the name that was asked for. */
import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Command } from "commander";
import { canConvert, formatToWrite, type CanConversion } from "@drawbar/firmware-interfaces/commands/can-convert.ts";
import { logFail } from "@drawbar/firmware-interfaces/logs/log-errors.ts";
import { readLogFile } from "@drawbar/firmware-interfaces/logs/log-file.ts";
import { openLog } from "@drawbar/firmware-interfaces/logs/log-reader.ts";
import { logRefusals } from "@drawbar/firmware-interfaces/logs/log-refusals.ts";
import { surveyLog, type LogSurvey } from "@drawbar/firmware-interfaces/logs/log-survey.ts";
import { failLauncher } from "../launcher-errors.ts";
import { createOutput, type Output } from "../output/output.ts";

interface ConvertOptions {
  readonly from?: string;
  readonly to?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

const problemsShownMax = 10;

const example = `
The ending of OUT decides on the format: .log candump, .asc Vector ASC, .crtd OVMS, .trc PEAK, .csv SavvyCAN; .gz behind it packs.
Frames that a format has no place for are left out and counted.

Example:
  drawbar can convert drive.asc drive.log.gz
  drawbar can convert drive.log drive.csv --to python-can-csv`;

export function addCanConvertCommand(can: Command): void {
  can
    .command("convert")
    .argument("<log>", "a recorded bus log in any format that is read")
    .argument("<out>", "the file to write")
    .description("Writes a recording in another format.")
    .option("--from <format>", "format of the recording, when its first lines do not tell")
    .option("--to <format>", "candump, asc, crtd, trc, gvret-csv or python-can-csv")
    .option("--force", "overwrite OUT when it exists")
    .option("--json", "a line of JSON")
    .addHelpText("after", example)
    .action(convert);
}

async function convert(log: string, out: string, options: ConvertOptions): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const format = formatToWrite(out, options.to);
  if (path.resolve(log) === path.resolve(out)) throw logFail("LOG_UNWRITABLE", `${out} is the recording itself; give another name to write to`);
  if (options.force !== true && (await exists(out))) throw logFail("LOG_UNWRITABLE", `${out} exists already; --force overwrites it`);
  const opening = options.from === undefined ? {} : { format: options.from };
  const survey = await surveyLog(await openLog(readLogFile(log), opening));
  if (survey.frames === 0) throw failLauncher("FILE_UNREADABLE", `${log} holds no frame that could be written`);
  const conversion = canConvert({
    log: await openLog(readLogFile(log), opening),
    survey,
    format,
    onProgress: (frames) => output.ticker(`${frames} of ${survey.frames} frames`),
  });
  await writeFile(out, conversion.text);
  report(log, out, survey, conversion, output, format.name);
}

function report(log: string, out: string, survey: LogSurvey, { counts, channels }: CanConversion, output: Output, to: string): void {
  for (const { line, message } of survey.problems.kept.slice(0, problemsShownMax)) output.warn(`${log}:${line}: ${message}`);
  const more = survey.problems.total - problemsShownMax;
  if (more > 0) output.warn(`${log}: ${more} more lines could not be read and were left out`);
  for (const [code, count] of counts.leftOut) output.warn(`${count} frames left out: ${logRefusals[code]}`);
  const numbered = [...channels].map(([bus, channel]) => `${bus} is ${channel}`).join(", ");
  output.result(
    {
      from: survey.format,
      to,
      frames: counts.frames,
      leftOut: Object.fromEntries(counts.leftOut),
      problems: survey.problems.total,
      channels: Object.fromEntries(channels),
    },
    `${out}: ${counts.frames} frames from ${survey.format} to ${to}${numbered === "" ? "" : ` (${numbered})`}`,
  );
}

async function writeFile(out: string, text: AsyncIterable<string>): Promise<void> {
  const partial = `${out}.partial`;
  try {
    const sink = createWriteStream(partial);
    if (out.toLowerCase().endsWith(".gz")) await pipeline(Readable.from(text), createGzip(), sink);
    else await pipeline(Readable.from(text), sink);
    await rename(partial, out);
  } catch (cause) {
    await rm(partial, { force: true });
    const code = (cause as NodeJS.ErrnoException).code; // node:fs errors carry one
    if (code === undefined || code.includes("_")) throw cause;
    throw logFail("LOG_UNWRITABLE", `${out} cannot be written (${code}); check the folder`, { cause });
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
