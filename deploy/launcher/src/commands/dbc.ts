/** `drawbar dbc`: what is in DBC files, and what is wrong with them. */
import { readFileSync } from "node:fs";
import { styleText } from "node:util";
import type { Command } from "commander";
import { checkDbcFiles, findingText, type CheckInput, type Severity } from "@drawbar/firmware-interfaces/commands/dbc-check.ts";
import { showDbc } from "@drawbar/firmware-interfaces/commands/dbc-show.ts";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import { failLauncher } from "../launcher-errors.ts";
import { createOutput } from "../output/output.ts";

interface CheckOptions {
  readonly strict?: boolean;
  readonly mapping?: readonly string[];
  readonly json?: boolean;
}

interface ShowOptions {
  readonly message?: string;
  readonly json?: boolean;
}

const showExample = `
Example:
  drawbar dbc show car.dbc --message WHEEL_SPEEDS
  drawbar dbc show car.dbc --json | jq -r '.signals[].name'`;

const checkExample = `
A mapping file says which signal of a bus is which signal of the catalogue, in YAML or JSON:
  mapping: 1
  signals:
    - { dbc: ENGINE_DATA/SPEED, unit: mph, name: Vehicle.Speed }
    - { spn: 190, source: 0x00, name: Vehicle.Powertrain.CombustionEngine.Speed }
    - { pid: 0x0D, bus: obd0, name: Vehicle.Speed }

Errors are what loses messages or signals, with --strict what other readers refuse; with any the exit status is 1.

Example:
  drawbar dbc check car.dbc trailer.dbc
  drawbar dbc check --strict --json car.dbc | jq -r .code | sort | uniq -c
  drawbar dbc check car.dbc --mapping fleet.yaml`;

export function addDbcCommand(program: Command): void {
  const dbc = program.command("dbc").summary("DBC files").description("DBC files: the databases that say what is in a CAN frame.");
  dbc
    .command("check")
    .argument("<file...>", "DBC files")
    .description("Says what is wrong with DBC files, by line and column.")
    .option("--strict", "judge as readers do that refuse a file at its first fault")
    .option("--mapping <file>", "a mapping file to check against them; may be repeated", gather)
    .option("--json", "lines of JSON")
    .addHelpText("after", checkExample)
    .action(check);
  dbc
    .command("show")
    .argument("<file>", "a DBC file")
    .description("Draws the messages of a DBC file, and lists their signals.")
    .option("--message <name>", "only this message")
    .option("--json", "a line of JSON for each message")
    .addHelpText("after", showExample)
    .action(show);
}

function show(path: string, options: ShowOptions): void {
  const { bytes } = read(path);
  const lines = [...showDbc({ file: parseDbc(bytes, { name: path }), message: options.message, json: options.json === true })];
  if (lines.length === 0) {
    const what = options.message === undefined ? "defines no message; is it the right file?" : `has no message ${options.message}`;
    throw failLauncher("FILE_UNREADABLE", `${path} ${what}`);
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}

function check(files: readonly string[], options: CheckOptions): void {
  const output = createOutput({ json: options.json === true });
  const { findings, summaries, hasErrors } = checkDbcFiles({
    dbcs: files.map(read),
    mappings: (options.mapping ?? []).map(read),
    mode: options.strict === true ? "strict" : "tolerant",
  });
  for (const finding of findings) output.result(finding, findingText(finding, paint));
  for (const summary of summaries) output.progress(summary);
  if (hasErrors) process.exitCode = 1;
}

function read(path: string): CheckInput {
  try {
    return { path, bytes: readFileSync(path) };
  } catch (cause) {
    throw failLauncher("FILE_UNREADABLE", `${path} cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown"}); check the path`, { cause });
  }
}

/** Colour on a terminal only: `styleText` asks the stream. */
function paint(severity: Severity): string {
  return styleText(severity === "error" ? "red" : "yellow", severity, { stream: process.stdout });
}

/** An option that may be repeated; commander passes nothing before its first value. */
function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
