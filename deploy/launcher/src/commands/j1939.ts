/** `drawbar j1939`: what trucks say, read from a recording. */
import { readFileSync } from "node:fs";
import { InvalidArgumentError, type Command } from "commander";
import { j1939Read } from "@drawbar/firmware-interfaces/commands/j1939-read.ts";
import type { ParameterGroup } from "@drawbar/firmware-interfaces/j1939/parameter-group.ts";
import { parameterGroups } from "@drawbar/firmware-interfaces/j1939/parameter-groups.ts";
import { mergeParameterGroups, parseParameterTable } from "@drawbar/firmware-interfaces/j1939/parameter-table.ts";
import type { OldSpnConversion } from "@drawbar/firmware-interfaces/j1939/trouble-codes.ts";
import { readLogFile } from "@drawbar/firmware-interfaces/logs/log-file.ts";
import { openLog } from "@drawbar/firmware-interfaces/logs/log-reader.ts";
import { failLauncher } from "../launcher-errors.ts";
import { createOutput, type Output } from "../output/output.ts";
import { writeLines } from "../output/write-lines.ts";

interface ReadOptions {
  readonly table?: string;
  readonly spnConversion?: OldSpnConversion;
  readonly pgn?: number;
  readonly source?: number;
  readonly json?: boolean;
}

/** Complaints about a file's lines that are shown one by one; the rest is counted. */
const problemsShownMax = 10;

const readExample = `
Example:
  drawbar j1939 read truck.log
  drawbar j1939 read truck.log --json | jq 'select(.fault)'
  drawbar j1939 read truck.log --json --pgn 61444 --table digital-annex.csv`;

export function addJ1939Command(program: Command): void {
  const j1939 = program
    .command("j1939")
    .summary("what trucks say: messages, faults, identities")
    .description("Recordings of J1939 buses: trucks, buses, tractors, machines.");
  j1939
    .command("read")
    .argument("<log>", "a recorded bus log")
    .description("Messages after transport reassembly, faults, addresses and identities: tables, or a line each with --json.")
    .option("--table <file>", "parameter groups of a table that you have a licence for, such as the Digital Annex as CSV")
    .option("--spn-conversion <version>", "how the units write SPNs whose conversion bit is 1: 1, 2 or 3", parseConversion)
    .option("--pgn <number>", "only this parameter group", (text) => parseNumber(text, 0x3_ffff))
    .option("--source <address>", "only this source address, such as 0 or 0x31", (text) => parseNumber(text, 0xff))
    .option("--json", "lines of JSON")
    .addHelpText("after", readExample)
    .action(read);
}

async function read(log: string, options: ReadOptions): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const groups = options.table === undefined ? parameterGroups : mergeParameterGroups(parameterGroups, tableOf(options.table, output));
  let problems = 0;
  const lines = j1939Read({
    log: await openLog(readLogFile(log)),
    groups,
    oldConversion: options.spnConversion,
    pgn: options.pgn,
    source: options.source,
    json: output.isJson,
    onProblem: ({ line, message }) => {
      problems++;
      if (problems <= problemsShownMax) output.warn(`${log}:${line}: ${message}`);
    },
  });
  await writeLines(lines);
  if (problems > problemsShownMax) output.warn(`${log}: ${problems - problemsShownMax} more lines could not be read and were left out`);
}

function tableOf(file: string, output: Output): readonly ParameterGroup[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw failLauncher("FILE_UNREADABLE", `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown"}); check the path`, { cause });
  }
  const { groups, leftOut } = parseParameterTable(text);
  const reasons = Object.entries(leftOut).filter(([, count]) => count > 0);
  if (reasons.length > 0) output.progress(`${file}: left out ${reasons.map(([reason, count]) => `${count} ${reason}`).join(", ")}`);
  return groups;
}

function parseConversion(text: string): OldSpnConversion {
  if (text === "1") return 1;
  if (text === "2") return 2;
  if (text === "3") return 3;
  throw new InvalidArgumentError("1, 2 or 3 (version 4 says so itself).");
}

function parseNumber(text: string, max: number): number {
  const number = /^(?:\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : Number.NaN;
  if (number <= max) return number;
  throw new InvalidArgumentError(`a whole number up to ${max}, or hexadecimal with 0x.`);
}
