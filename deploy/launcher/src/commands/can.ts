/** `drawbar can`: what is in a recording, without writing code. */
import { InvalidArgumentError, type Command } from "commander";
import { canDecode } from "@drawbar/firmware-interfaces/commands/can-decode.ts";
import { canStats } from "@drawbar/firmware-interfaces/commands/can-stats.ts";
import { readLogFile } from "@drawbar/firmware-interfaces/logs/log-file.ts";
import type { LogProblem } from "@drawbar/firmware-interfaces/logs/log-problems.ts";
import { openLog } from "@drawbar/firmware-interfaces/logs/log-reader.ts";
import { addCanConvertCommand } from "./can-convert.ts";
import { createOutput, type Output } from "../output/output.ts";
import { writeLines } from "../output/write-lines.ts";
import { addCanDumpCommand, decodeLive } from "./can-live.ts";
import { addCanReplayCommand, addCanSendCommand } from "./can-send.ts";
import { dbcOf, gather } from "./dbc-option.ts";

interface DecodeOptions {
  readonly dbc: readonly string[];
  readonly live?: readonly string[];
  readonly json?: boolean;
}

interface StatsOptions {
  readonly bitrate: number;
  readonly json?: boolean;
}

/** Complaints about a file's lines that are shown one by one; the rest is counted. */
const problemsShownMax = 10;
const decodeExample = `
Example:
  drawbar can decode drive.candump.log.gz --dbc can0=car.dbc
  drawbar can decode drive.log --dbc car.dbc --json | jq .signals
  drawbar can decode --live can0 --dbc car.dbc`;

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
    .argument("[log]", "a recorded bus log")
    .description(
      "Decodes a recording by DBC files, a line for each frame that one of them defines. With --live a bus: on a terminal as a table that is kept up to date.",
    )
    .requiredOption("--dbc <file>", "a DBC file, or BUS=FILE for one bus; may be repeated", gather)
    .option("--live <interface>", "a bus instead of a recording, as for can dump; may be repeated. Nothing is sent on it", gather)
    .option("--json", "lines of JSON")
    .addHelpText("after", decodeExample)
    .action(decode);
  addCanDumpCommand(can);
  addCanSendCommand(can);
  addCanReplayCommand(can);
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

async function decode(log: string | undefined, options: DecodeOptions, command: Command): Promise<void> {
  const output = createOutput({ json: options.json === true });
  if ((log === undefined) === (options.live === undefined)) command.error("error: give either a recording or --live and an interface");
  const dbcs = options.dbc.map((text) => dbcOf(text, output));
  if (log === undefined) {
    await decodeLive({ interfaces: options.live ?? [], dbcs, output });
    return;
  }
  const problems = new ProblemTally(log, output);
  await writeLines(canDecode({ log: await openLog(readLogFile(log)), dbcs, json: output.isJson, onProblem: (problem) => problems.add(problem) }));
  problems.finish();
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

function parseBitrate(text: string): number {
  const bitrate = Number(text);
  if (Number.isInteger(bitrate) && bitrate >= 1_000 && bitrate <= 20_000_000) return bitrate;
  throw new InvalidArgumentError("bits a second, such as 250000 or 500000.");
}
