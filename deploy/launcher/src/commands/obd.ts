/** `drawbar obd`: OBD-II and UDS exchanges, without a vehicle. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { InvalidArgumentError, type Command } from "commander";
import { explainCodes, type ExplainedCode } from "@drawbar/firmware-interfaces/commands/obd-codes.ts";
import { obdDecode, obdDecodeStandard, parseObdRequest, type ObdRequestText } from "@drawbar/firmware-interfaces/commands/obd-decode.ts";
import { loadSignalSet } from "@drawbar/firmware-interfaces/obd2/signal-set-loader.ts";
import type { SignalSet } from "@drawbar/firmware-interfaces/obd2/signal-set.ts";
import { failLauncher } from "../launcher-errors.ts";
import { createOutput, table, type Output } from "../output/output.ts";

interface DecodeOptions {
  readonly signals?: readonly string[];
  readonly year?: number;
  readonly json?: boolean;
}

/** Complaints about a signal set that are shown one by one; the rest is counted. */
const leftOutShownMax = 10;
/** Unpacked size of a signal set file. */
const unpackedBytesMax = 64 * 1_048_576;

const decodeExample = `
Example:
  drawbar obd decode --signals ford-f-150.json 7E0.22091A "7E8 05 62 09 1A 03 E8"
  drawbar obd decode 010C0D 410C1AF80D32 --json`;

const codesExample = `
Example:
  drawbar obd codes P0133 U0100
  drawbar obd codes "43 01 01 33"`;

export function addObdCommand(program: Command): void {
  const obd = program.command("obd").summary("OBD-II and UDS exchanges").description("Reads what a vehicle answered to OBD-II and UDS requests.");
  obd
    .command("decode")
    .argument("<request>", "service and PID in hex, with a header before it or without: 010C, 7E0.22091A", parseRequest)
    .argument("<response>", "frames with their header (7E8 04 41 0C 1A F8; several with a comma between them), or the payload alone")
    .description("Decodes one exchange by signal sets in the form of OBDb; without one, service 01 by the PIDs of SAE J1979.")
    .option("--signals <file>", "a signal set, also packed with gzip; may be repeated", gather)
    .option("--year <number>", "only commands for this model year", parseYear)
    .option("--json", "lines of JSON")
    .addHelpText("after", decodeExample)
    .action(decode);
  obd
    .command("codes")
    .argument("<code-or-answer...>", "trouble codes, or answers to services 03, 07 and 0A in hex", parseCodes)
    .description("Says which trouble codes an answer holds and what they mean. Makers' own codes have no text: it differs from make to make.")
    .option("--json", "lines of JSON")
    .addHelpText("after", codesExample)
    .action((codes: readonly ExplainedCode[], options: { readonly json?: boolean }) => {
      const output = createOutput({ json: options.json === true });
      if (output.isJson) for (const code of codes) output.result({ ...code, meaning: code.meaning ?? null }, "");
      else
        process.stdout.write(
          `${table(
            ["CODE", "SCOPE", "MEANING"],
            codes.map(({ code, scope, meaning }) => [code, scope, meaning ?? "-"]),
          )}\n`,
        );
    });
}

function decode(request: ObdRequestText, response: string, options: DecodeOptions): void {
  const output = createOutput({ json: options.json === true });
  const values =
    options.signals === undefined ? obdDecodeStandard({ request, response }) : decodeBySets(options.signals, request, response, options.year, output);
  if (output.isJson) {
    for (const value of values) output.result(value, "");
    return;
  }
  process.stdout.write(
    `${table(
      ["SIGNAL", "VALUE", "UNIT"],
      values.map(({ signal, value, unit }) => [signal, shown(value), unit]),
    )}\n`,
  );
}

function decodeBySets(
  files: readonly string[],
  request: ObdRequestText,
  response: string,
  modelYear: number | undefined,
  output: Output,
): ReturnType<typeof obdDecode> {
  const sets = files.map(readSet);
  const set: SignalSet = { commands: sets.flatMap(({ commands }) => commands), leftOut: sets.flatMap(({ leftOut }) => leftOut) };
  for (const { why } of set.leftOut.slice(0, leftOutShownMax)) output.warn(`left out: ${why}`);
  if (set.leftOut.length > leftOutShownMax) output.warn(`${set.leftOut.length - leftOutShownMax} more parts of the signal set are left out`);
  return obdDecode({ set, request, response, modelYear });
}

/** Twelve digits, so that a tenth of a volt does not look like a rounding error; the JSON keeps every bit. */
function shown(value: number | string | null): string | number {
  if (value === null) return "-";
  return typeof value === "number" ? Number(value.toPrecision(12)) : value;
}

function readSet(file: string): SignalSet {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes, { maxOutputLength: unpackedBytesMax });
  } catch (cause) {
    throw failLauncher("FILE_UNREADABLE", `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown"}); check the path`, { cause });
  }
  return loadSignalSet(new TextDecoder().decode(bytes));
}

function parseRequest(text: string): ObdRequestText {
  const request = parseObdRequest(text);
  if (request === undefined) throw new InvalidArgumentError("service and PID in hex, such as 010C, 22091A or 7E0.22091A.");
  return request;
}

function parseCodes(text: string, before: readonly ExplainedCode[] | undefined): readonly ExplainedCode[] {
  const codes = explainCodes(text);
  if (codes === undefined) throw new InvalidArgumentError("a trouble code such as P0133, or an answer such as 43010133.");
  return [...(before ?? []), ...codes];
}

function parseYear(text: string): number {
  const year = Number(text);
  if (Number.isInteger(year) && year >= 1_980 && year <= 2_100) return year;
  throw new InvalidArgumentError("a year, such as 2019.");
}

/** An option that may be repeated; commander passes nothing before its first value. */
function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
