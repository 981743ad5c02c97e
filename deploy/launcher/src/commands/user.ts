/** `drawbar user`: operators, when nobody can sign in. */
import type { Command } from "commander";
import { asAdministrator } from "../installation/cloud-program.ts";
import { readInstallation, writeInstallation } from "../installation/installation.ts";
import { defaultDataDirectory, runningInstallation } from "../installation/local-access.ts";
import { createOutput, table } from "../output/output.ts";

interface UserOptions {
  readonly data: string;
  readonly json?: boolean;
}

const example = `
Example:
  drawbar user list
  drawbar user add planner@fleet.example
  drawbar user reset operator@drawbar.example`;

export function addUserCommand(program: Command): void {
  const user = program
    .command("user")
    .summary("operators, when nobody can sign in")
    .description("Operators of the installation on this machine.")
    .addHelpText("after", example);
  const sub = (name: string, description: string): Command =>
    user
      .command(name)
      .description(description)
      .option("--data <dir>", "folder of the local installation", process.env["DRAWBAR_DATA_DIRECTORY"] ?? defaultDataDirectory)
      .option("--json", "lines of JSON")
      .addHelpText("after", example);

  sub("add <email>", "Adds an operator and prints the first password.").action(async (email: string, options: UserOptions) => {
    const { installation } = runningInstallation(options.data);
    const { password } = await asAdministrator(installation, (administration) => administration.addOperator({ email }));
    createOutput({ json: options.json === true }).result({ email, password }, `${email} can sign in with ${password} (to be changed in the console)`);
  });

  sub("reset <email>", "Sets a new random password, ends all sessions of the operator, and prints it.").action(async (email: string, options: UserOptions) => {
    const { installation, places } = runningInstallation(options.data);
    const made = await asAdministrator(installation, (administration) => administration.resetPassword(email));
    // The next "drawbar up" shows the first password as long as it was not changed.
    const now = readInstallation(places);
    if (now?.operator.email === made.email) writeInstallation(places, { ...now, operator: { email: made.email, initialPassword: made.password } });
    createOutput({ json: options.json === true }).result(
      made,
      `${made.email} can sign in with ${made.password} (to be changed in the console); all sessions were ended`,
    );
  });

  sub("list", "Lists all operators.").action(async (options: UserOptions) => {
    const { installation } = runningInstallation(options.data);
    const operators = await asAdministrator(installation, (administration) => administration.operators());
    const output = createOutput({ json: options.json === true });
    if (output.isJson) for (const { email, name, role } of operators) output.result({ email, name, role }, "");
    else
      output.result(
        undefined,
        table(
          ["E-MAIL", "NAME", "ROLE"],
          operators.map(({ email, name, role }) => [email, name, role]),
        ),
      );
  });
}
