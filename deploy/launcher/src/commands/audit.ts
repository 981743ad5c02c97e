/** `drawbar audit`: whether the record of who did what is the one that was written. */
import type { Command } from "commander";
import { checkTrail, withTenants, type CheckedTrail } from "../installation/cloud-program.ts";
import { addHereOptions, headquartersHere, type HereOptions } from "../installation/headquarters.ts";
import { failLauncher } from "../launcher-errors.ts";
import { createOutput } from "../output/output.ts";

interface AuditOptions extends HereOptions {
  readonly json?: boolean;
}

const example = `
Example:
  drawbar audit verify
  drawbar audit verify --tenant "Müller Logistik" --config /etc/drawbar/cloud.yaml`;

/** Entries wait a second or so for the worker; longer means that it does not run. */
const waitsTooLongMs = 600_000;

export function addAuditCommand(program: Command): void {
  const audit = program
    .command("audit")
    .summary("the record of who did what")
    .description("The audit trail of the headquarters on this machine.")
    .addHelpText("after", example);
  addHereOptions(audit.command("verify"))
    .description("Walks the trail of each fleet, or of one, and names the first entry that does not fit. Exits 1 when there is one.")
    .option("--json", "lines of JSON")
    .addHelpText("after", example)
    .action(verify);
}

async function verify(options: AuditOptions): Promise<void> {
  const headquarters = await headquartersHere(options);
  const tenants = await withTenants(headquarters.appUrl, async (all) => (options.tenant === undefined ? all.list() : [await all.find(options.tenant)]));
  const output = createOutput({ json: options.json === true });
  const broken: string[] = [];
  for (const { tenantId, name } of tenants) {
    const trail = await checkTrail(headquarters.appUrl, headquarters.authorityDirectory, tenantId);
    const { entries, checkpoints, signedUpTo, pending, breach, isProven } = trail;
    const whole = breach === undefined;
    output.result({ tenantId, name, whole, entries, checkpoints, signedUpTo, signaturesChecked: isProven, pending, breach }, `${name}: ${words(trail)}`);
    if (!isProven && checkpoints > 0) output.warn(`${name}: the key of the checkpoints is not on this machine, so their signatures were not checked`);
    if (trail.pendingSince !== undefined && Date.now() - trail.pendingSince.getTime() > waitsTooLongMs)
      output.warn(`${name}: ${pending} entries wait for their place since ${trail.pendingSince.toISOString()}; is the role worker running?`);
    if (!whole) broken.push(`${name}: ${breach}`);
  }
  if (broken.length > 0) throw failLauncher("AUDIT_TRAIL_BROKEN", broken.join("; "));
}

function words({ entries, checkpoints, signedUpTo, breach }: CheckedTrail): string {
  if (breach !== undefined) return `BROKEN, ${breach}`;
  if (entries === "0") return "nothing recorded yet";
  return `whole, ${entries} entries, ${checkpoints} checkpoints, signed up to entry ${signedUpTo}`;
}
