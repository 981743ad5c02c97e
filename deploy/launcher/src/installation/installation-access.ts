/** The installation that `drawbar up` made in a folder, found by commands beside it. */
import { failLauncher } from "../launcher-errors.ts";
import { isRunning, placesOf, readInstallation, type Installation, type Places } from "./installation.ts";
import { dialHost } from "./reach.ts";

/** The same default for every command that finds a local installation. */
export const defaultDataDirectory = ".drawbar";

export type Scope = "read" | "write" | "admin";

/** @throws DrawbarError `INSTALLATION_MISSING`, `INSTALLATION_STOPPED`. */
export function runningInstallation(directory: string): { readonly places: Places; readonly installation: Installation } {
  const places = placesOf(directory);
  const installation = readInstallation(places);
  if (installation === undefined) {
    throw failLauncher(
      "INSTALLATION_MISSING",
      `there is no installation in ${places.root}; "drawbar up" makes one, --data names another folder, --config the settings of a headquarters`,
    );
  }
  if (!isRunning(installation)) throw failLauncher("INSTALLATION_STOPPED", `the installation in ${places.root} is not running; start it with "drawbar up"`);
  return { places, installation };
}

/** Where an agent on this machine sends to: the installation's depot, as a vehicle in its yard does. */
export function localHubs(directory: string): readonly string[] {
  const { installation } = runningInstallation(directory);
  return [`${dialHost(installation)}:${installation.ports.depotLink}`];
}
