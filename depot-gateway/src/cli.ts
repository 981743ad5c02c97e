/** The command `drawbar depot`. */
import type { Command } from "commander";
import { addProcessOptions, configFromOptions, type ProcessOptions } from "@drawbar/runtime/command/process-command.ts";
import { depotConfig } from "./config.ts";

const example = `
Example:
  drawbar depot --config /etc/drawbar/depot.yaml`;

export function addDepotCommand(program: Command): void {
  const command = program
    .command("depot")
    .summary("run the depot gateway")
    .description("Runs the depot gateway: serves vehicles by mutual TLS, keeps what they send, and relays it to the cloud.");
  addProcessOptions(command, depotConfig)
    .addHelpText("after", example)
    .action(async (options: ProcessOptions) => {
      const config = configFromOptions(depotConfig, options, process.env);
      if (config === undefined) return;
      const { runDepot } = await import("./main.ts");
      await runDepot(config);
    });
}
