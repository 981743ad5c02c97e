/** The command `drawbar`. The apps' own commands are loaded when they are asked for: nobody waits for a database driver to read a log. */
import { Command } from "commander";
import { runProgram } from "./run-program.ts";
import { stopWithSupervisor } from "./installation/supervised.ts";

type Load = (program: Command) => Promise<void>;

/** In the order of the help. */
const commands: Readonly<Record<string, Load>> = {
  up: async (program) => (await import("./commands/up.ts")).addUpCommand(program),
  drive: async (program) => (await import("./commands/drive.ts")).addDriveCommand(program),
  export: async (program) => (await import("./commands/export.ts")).addExportCommand(program),
  import: async (program) => (await import("./commands/import.ts")).addImportCommand(program),
  token: async (program) => (await import("./commands/token.ts")).addTokenCommand(program),
  can: async (program) => (await import("./commands/can.ts")).addCanCommand(program),
  gnss: async (program) => (await import("./commands/gnss.ts")).addGnssCommand(program),
  j1939: async (program) => (await import("./commands/j1939.ts")).addJ1939Command(program),
  obd: async (program) => (await import("./commands/obd.ts")).addObdCommand(program),
  dbc: async (program) => (await import("./commands/dbc.ts")).addDbcCommand(program),
  simulate: async (program) => (await import("./commands/simulate.ts")).addSimulateCommand(program),
  elm: async (program) => (await import("./commands/elm.ts")).addElmCommand(program),
  vin: async (program) => (await import("./commands/vin.ts")).addVinCommand(program),
  claim: async (program) => (await import("./commands/claim.ts")).addClaimCommand(program),
  enrol: async (program) => (await import("./commands/enrol.ts")).addEnrolCommand(program),
  tenant: async (program) => (await import("./commands/tenant.ts")).addTenantCommand(program),
  audit: async (program) => (await import("./commands/audit.ts")).addAuditCommand(program),
  user: async (program) => (await import("./commands/user.ts")).addUserCommand(program),
  backup: async (program) => (await import("./commands/backup.ts")).addBackupCommand(program),
  restore: async (program) => (await import("./commands/restore.ts")).addRestoreCommand(program),
  demo: async (program) => (await import("./commands/demo.ts")).addDemoCommand(program),
  edge: async (program) => (await import("@drawbar/edge-agent/cli.ts")).addEdgeCommand(program),
  "simulated-fleet": async (program) => (await import("@drawbar/edge-agent/cli.ts")).addSimulatedFleetCommand(program),
  depot: async (program) => (await import("@drawbar/depot-gateway/cli.ts")).addDepotCommand(program),
  cloud: async (program) => (await import("@drawbar/cloud/cli.ts")).addCloudCommand(program),
};

/** @param argv as `process.argv`: the program and the script come first. */
export async function main(argv: readonly string[]): Promise<void> {
  stopWithSupervisor();
  const program = new Command("drawbar")
    .description("From the vehicle's bus to headquarters: an agent for vehicles, a gateway for depots, a cloud for the fleet.")
    .version("0.1.0")
    .addHelpText("after", "\nExample:\n  drawbar up\n  drawbar drive --help");
  const wanted = commands[argv[2] ?? ""];
  // Without a command that we know, the help or the complaint lists all of them.
  for (const load of wanted === undefined ? Object.values(commands) : [wanted]) await load(program);
  await runProgram(program, argv);
}

if (import.meta.main) await main(process.argv);
