/** `drawbar tenant`: the fleets of a headquarters, the first one with its first operator. */
import type { Command } from "commander";
import { withTenants, type Tenant } from "../installation/cloud-program.ts";
import { addTenantLife } from "./tenant-life.ts";
import { addHereOptions, headquartersHere, type HereOptions } from "../installation/headquarters.ts";
import { createOutput, table } from "../output/output.ts";

interface TenantOptions extends Omit<HereOptions, "tenant"> {
  readonly json?: boolean;
}

const example = `
Example:
  drawbar tenant add "Müller Logistik" --operator planner@mueller.example --config /etc/drawbar/cloud.yaml
  drawbar tenant list --config /etc/drawbar/cloud.yaml`;

export function addTenantCommand(program: Command): void {
  const tenant = program
    .command("tenant")
    .summary("the fleets of a headquarters")
    .description("Fleets that a headquarters serves, each apart from the others. The first one is made here, since nobody can sign in before.")
    .addHelpText("after", example);

  addHereOptions(tenant.command("add").argument("<name>", "what people call the fleet"), { hasTenant: false })
    .description("Makes a fleet and its first operator; prints the first password and a link that signs in once.")
    .requiredOption("--operator <email>", "e-mail of the first operator")
    .option("--json", "one line of JSON")
    .addHelpText("after", example)
    .action(add);

  addHereOptions(tenant.command("list"), { hasTenant: false })
    .description("Lists all fleets.")
    .option("--json", "lines of JSON")
    .addHelpText("after", example)
    .action(list);

  addTenantLife(tenant);
}

async function add(name: string, options: TenantOptions & { readonly operator: string }): Promise<void> {
  const headquarters = await headquartersHere(options);
  const made = await withTenants(headquarters.appUrl, async (tenants, identityOf) => {
    const tenant = await tenants.add(name);
    const identity = identityOf(tenant.tenantId);
    const { email, password } = await identity.addOperator({ email: options.operator });
    return { ...tenant, email, password, signInLink: `${headquarters.console}/sign-in?link=${await identity.makeSignInLink(email)}` };
  });
  const text = [
    `Fleet     ${made.name} (${made.tenantId})`,
    `E-mail    ${made.email}`,
    `Password  ${made.password} (first password; change it in the console)`,
    `Sign in   ${made.signInLink}`,
    "          (works once, for 15 minutes)",
  ];
  createOutput({ json: options.json === true }).result(made, text.join("\n"));
}

async function list(options: TenantOptions): Promise<void> {
  const { appUrl } = await headquartersHere(options);
  const tenants = await withTenants(appUrl, (administration) => administration.list());
  const output = createOutput({ json: options.json === true });
  if (output.isJson) for (const tenant of tenants) output.result(tenant, "");
  else
    output.result(
      undefined,
      table(
        ["NAME", "ID", "STATE"],
        tenants.map((tenant) => [tenant.name, tenant.tenantId, stateOf(tenant)]),
      ),
    );
}

function stateOf({ suspendedAt, deleteAfter }: Tenant): string {
  if (deleteAfter !== undefined) return `deleted after ${deleteAfter.toISOString()}`;
  return suspendedAt === undefined ? "served" : `suspended since ${suspendedAt.toISOString()}`;
}
