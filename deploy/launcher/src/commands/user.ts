/** `drawbar user`: operators, when nobody can sign in. */
import type { Command } from "commander";
import { withAdministration } from "../installation/cloud-program.ts";
import { addHereOptions, headquartersHere, type HereOptions } from "../installation/headquarters.ts";
import { placesOf, readInstallation, writeInstallation } from "../installation/installation.ts";
import { createOutput, table } from "../output/output.ts";

interface UserOptions extends HereOptions {
  readonly json?: boolean;
}

interface ResetOptions extends UserOptions {
  readonly secondFactor?: boolean;
}

const example = `
Example:
  drawbar user list
  drawbar user add planner@fleet.example
  drawbar user reset operator@drawbar.example
  drawbar user add planner@fleet.example --config /etc/drawbar/cloud.yaml`;

export function addUserCommand(program: Command): void {
  const user = program
    .command("user")
    .summary("operators, when nobody can sign in")
    .description("Operators of the headquarters on this machine.")
    .addHelpText("after", example);
  const sub = (name: string, description: string): Command =>
    addHereOptions(user.command(name)).description(description).option("--json", "lines of JSON").addHelpText("after", example);

  sub("add <email>", "Adds an operator and prints the first password.").action(async (email: string, options: UserOptions) => {
    const { password } = await withAdministration(await headquartersHere(options), options.tenant, ({ identity }) => identity.addOperator({ email }));
    createOutput({ json: options.json === true }).result({ email, password }, `${email} can sign in with ${password} (to be changed in the console)`);
  });

  sub("reset <email>", "Sets a new random password, ends all sessions of the operator, and prints it.")
    .option("--second-factor", "also take the authenticator app and all passkeys away, for who lost them")
    .action(async (email: string, options: ResetOptions) => {
      const secondFactor = options.secondFactor === true;
      const made = await withAdministration(await headquartersHere(options), options.tenant, ({ identity }) => identity.resetPassword(email, { secondFactor }));
      if (options.config === undefined) noteFirstPassword(options.data, made);
      createOutput({ json: options.json === true }).result(
        made,
        `${made.email} can sign in with ${made.password} (to be changed in the console); all sessions were ended`,
      );
    });

  sub("list", "Lists all operators.").action(async (options: UserOptions) => {
    const operators = await withAdministration(await headquartersHere(options), options.tenant, ({ identity }) => identity.operators());
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

/** The next "drawbar up" shows the first password as long as it was not changed. */
function noteFirstPassword(data: string, made: { readonly email: string; readonly password: string }): void {
  const places = placesOf(data);
  const now = readInstallation(places);
  if (now?.operator.email === made.email) writeInstallation(places, { ...now, operator: { email: made.email, initialPassword: made.password } });
}
