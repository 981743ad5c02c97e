/** `drawbar demo remove`: takes the simulated fleet out again. */
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { askApi } from "../installation/api-access.ts";
import { fleetControlFile, removedMark } from "../installation/fleet-process.ts";
import { accessFor } from "../installation/headquarters.ts";
import { defaultDataDirectory, runningInstallation } from "../installation/installation-access.ts";
import { createOutput } from "../output/output.ts";

interface DemoOptions {
  readonly data: string;
  readonly json?: boolean;
}

const example = `
Example:
  drawbar demo remove`;

export function addDemoCommand(program: Command): void {
  const demo = program.command("demo").summary("the simulated fleet").description("The simulated fleet of the installation on this machine.");
  demo
    .command("remove")
    .description('Takes the simulated vehicles and their data out again and keeps everything else. The next "drawbar up" starts without them.')
    .option("--data <dir>", "folder of the local installation", process.env["DRAWBAR_DATA_DIRECTORY"] ?? defaultDataDirectory)
    .option("--json", "one line of JSON")
    .addHelpText("after", example)
    .action(async (options: DemoOptions) => {
      const { places } = runningInstallation(options.data);
      const access = await accessFor(options, ["read", "write", "admin"]);
      // The agents end first: a vehicle that still drives would come back with its next segment.
      writeFileSync(path.join(places.fleet, fleetControlFile), "stop\n", { mode: 0o600 });
      await fleetEnded(places.fleet);
      const { vehicles } = await askApi<{ readonly vehicles: number }>(access, "DELETE", "/demo");
      for (const entry of readdirSync(places.fleet, { withFileTypes: true }))
        if (entry.isDirectory()) rmSync(path.join(places.fleet, entry.name), { recursive: true, force: true });
      writeFileSync(path.join(places.fleet, removedMark), "");
      createOutput({ json: options.json === true }).result(
        { vehicles },
        `${vehicles} simulated ${vehicles === 1 ? "vehicle was" : "vehicles were"} removed with ${vehicles === 1 ? "its" : "their"} data; everything else is kept`,
      );
    });
}

const waitMs = 20_000;

/** "drawbar up" answers by taking the file away. */
async function fleetEnded(folder: string): Promise<void> {
  const endsAt = performance.now() + waitMs;
  while (readdirSync(folder).includes(fleetControlFile) && performance.now() < endsAt) await new Promise((resolve) => setTimeout(resolve, 100));
  rmSync(path.join(folder, fleetControlFile), { force: true });
}
