/** `drawbar drive`: a recording through a real edge agent, until all that it produced is in the cloud. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { parseCallSign } from "@drawbar/proto/kernel/ids.ts";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import { askApi, type ApiAccess } from "../installation/api-access.ts";
import { driveRecording, openRecording, type DriveProgress, type DriveResult } from "../installation/edge-program.ts";
import { placesOf } from "../installation/installation.ts";
import { accessFor, addAccessOptions, type AccessOptions } from "../installation/headquarters.ts";
import { localHubs } from "../installation/installation-access.ts";
import { createOutput } from "../output/output.ts";

interface DriveOptions extends AccessOptions {
  readonly dbc: readonly string[];
  readonly j1939?: boolean;
  readonly vehicle?: string;
  readonly speed: number | "max";
  readonly collect: "all" | "changes";
  readonly json?: boolean;
}

interface NewRun {
  readonly runId: string;
  readonly vehicleId: string;
  readonly claim: string;
}

const example = `
Example:
  drawbar drive drive.candump.log.gz --dbc can0=car.dbc --vehicle "VAN 7" --speed max
  drawbar drive truck.log --j1939 --vehicle "TR 214"`;

export function addDriveCommand(program: Command): void {
  const command = program
    .command("drive")
    .argument("<log>", "a recorded bus log: candump in any form, also packed with gzip")
    .summary("play a recording through a real agent")
    .description(
      "Plays a recorded bus log through a real edge agent with its own outbox, enrolled at the running installation, and returns when all that it produced is secured in the cloud.",
    )
    .option("--dbc <file>", "a DBC file, or BUS=FILE for one bus; may be repeated", (value: string, before: readonly string[]) => [...before, value], [])
    .option("--j1939", "decode SAE J1939 parameter groups")
    .option("--vehicle <callsign>", "whose drive it is; made when it is new (default: the log's name)")
    .option("--speed <factor>", "1 as recorded, N times as fast, or max", parseSpeed, 1)
    .addOption(new Option("--collect <policy>", "keep all samples, or changes only").choices(["all", "changes"]).default("all"))
    .option("--json", "one line of JSON at the end")
    .addHelpText("after", example);
  addAccessOptions(command).action((log: string, options: DriveOptions) => drive(log, options));
}

async function drive(log: string, options: DriveOptions): Promise<void> {
  const output = createOutput({ json: options.json === true });
  // Everything that can be wrong with the files is found before a run is made.
  const recording = await openRecording({ log, dbcs: options.dbc, j1939: options.j1939 === true });
  const callSign = parseCallSign(options.vehicle ?? callSignOf(log));
  const access = await accessFor(options, ["read", "write"]);
  const run = await askApi<NewRun>(access, "POST", "/runs", { callSign, log: { name: path.basename(log) } });
  const directory = path.join(placesOf(options.data).drive, run.runId);
  mkdirSync(directory, { recursive: true, mode: 0o750 });
  await enrol({ claim: run.claim, identityDirectory: path.join(directory, "identity"), device: `recording of ${callSign}`, kind: "unit" });
  for (const warning of recording.warnings) output.warn(warning);
  output.progress(`${callSign}: run ${run.runId}`);
  const result = await driveRecording({
    recording,
    directory,
    hubs: options.url === undefined && options.config === undefined ? localHubs(options.data) : undefined,
    speed: options.speed,
    collect: options.collect,
    onProgress: (progress) => output.ticker(progressLine(progress)),
  });
  const summary = { vehicle: callSign, run: run.runId, ...result };
  output.result(summary, describe(summary, access));
}

function describe(result: DriveResult & { readonly vehicle: string; readonly run: string }, access: ApiAccess): string {
  const lost = result.gapSamples === 0 ? "" : `, ${result.gapSamples} lost and accounted for`;
  return `${result.vehicle}, run ${result.run}: ${result.frames} frames, ${result.decodedFrames} decoded, ${result.samples} samples in ${result.segments} segments${lost}; ${result.securedSamples} secured at ${new URL(access.baseUrl).origin} after ${(result.elapsedMs / 1_000).toFixed(1)} s`;
}

function progressLine({ phase, share, frames, samples, securedSamples }: DriveProgress): string {
  const what = phase === "playing" ? `${Math.floor(share * 100)} %` : "Securing";
  return `${what}, ${frames} frames, ${samples} samples, ${securedSamples} secured`;
}

function parseSpeed(text: string): number | "max" {
  if (text === "max") return "max";
  const factor = Number(text);
  if (Number.isFinite(factor) && factor > 0 && factor <= 1_000) return factor;
  throw new InvalidArgumentError("1 is as recorded, 10 ten times as fast, max as fast as possible.");
}

/** `drive.candump.log.gz` -> `drive`: a name until somebody gives a better one. */
function callSignOf(log: string): string {
  const name = path.basename(log).split(".")[0] ?? "";
  return (
    name
      .replaceAll(/[^\p{L}\p{N} _-]/gu, " ")
      .trim()
      .slice(0, 32) || "recording"
  );
}
