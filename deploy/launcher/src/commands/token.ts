/** `drawbar token`: an API token for whoever holds the installation's folder. */
import { InvalidArgumentError, type Command } from "commander";
import { withAdministration } from "../installation/cloud-program.ts";
import { addHereOptions, headquartersHere, type HereOptions } from "../installation/headquarters.ts";
import { createOutput } from "../output/output.ts";

interface TokenOptions extends HereOptions {
  readonly scope: readonly string[];
  readonly expires: number;
  readonly json?: boolean;
}

const hourMs = 3_600_000;
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: hourMs, d: 24 * hourMs };

const example = `
Example:
  export DRAWBAR_TOKEN=$(drawbar token --expires 8h)
  curl -H "Authorization: Bearer $DRAWBAR_TOKEN" http://localhost:7400/api/v1/vehicles
  drawbar token --config /etc/drawbar/cloud.yaml --scope read --expires 7d`;

export function addTokenCommand(program: Command): void {
  addHereOptions(program.command("token"))
    .summary("an API token for the headquarters on this machine")
    .description("Makes an API token for a fleet of the headquarters on this machine.")
    .option(
      "--scope <scope>",
      "what it may do: read, write, admin, or a permission such as parts.read; may be repeated (default: read and write)",
      addScope,
      [],
    )
    .option("--expires <time>", "how long it works: 30m, 1h, 7d", parseDuration, hourMs)
    .option("--json", "one line of JSON")
    .addHelpText("after", example)
    .action(async (options: TokenOptions) => {
      const headquarters = await headquartersHere(options);
      const wanted = options.scope.length > 0 ? options.scope : (["read", "write"] as const);
      const made = await withAdministration(headquarters, options.tenant, ({ identity }) =>
        identity.makeApiToken({ name: "drawbar token", scopes: wanted, expiresInMs: options.expires }),
      );
      createOutput({ json: options.json === true }).result({ token: made.token, expiresAt: made.expiresAt.toISOString() }, made.token);
    });
}

/** What words there are is the cloud's, which says so. */
function addScope(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

export function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const elapsedMs = Number(amount) * (unitMs[unit ?? ""] ?? Number.NaN);
  if (elapsedMs > 0) return elapsedMs;
  throw new InvalidArgumentError("a number and m, h or d, such as 30m, 1h or 7d.");
}
