/** `drawbar claim create`: what a person carries to a new device. */
import { InvalidArgumentError, Option, type Command } from "commander";
import { renderUnicodeCompact } from "uqr";
import { askApi } from "../installation/api-access.ts";
import { accessFor, addAccessOptions, type AccessOptions } from "../installation/headquarters.ts";
import { createOutput } from "../output/output.ts";
import { parseDuration } from "./token.ts";

interface ClaimOptions extends AccessOptions {
  readonly vehicle?: string;
  readonly name?: string;
  readonly expires?: number;
  readonly json?: boolean;
}

interface MadeClaim {
  readonly claim: string;
  readonly claimId: string;
  readonly expiresAt: string;
}

const example = `
Example:
  drawbar claim create unit --vehicle "TR 214"
  drawbar claim create depot --name Venlo --expires 2d`;

export function addClaimCommand(program: Command): void {
  const claim = program
    .command("claim")
    .summary("let a new unit or depot in")
    .description("Claims: what a person carries to a new device, so that it gets its certificate. Each works once.");
  const create = claim
    .command("create")
    .argument("<kind>", "unit or depot", parseKind)
    .summary("make a claim, as text and QR")
    .description('Makes a claim that works once, until it expires. Use it on the device with "drawbar enrol".')
    .option("--vehicle <callsign>", "unit: the vehicle that it sits in; made when it is new")
    .option("--name <name>", "depot: what people call it")
    .addOption(new Option("--expires <time>", "how long it works: 30m, 24h, 7d").argParser(parseDuration))
    .option("--json", "one line of JSON")
    .addHelpText("after", example);
  addAccessOptions(create).action(async (kind: "unit" | "depot", options: ClaimOptions) => {
    if (kind === "unit" && options.vehicle === undefined)
      create.error("error: a unit's claim needs --vehicle: the call sign of the vehicle that it sits in", { exitCode: 2 });
    if (kind === "depot" && options.name === undefined) create.error("error: a depot's claim needs --name: what people call it", { exitCode: 2 });
    const access = await accessFor(options, ["read", "write", "admin"]);
    const made = await askApi<MadeClaim>(access, "POST", "/claims", {
      kind,
      ...(kind === "unit" ? { callSign: options.vehicle } : { depotName: options.name }),
      ...(options.expires === undefined ? {} : { expiresInMs: options.expires }),
    });
    const text = `${process.stdout.isTTY ? `${renderUnicodeCompact(made.claim)}\n\n` : ""}${made.claim}`;
    const output = createOutput({ json: options.json === true });
    output.result({ claim: made.claim, expiresAt: made.expiresAt }, text);
    output.progress(`Works once, until ${made.expiresAt}. On the device: drawbar enrol CLAIM --directory DIR`);
  });
}

function parseKind(text: string): "unit" | "depot" {
  if (text === "unit" || text === "depot") return text;
  throw new InvalidArgumentError("unit or depot.");
}
