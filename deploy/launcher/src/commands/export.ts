/** `drawbar export`: raw samples back out of the cloud. */
import { once } from "node:events";
import { InvalidArgumentError, Option, type Command } from "commander";
import { parseCallSign } from "@drawbar/proto/kernel/ids.ts";
import { streamApi, type ApiAccess } from "../installation/api-access.ts";
import { accessFor, addAccessOptions, type AccessOptions } from "../installation/headquarters.ts";
import { vehicleByCallSign } from "../installation/vehicles.ts";

interface ExportOptions extends AccessOptions {
  readonly vehicle: string;
  readonly run?: string;
  readonly signal: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly format: "jsonl" | "csv";
}

const example = `
Example:
  drawbar export --vehicle "TR 214" --signal Vehicle.Speed --from 2026-11-25T06:00:00Z > speed.jsonl
  drawbar export --vehicle "VAN 7" --run 0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11 --format csv > drive.csv`;

export function addExportCommand(program: Command): void {
  const command = program
    .command("export")
    .summary("raw samples of a vehicle, in time order per signal")
    .description("Writes raw samples of a vehicle to standard output, in time order per signal. A signal without a mapping is named by its source.")
    .requiredOption("--vehicle <callsign>", "whose samples")
    .option("--run <id>", "only those of one run of a recording")
    .option("--signal <name>", "only this signal, by name or source; may be repeated", collect, [])
    .option("--from <time>", "first time, ISO 8601", isoTime)
    .option("--to <time>", "time after the last, ISO 8601", isoTime)
    .addOption(new Option("--format <format>", "form of a line").choices(["jsonl", "csv"]).default("jsonl"))
    // Lines are JSON anyway; the option is there so that scripts may pass it everywhere.
    .option("--json", "lines of JSON, which is the default form")
    .addHelpText("after", example);
  addAccessOptions(command).action(async (options: ExportOptions) => exportSamples(await accessFor(options, ["read"]), options));
}

async function exportSamples(access: ApiAccess, options: ExportOptions): Promise<void> {
  const { vehicleId } = await vehicleByCallSign(access, parseCallSign(options.vehicle));
  const query = new URLSearchParams({ format: options.format });
  for (const name of ["run", "from", "to"] as const) {
    const value = options[name];
    if (value !== undefined) query.set(name, value);
  }
  for (const signal of options.signal) query.append("signal", signal);
  const body = await streamApi(access, `/vehicles/${vehicleId}/samples?${query.toString()}`);
  for await (const chunk of body) if (!process.stdout.write(chunk)) await once(process.stdout, "drain");
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function isoTime(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError("a time looks like 2026-11-25T06:00:00Z.");
  return new Date(at).toISOString();
}
