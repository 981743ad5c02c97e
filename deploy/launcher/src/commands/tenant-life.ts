/** `drawbar tenant suspend|resume|delete|export|quota`: what whoever runs a headquarters does to a fleet as a whole. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Command } from "commander";
import { withFleetLife, type FleetLife, type Tenant } from "../installation/cloud-program.ts";
import { addHereOptions, headquartersHere, type HereOptions } from "../installation/headquarters.ts";
import { readPassphrase, sealInto } from "../installation/archive-cipher.ts";
import { failLauncher } from "../launcher-errors.ts";
import { createOutput, table, type Output } from "../output/output.ts";
import { parseDuration } from "./token.ts";

interface LifeOptions extends Omit<HereOptions, "tenant"> {
  readonly json?: boolean;
}

const example = `
Example:
  drawbar tenant suspend "Müller Logistik" --reason "the invoice of October"
  drawbar tenant export "Müller Logistik" --out mueller.tar.gz
  drawbar tenant export "Müller Logistik" --out mueller.tar.gz.enc --passphrase-file passphrase.txt
  drawbar tenant delete "Müller Logistik" --yes --grace 30d
  drawbar tenant quota "Müller Logistik" vehicles=500 storageBytes=standard`;

export function addTenantLife(tenant: Command): void {
  const sub = (name: string, description: string): Command =>
    addHereOptions(tenant.command(name).argument("<name>", "name or id of the fleet"), { hasTenant: false })
      .description(description)
      .option("--json", "lines of JSON")
      .addHelpText("after", example);

  sub("suspend", "Nobody of the fleet signs in, calls or links until it is resumed. Vehicles and depots keep what they have.")
    .option("--reason <text>", "shown to who is refused", "")
    .action(async (name: string, options: LifeOptions & { readonly reason: string }) =>
      inFleet(name, options, async (life, fleet, output) => {
        await life.suspend(options.reason);
        output.result({ ...shown(fleet), state: "suspended" }, `${fleet.name} is suspended`);
      }),
    );

  sub("resume", "Lets a suspended fleet in again.")
    .option("--keep", "also when it was to be deleted")
    .action(async (name: string, options: LifeOptions & { readonly keep?: boolean }) =>
      inFleet(name, options, async (life, fleet, output) => {
        await life.resume({ keeps: options.keep === true });
        output.result({ ...shown(fleet), state: "served" }, `${fleet.name} is served again`);
      }),
    );

  sub("delete", "Suspends the fleet at once, and has everything of it removed after the time of grace.")
    .requiredOption("--yes", "this cannot be taken back after the time of grace")
    .option("--grace <time>", "time in which it can be called off, 1h to 366d (default: 30d)", parseDuration)
    .action(async (name: string, options: LifeOptions & { readonly grace?: number }) =>
      inFleet(name, options, async (life, fleet, output) => {
        const { deleteAfter } = await life.scheduleDeletion(options.grace);
        const until = deleteAfter.toISOString();
        output.result(
          { ...shown(fleet), state: "suspended", deleteAfter: until },
          `${fleet.name} is suspended; everything of it is removed after ${until}. Until then "drawbar tenant resume --keep" calls it off.`,
        );
      }),
    );

  sub("export", "Writes everything of the fleet into a tape archive of JSON lines. Hashes of secrets are left out.")
    .requiredOption("--out <file>", "a new file; compressed when its name ends in .gz, or in .gz.enc")
    .option("--passphrase-file <file>", "encrypts the archive with the first line of this file; the name of the new file ends in .enc")
    .action(exportFleet);

  sub("quota", "Shows what the fleet may use and uses, after it has set what is named.")
    .argument("[settings...]", "such as vehicles=500, or vehicles=standard")
    .action(async (name: string, settings: readonly string[], options: LifeOptions) =>
      inFleet(name, options, async (life, _fleet, output) => {
        for (const setting of settings) {
          const [kind = "", most = ""] = setting.split("=", 2);
          await life.setQuota(kind, most === "standard" ? undefined : /^\d+$/.test(most) ? Number(most) : Number.NaN);
        }
        showQuotas(await life.quotas(), output);
      }),
    );
}

async function exportFleet(name: string, options: LifeOptions & { readonly out: string; readonly passphraseFile?: string }): Promise<void> {
  const passphrase = options.passphraseFile === undefined ? undefined : await readPassphrase(options.passphraseFile);
  if ((passphrase !== undefined) !== options.out.endsWith(".enc"))
    throw failLauncher("EXPORT_FILE_UNUSABLE", `${options.out}: an archive with a passphrase, and no other, has a name that ends in .enc`);
  await inFleet(name, options, async (life, fleet, output) => {
    // Never over a file that is there, and for nobody else to read.
    const file = createWriteStream(options.out, { flags: "wx", mode: 0o600 });
    await once(file, "open").catch((error: unknown) => {
      throw failLauncher("EXPORT_FILE_UNUSABLE", `${options.out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    });
    const written = finished(file);
    written.catch(() => {}); // told by the write that fails, and below
    const sealed = passphrase === undefined ? file : sealInto(file, passphrase);
    const target = /\.gz(\.enc)?$/.test(options.out) ? createGzip() : sealed;
    if (target !== sealed) target.pipe(sealed);
    const put = async (bytes: Uint8Array): Promise<void> => {
      if (!target.write(bytes)) await Promise.race([once(target, "drain"), written]);
    };
    const tables = await life.exportTo(put, (tableName, rows) => output.ticker(`${tableName}: ${rows} rows`));
    target.end();
    await written;
    const rows = tables.reduce((sum, one) => sum + one.rows, 0);
    output.result({ ...shown(fleet), file: options.out, tables: tables.length, rows }, `${rows} rows of ${tables.length} tables are in ${options.out}`);
  });
}

function showQuotas(quotas: Awaited<ReturnType<FleetLife["quotas"]>>, output: Output): void {
  if (output.isJson) for (const quota of quotas) output.result(quota, "");
  else
    output.result(
      undefined,
      table(
        ["QUOTA", "USED", "MOST", ""],
        quotas.map(({ kind, used, most, isStandard }) => [kind, String(used), String(most), isStandard ? "standard" : ""]),
      ),
    );
}

async function inFleet(name: string, options: LifeOptions, work: (life: FleetLife, fleet: Tenant, output: Output) => Promise<void>): Promise<void> {
  await withFleetLife(await headquartersHere(options), name, (life, fleet) => work(life, fleet, createOutput({ json: options.json === true })));
}

function shown({ tenantId, name }: Tenant): { readonly tenantId: string; readonly name: string } {
  return { tenantId, name };
}
