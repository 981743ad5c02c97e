/** `drawbar vin`: what vehicle identification numbers say, without an installation and without a network. */
import { styleText } from "node:util";
import type { Command } from "commander";
import type { VinReadingJson } from "@drawbar/cloud/modules/vin/index.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { createOutput, table, type Output } from "../output/output.ts";

const example = `
Each field says where it is from: looked up in a table, by a rule of the standard, or unknown. With a text that is no VIN
the exit status is 1.

Example:
  drawbar vin 1FMCU0GA1PK000001
  drawbar vin --json $(cat vins.txt) | jq -r '[.vin, .make, .model, .modelYear] | @csv'`;

export function addVinCommand(program: Command): void {
  program
    .command("vin")
    .argument("<vin...>", "vehicle identification numbers; case, blanks and hyphens do not matter")
    .summary("decode vehicle identification numbers")
    .description("Decodes vehicle identification numbers offline: check digit, maker, model, model year, and what is wrong with a mistyped one.")
    .option("--json", "a line of JSON for each")
    .addHelpText("after", example)
    .action(decode);
}

async function decode(texts: readonly string[], options: { readonly json?: boolean }): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const { readingToJson, VinDecoder } = await import("@drawbar/cloud/modules/vin/index.ts");
  const decoder = new VinDecoder({ clock: systemClock });
  for (const text of texts) {
    const reading = readingToJson(await decoder.decode(text));
    if (reading.kind === "malformed") process.exitCode = 1;
    if (output.isJson) output.result(reading, "");
    else print(reading, output);
  }
}

const titles = {
  manufacturer: "manufacturer",
  country: "maker's country",
  make: "make",
  model: "model",
  series: "series",
  trim: "trim",
  bodyClass: "body",
  vehicleType: "vehicle type",
  electrification: "electrification",
  modelYear: "model year",
  plant: "plant code",
  serial: "serial number",
} as const;

function print(reading: VinReadingJson, output: Output): void {
  const rows = Object.entries(titles).flatMap(([name, title]) => {
    const value = reading[name as keyof typeof titles]; // its keys
    return value === undefined ? [] : [["", title, String(value), reading.from?.[name] ?? ""]];
  });
  const name = [reading.modelYear, reading.make, reading.model].filter((part) => part !== undefined).join(" ");
  output.result(undefined, [styleText("bold", reading.vin, { stream: process.stdout }), name].filter((part) => part !== "").join("  "));
  if (rows.length > 0) output.result(undefined, table(["", "FIELD", "VALUE", "FROM"], rows));
  for (const { severity, text } of reading.findings) {
    if (severity === "note") output.result(undefined, `  ${text}`);
    else output.warn(`  ${text}`);
  }
}
