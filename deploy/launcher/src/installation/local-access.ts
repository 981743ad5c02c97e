/** `--data` or `--url`: which installation a command speaks to. */
import type { Command } from "commander";
import { failLauncher } from "../launcher-errors.ts";
import type { ApiAccess } from "./api-access.ts";
import { asAdministrator } from "./cloud-program.ts";
import { isRunning, placesOf, readInstallation, type Installation, type Places } from "./installation.ts";

export interface AccessOptions {
  readonly data: string;
  readonly url?: string;
}

/** The same default for every command that finds a local installation. */
export const defaultDataDirectory = ".drawbar";

export type Scope = "read" | "write" | "admin";

export function addAccessOptions(command: Command): Command {
  return command
    .option("--data <dir>", "folder of the local installation", process.env["DRAWBAR_DATA_DIRECTORY"] ?? defaultDataDirectory)
    .option("--url <url>", "address of another installation, such as https://fleet.example; needs DRAWBAR_TOKEN");
}

/** @throws DrawbarError `INSTALLATION_MISSING`, `INSTALLATION_STOPPED`. */
export function runningInstallation(directory: string): { readonly places: Places; readonly installation: Installation } {
  const places = placesOf(directory);
  const installation = readInstallation(places);
  if (installation === undefined)
    throw failLauncher("INSTALLATION_MISSING", `there is no installation in ${places.root}; "drawbar up" makes one, --data names another folder`);
  if (!isRunning(installation)) throw failLauncher("INSTALLATION_STOPPED", `the installation in ${places.root} is not running; start it with "drawbar up"`);
  return { places, installation };
}

export function apiBase(installation: Installation): string {
  return `http://${installation.host}:${installation.ports.console}/api/v1`;
}

const commandTokenMs = 24 * 3_600_000;

/** A token made for this command, or the one of the environment. @throws DrawbarError `TOKEN_MISSING` and those of `runningInstallation`. */
export async function accessFor(options: AccessOptions, scopes: readonly Scope[]): Promise<ApiAccess> {
  const given = process.env["DRAWBAR_TOKEN"];
  if (options.url !== undefined) {
    if (given === undefined)
      throw failLauncher("TOKEN_MISSING", `${options.url} needs an API token in DRAWBAR_TOKEN; "drawbar token" makes one on that machine`);
    return { baseUrl: `${options.url.replace(/\/+$/, "").replace(/\/api\/v1$/, "")}/api/v1`, token: given };
  }
  const { installation } = runningInstallation(options.data);

  const { token } = await asAdministrator(installation, (administration) =>
    administration.makeApiToken({ scopes, expiresInMs: commandTokenMs, name: "drawbar command" }),
  );
  return { baseUrl: apiBase(installation), token };
}

/** Where an agent on this machine sends to: the installation's depot, as a vehicle in its yard does. */
export function localHubs(directory: string): readonly string[] {
  return [`localhost:${runningInstallation(directory).installation.ports.depotLink}`];
}
