/** The command `drawbar cloud ROLE…`. */
import type { Command } from "commander";
import { addProcessOptions, configFromOptions, type ProcessOptions } from "@drawbar/runtime/command/process-command.ts";
import { letHeapGrow } from "./api-heap.ts";
import { failCloud } from "./cloud-errors.ts";
import { cloudConfig } from "./config.ts";
import type { CloudRole } from "./main.ts";

const roleNames: readonly CloudRole[] = ["migrate", "api", "link", "worker"];

const example = `
Example:
  drawbar cloud migrate api link worker --config /etc/drawbar/cloud.yaml
  drawbar cloud link --config link.yaml`;

export function addCloudCommand(program: Command): void {
  const command = program
    .command("cloud")
    .argument("<role...>", `what this process does: ${roleNames.join(", ")}; one or several`)
    .summary("run headquarters, or some of its roles")
    .description(
      "Runs the cloud: api serves browsers and scripts, link takes what depots and vehicles send, worker makes roll-ups, migrate brings the database to this release and ends.",
    );
  addProcessOptions(command, cloudConfig)
    .addHelpText("after", example)
    .action(async (names: readonly string[], options: ProcessOptions) => {
      const roles = new Set(names.map(roleOf));
      const config = configFromOptions(cloudConfig, options, process.env);
      if (config === undefined) return;
      if (roles.size === 1 && roles.has("api")) letHeapGrow();
      const { runCloud } = await import("./main.ts");
      await runCloud(config, roles);
    });
}

function roleOf(name: string): CloudRole {
  const role = roleNames.find((candidate) => candidate === name);
  if (role === undefined) throw failCloud("ROLE_UNKNOWN", `the cloud has no role "${name}"; there are ${roleNames.join(", ")}`);
  return role;
}
