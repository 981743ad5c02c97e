/** `drawbar enrol`: a device's way to its certificate, with nothing copied by hand but the claim. */
import { hostname } from "node:os";
import { Option, type Command } from "commander";
import { enrol } from "@drawbar/runtime/enrolment/enrol.ts";
import { createOutput } from "../output/output.ts";

interface EnrolOptions {
  readonly directory: string;
  readonly device: string;
  readonly kind?: "unit" | "depot";
  readonly host: readonly string[];
  readonly json?: boolean;
}

const example = `
Example:
  drawbar enrol dbc1.MDE5… --directory /etc/drawbar/identity
  drawbar enrol dbc1.MDE5… --directory /etc/drawbar/identity --kind depot --host depot-venlo.example --host 10.20.0.5`;

export function addEnrolCommand(program: Command): void {
  program
    .command("enrol")
    .argument("<claim>", "the text that begins with dbc1.")
    .summary("use a claim: this machine makes a key and gets its certificate")
    .description("Uses a one-time claim: makes a key on this machine, proves the claim to the depot or cloud that it names, and keeps the certificate.")
    .requiredOption("--directory <dir>", "folder for key, certificates and hubs; the process' identityDirectory")
    .option("--device <name>", "what people should see: serial number or host name", hostname())
    .addOption(new Option("--kind <kind>", "refuse a claim for another kind").choices(["unit", "depot"]))
    .option(
      "--host <name>",
      "host name or address under which vehicles reach this depot; may be repeated",
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option("--json", "one line of JSON")
    .addHelpText("after", example)
    .action(async (claim: string, options: EnrolOptions) => {
      const output = createOutput({ json: options.json === true });
      const hosts = options.host.length > 0 ? options.host : [hostname(), "localhost", "127.0.0.1"];
      const identity = await enrol({ claim, identityDirectory: options.directory, device: options.device, kind: options.kind, hosts });
      const notAfter = new Date(identity.notAfterMs).toISOString();
      output.result(
        { kind: identity.kind, sourceId: identity.sourceId, tenantId: identity.tenantId, hubs: identity.hubs, notAfter, directory: options.directory },
        `Enrolled as ${identity.kind} ${identity.sourceId}; the certificate is valid until ${notAfter.slice(0, 10)} and kept in ${options.directory}. Hubs: ${identity.hubs.join(", ")}`,
      );
    });
}
