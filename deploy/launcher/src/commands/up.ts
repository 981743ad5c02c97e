/** `drawbar up`: headquarters, a depot and a simulated fleet on this machine, from one folder. */
import { InvalidArgumentError, type Command } from "commander";
import { createLogger } from "@drawbar/runtime/logging/logger.ts";
import { startInstallation, type RunningInstallation } from "../installation/start-installation.ts";
import { defaultDataDirectory } from "../installation/installation-access.ts";
import { parsePort } from "./number-options.ts";
import { createOutput, type Output } from "../output/output.ts";

interface UpOptions {
  readonly data: string;
  readonly host: string;
  readonly port?: number;
  readonly vehicles?: number;
  readonly fleet: boolean;
  readonly json?: boolean;
}

const stopDeadlineMs = 20_000;
/** A thousand simulated vehicles on one machine tell nothing about Drawbar. */
const vehiclesMax = 200;

const example = `
Example:
  drawbar up
  drawbar up --data /var/lib/drawbar --port 8080 --vehicles 10
  drawbar up --host 0.0.0.0
  drawbar up --json --port 0 | head -1`;

export function addUpCommand(program: Command): void {
  program
    .command("up")
    .summary("start everything on this machine (npm start)")
    .description(
      "Starts an embedded PostgreSQL, the cloud, one depot and a simulated fleet on this machine, and keeps them running until Ctrl-C. The next start goes on with the same data.",
    )
    .option("--data <dir>", "folder that holds everything", process.env["DRAWBAR_DATA_DIRECTORY"] ?? defaultDataDirectory)
    .option("--host <address>", "address to listen on; one that other machines reach is served with TLS of the installation's own authority", "localhost")
    .option("--port <number>", "port of the console; 0 for any free one (default: the last one, or 7400)", parsePort)
    .option("--vehicles <number>", "how many simulated vehicles (default: as many as before, or 4)", parseVehicles)
    .option("--no-fleet", "no simulated vehicles")
    .option("--json", "one line of JSON when ready")
    .addHelpText("after", example)
    .action(up);
}

async function up(options: UpOptions): Promise<void> {
  const output = createOutput({ json: options.json === true });
  const stopRequested = signalled();
  const log = createLogger({ process: "launcher", level: "warn" });
  const running = await startInstallation({
    dataDirectory: options.data,
    host: options.host,
    port: options.port,
    vehicles: options.fleet ? options.vehicles : 0,
    log,
    onProgress: (text) => output.progress(text),
    onTrouble: (text) => output.warn(text),
    stopRequested,
  });
  if (running === undefined) return;
  announce(running, output);
  await stopRequested;
  output.progress("Stopping …");
  const failed = await running.stop({ deadlineMs: stopDeadlineMs });
  output.progress(failed.length === 0 ? "Stopped; the data is kept." : `Stopped; ${failed.join(", ")} had to be ended by force. The data is kept.`);
  process.exit(failed.length === 0 ? 0 : 1);
}

function announce(running: RunningInstallation, output: Output): void {
  const { console: address, signInLink, email, initialPassword, rootFile } = running;
  const ready = {
    ready: true,
    console: address,
    signInLink,
    api: `${address}/api/v1`,
    email,
    ...(initialPassword === undefined ? {} : { initialPassword }),
    ...(rootFile === undefined ? {} : { root: rootFile }),
  };
  const password = initialPassword === undefined ? "the one you chose" : `${initialPassword} (first password; change it in the console)`;
  const text = [
    "",
    `  Console   ${address}`,
    `  Sign in   ${signInLink}`,
    "            (works once, for 15 minutes, on this installation)",
    `  E-mail    ${email}`,
    `  Password  ${password}`,
    ...(rootFile === undefined ? [] : [`  Root      ${rootFile}`, "            (browsers and commands elsewhere trust the console by it)"]),
    "",
    "  Ctrl-C stops everything; the data stays.",
    "",
  ];
  output.result(ready, text.join("\n"));
}

/** Resolves at the first Ctrl-C or SIGTERM; the second ends the process at once. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        if (isAsked) process.exit(1);
        isAsked = true;
        resolve();
      });
    }
  });
}

function parseVehicles(text: string): number {
  const vehicles = Number(text);
  if (Number.isInteger(vehicles) && vehicles >= 0 && vehicles <= vehiclesMax) return vehicles;
  throw new InvalidArgumentError(`a number from 0 to ${vehiclesMax}.`);
}
