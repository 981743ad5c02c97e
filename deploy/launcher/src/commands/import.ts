/** `drawbar import`: vehicles out of a table, as the console's import page does it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { importFile, type ImportWish } from "../installation/import-file.ts";
import { accessFor, addAccessOptions, type AccessOptions } from "../installation/headquarters.ts";
import { failLauncher } from "../launcher-errors.ts";
import { createOutput } from "../output/output.ts";

interface ImportOptions extends AccessOptions {
  readonly map: Readonly<Record<string, string>>;
  readonly update?: string;
  readonly dryRun?: boolean;
  readonly leaveOutBad?: boolean;
  readonly json?: boolean;
}

const example = `
Example:
  drawbar import fleet.xlsx --dry-run
  drawbar import fleet.csv --update vin --dry-run
  drawbar import fleet.csv --map callSign=Rufname --map own.payload="Payload (t)"`;

export function addImportCommand(program: Command): void {
  const command = program
    .command("import <file>")
    .summary("register or change the vehicles of a CSV or XLSX file")
    .description(
      "Registers the vehicles of a CSV or XLSX file. Columns are found by their headings. A row with an error stops it before anything is made. With --update, vehicles that are there get the values of the file's columns; an empty cell leaves a value as it is.",
    )
    .option("--map <key=heading>", "which column of the file is which; may be repeated (default: as the headings say)", addColumn, {})
    .option("--update <key>", "change vehicles that are there, found by callSign or vin (default: such a row is an error)")
    .option("--dry-run", "say what is wrong, make nothing")
    .option("--leave-out-bad", "make the other rows where some have errors")
    .option("--json", "lines of JSON: one for each finding, then one for the whole")
    .addHelpText("after", example);
  addAccessOptions(command).action(async (file: string, options: ImportOptions) => {
    const output = createOutput({ json: options.json === true });
    const wish: ImportWish = {
      name: path.basename(file),
      bytes: bytesOf(file),
      map: options.map,
      updateBy: options.update,
      isDryRun: options.dryRun === true,
      leavesOutBad: options.leaveOutBad === true,
    };
    await importFile(await accessFor(options, ["read", "write"]), wish, output);
  });
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw failLauncher("FILE_UNREADABLE", `${file} cannot be read`, { cause });
  }
}

function addColumn(text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError("a key, = and a heading of the file, such as vin=FIN.");
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
