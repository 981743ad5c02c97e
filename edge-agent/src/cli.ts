/** The commands `drawbar edge` and `drawbar simulated-fleet`. */
import type { Command } from "commander";
import { addProcessOptions, configFromOptions, type ProcessOptions } from "@drawbar/runtime/command/process-command.ts";
import { edgeConfig } from "./config.ts";
import { fleetConfig } from "./simulated-fleet/fleet-config.ts";

const edgeExample = `
Example:
  drawbar edge --config /etc/drawbar/edge.yaml
  DRAWBAR_EDGE_AGENT_LOG_LEVEL=debug drawbar edge --config edge.yaml`;

export function addEdgeCommand(program: Command): void {
  const command = program
    .command("edge")
    .summary("run the edge agent of one vehicle")
    .description("Runs the edge agent: listens to the vehicle's buses, keeps what they say, and sends it to the best hub in reach.");
  addProcessOptions(command, edgeConfig)
    .addHelpText("after", edgeExample)
    .action(async (options: ProcessOptions) => {
      const config = configFromOptions(edgeConfig, options, process.env);
      if (config === undefined) return;
      const { runEdge } = await import("./main.ts");
      await runEdge(config);
    });
}

const fleetExample = `
Example:
  drawbar simulated-fleet --config fleet.yaml`;

/** For `drawbar up`, and whoever wants a fleet without vehicles. */
export function addSimulatedFleetCommand(program: Command): void {
  const command = program
    .command("simulated-fleet")
    .summary("run simulated vehicles, each with a real agent")
    .description(
      "Runs simulated vehicles in one process, each with a bus, an edge agent, an identity and an outbox of its own. This is what drawbar up starts.",
    );
  addProcessOptions(command, fleetConfig)
    .addHelpText("after", fleetExample)
    .action(async (options: ProcessOptions) => {
      const config = configFromOptions(fleetConfig, options, process.env);
      if (config === undefined) return;
      const { runSimulatedFleet } = await import("./simulated-fleet/main.ts");
      await runSimulatedFleet(config);
    });
}
