/** `drawbar can`: what is in a recording, without writing code. */
import { readFileSync } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { canDecode } from "@drawbar/firmware-interfaces/commands/can-decode.ts";
import { canStats } from "@drawbar/firmware-interfaces/commands/can-stats.ts";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import type { DbcFile } from "@drawbar/firmware-interfaces/dbc/dbc-types.ts";
import { readLogFile } from "@drawbar/firmware-interfaces/logs/log-file.ts";
import type { LogProblem } from "@drawbar/firmware-interfaces/logs/log-problems.ts";
import { openLog } from "@drawbar/firmware-interfaces/logs/log-reader.ts";
import { addCanConvertCommand } from "./can-convert.ts";
import { failLauncher } from "../launcher-errors.ts";
import { createOutput, type Output } from "../output/output.ts";

interface DecodeOptions {
  readonly dbc: readonly string[];
  readonly json?: boolean;
}

interface StatsOptions {
  readonly bitrate: number;
  readonly json?: boolean;
}

/** Complaints about a file's lines that are shown one by one; the rest is counted. */
const problemsShownMax = 10;
/** Characters gathered before they are written: a write per frame would be the slowest part. */
const writeCharacters = 65_536;

const decodeExample = `
Example:
  drawbar can decode drive.candump.log.gz --dbc can0=car.dbc
  drawbar can decode drive.log --dbc car.dbc --json | jq .signals`;

const statsExample = `
Example:
  drawbar can stats drive.candump.log.gz --bitrate 500000`;

export function addCanCommand(program: Command): void {
  const can = program
    .command("can")
    .summary("recordings of CAN buses")
    .description("Recordings of CAN buses: candump, Vector ASC, CRTD, PEAK TRC and CSV in their variants, also packed with gzip.");
  can
    .command("decode")
    .argument("<log>", "a recorded bus log")
    .description("Decodes a recording by DBC files, a line for each frame that one of them defines.")
    .requiredOption("--dbc <file>", "a DBC file, or BUS=FILE for one bus; may be repeated", gather)
    .option("--json", "lines of JSON")
    .addHelpText("after", decodeExample)
    .action(decode);
  can
    .command("stats")
    .argument("<log>", "a recorded bus log")
    .description("Says per identifier how often it comes and how much of the bus it takes.")
    .option("--bitrate <number>", "bits a second of the bus, for its load", parseBitrate, 500_000)
    .option("--json", "lines of JSON")
    .addHelpText("after", statsExample)
    .action(async (log: string, options: StatsOptions) => {
      const output = createOutput({ json: options.json === true });
      const problems = new ProblemTally(log, output);
      await writeLines(
        canStats({ log: await openLog(readLogFile(log)), bitrate: options.bitrate, json: output.isJson, onProblem: (problem) => problems.add(problem) }),
      );
      problems.finish();
    });
  addCanConvertCommand(can);
}

async function decode(log: string, options: DecodeOptions): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const dbcs = options.dbc.map((text) => dbcOf(text, output));
  const problems = new ProblemTally(log, output);
  await writeLines(canDecode({ log: await openLog(readLogFile(log)), dbcs, json: output.isJson, onProblem: (problem) => problems.add(problem) }));
  problems.finish();
}

/** Reads as tolerantly as a person who just wants to look needs it; what was left out is said. */
function dbcOf(text: string, output: Output): { readonly bus: string | undefined; readonly file: DbcFile } {
  const [, bus, file = text] = /^([A-Za-z0-9_.-]+)=(.+)$/.exec(text) ?? [];
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw failLauncher("FILE_UNREADABLE", `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown"}); check the path`, { cause });
  }
  const parsed = parseDbc(bytes, { name: path.basename(file) });
  const faults = parsed.diagnostics.filter(({ severity }) => severity === "error");
  if (!parsed.messages.some(({ signals }) => signals.length > 0)) {
    const [first] = faults;
    throw failLauncher(
      "FILE_UNREADABLE",
      first === undefined ? `${file} defines no message with a signal; is it the right file?` : `${file}:${first.line}:${first.column}: ${first.message}`,
    );
  }
  for (const { line, column, message } of faults.slice(0, problemsShownMax)) output.warn(`${file}:${line}:${column}: ${message}`);
  if (faults.length > problemsShownMax) output.warn(`${file}: ${faults.length - problemsShownMax} more faults`);
  return { bus, file: parsed };
}

class ProblemTally {
  readonly #log: string;
  readonly #output: Output;
  #count = 0;

  constructor(log: string, output: Output) {
    this.#log = log;
    this.#output = output;
  }

  add({ line, message }: LogProblem): void {
    this.#count += 1;
    if (this.#count <= problemsShownMax) this.#output.warn(`${this.#log}:${line}: ${message}`);
  }

  finish(): void {
    if (this.#count > problemsShownMax) this.#output.warn(`${this.#log}: ${this.#count - problemsShownMax} more lines could not be read and were left out`);
  }
}

async function writeLines(lines: AsyncIterable<string>): Promise<void> {
  let gathered = "";
  const flush = async (): Promise<void> => {
    const text = gathered;
    gathered = "";
    if (text !== "" && !process.stdout.write(text)) await once(process.stdout, "drain");
  };
  for await (const line of lines) {
    gathered += `${line}\n`;
    if (gathered.length >= writeCharacters) await flush();
  }
  await flush();
}

/** An option that may be repeated; commander passes nothing before its first value. */
function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

function parseBitrate(text: string): number {
  const bitrate = Number(text);
  if (Number.isInteger(bitrate) && bitrate >= 1_000 && bitrate <= 20_000_000) return bitrate;
  throw new InvalidArgumentError("bits a second, such as 250000 or 500000.");
}
