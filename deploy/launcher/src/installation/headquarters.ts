/** Which headquarters a command speaks to, and what it may do there for whoever holds its files. */
import type { Command } from "commander";
import { failLauncher } from "../launcher-errors.ts";
import type { ApiAccess } from "./api-access.ts";
import { databaseUrls, placeOfHeadquarters, withAdministration } from "./cloud-program.ts";
import { defaultDataDirectory, runningInstallation, type Scope } from "./installation-access.ts";
import { apiBase, authorityDirectory, consoleAddress, rootFileOf } from "./reach.ts";
import { trustRoot } from "./trust-root.ts";

/** The installation of `drawbar up`, or the settings of a headquarters on this machine. */
export interface HereOptions {
  readonly data: string;
  readonly config?: string;
  readonly tenant?: string;
}

/** Or another one, by its address. */
export interface AccessOptions extends HereOptions {
  readonly url?: string;
  readonly ca?: string;
}

export interface Headquarters {
  /** Of its database, as the role drawbar_app. */
  readonly appUrl: string;
  /** Without a slash at the end. */
  readonly console: string;
  readonly apiBase: string;
  /** File with the root to trust for it. */
  readonly rootFile: string | undefined;
  /** Folder with the keys of the authorities; absent where this machine has none. */
  readonly authorityDirectory: string | undefined;
  /** Absent: the only fleet that it serves, or the one that `tenant` names. */
  readonly tenantId: string | undefined;
}

export function addHereOptions(command: Command, { hasTenant = true }: { readonly hasTenant?: boolean } = {}): Command {
  command
    .option("--data <dir>", 'folder of the installation that "drawbar up" made', process.env["DRAWBAR_DATA_DIRECTORY"] ?? defaultDataDirectory)
    .option("--config <file>", "settings of the headquarters on this machine, instead of --data");
  return hasTenant ? command.option("--tenant <name>", "which fleet, by name or id, where there are several") : command;
}

export function addAccessOptions(command: Command): Command {
  return addHereOptions(command)
    .option("--url <url>", "address of another headquarters, such as https://fleet.example; needs DRAWBAR_TOKEN")
    .option("--ca <file>", "with --url: PEM of a root to trust besides those of the system, such as platform-root.pem");
}

/** @throws DrawbarError `INSTALLATION_MISSING`, `INSTALLATION_STOPPED`, and those of the cloud's settings. */
export async function headquartersHere(options: HereOptions): Promise<Headquarters> {
  if (options.config !== undefined) return { ...(await placeOfHeadquarters(options.config)), tenantId: undefined };
  const { places, installation } = runningInstallation(options.data);
  const { tenantId } = installation;
  return {
    appUrl: databaseUrls(installation).app,
    console: consoleAddress(installation),
    apiBase: apiBase(installation),
    rootFile: await rootFileOf(places, installation),
    authorityDirectory: authorityDirectory(places),
    tenantId,
  };
}

const commandTokenMs = 24 * 3_600_000;

/** A token made for this command, or the one of the environment. @throws DrawbarError `TOKEN_MISSING`, `FILE_UNREADABLE` and those of `headquartersHere`. */
export async function accessFor(options: AccessOptions, scopes: readonly Scope[]): Promise<ApiAccess> {
  if (options.url !== undefined) return accessByUrl(options.url, options.ca);
  const headquarters = await headquartersHere(options);
  if (headquarters.rootFile !== undefined) trustRoot(headquarters.rootFile);
  const { token } = await withAdministration(headquarters, options.tenant, ({ identity }) =>
    identity.makeApiToken({ scopes, expiresInMs: commandTokenMs, name: "drawbar command" }),
  );
  return { baseUrl: headquarters.apiBase, token };
}

function accessByUrl(url: string, ca: string | undefined): ApiAccess {
  const token = process.env["DRAWBAR_TOKEN"];
  if (token === undefined) throw failLauncher("TOKEN_MISSING", `${url} needs an API token in DRAWBAR_TOKEN; "drawbar token" makes one on that machine`);
  if (ca !== undefined) trustRoot(ca);
  return { baseUrl: `${url.replace(/\/+$/, "").replace(/\/api\/v1$/, "")}/api/v1`, token };
}
