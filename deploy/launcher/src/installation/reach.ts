/** How an installation is reached: on this machine alone by default, from others when `drawbar up --host` says so. */
import path from "node:path";
import { addressOf, isLoopback, isWildcard, publicHosts } from "@drawbar/runtime/net/public-address.ts";
import { rootCertificateFile } from "./cloud-program.ts";
import type { Installation, Places } from "./installation.ts";

type Reachable = Pick<Installation, "host" | "ports">;

/** Whether other machines are served: then with TLS from the installation's own authority. */
export function servesOthers({ host }: Pick<Installation, "host">): boolean {
  return !isLoopback(host);
}

/** What ports besides the console's listen on. */
export function listenHost({ host }: Pick<Installation, "host">): string {
  return isLoopback(host) ? "127.0.0.1" : host;
}

/** Where this machine itself finds them. */
export function dialHost({ host }: Pick<Installation, "host">): string {
  return isLoopback(host) || isWildcard(host) ? "localhost" : host;
}

/** What goes into claims and into what devices are told to link to, best first. */
export function hostsForOthers({ host }: Pick<Installation, "host">): readonly string[] {
  return isLoopback(host) ? ["localhost"] : publicHosts(host, []);
}

/** As people open it, without a slash at the end. */
export function consoleAddress(installation: Reachable): string {
  const { host, ports } = installation;
  const [best = host] = isLoopback(host) ? [host] : hostsForOthers(installation);
  return `${scheme(installation)}://${addressOf(best, ports.console)}`;
}

/** As commands on this machine reach it. */
export function apiBase(installation: Reachable): string {
  const host = isLoopback(installation.host) ? installation.host : dialHost(installation);
  return `${scheme(installation)}://${addressOf(host, installation.ports.console)}/api/v1`;
}

/** The file with the installation's root, where its console needs it to be trusted. */
export async function rootFileOf(places: Places, installation: Reachable): Promise<string | undefined> {
  return servesOthers(installation) ? rootCertificateFile(authorityDirectory(places)) : undefined;
}

export function authorityDirectory(places: Places): string {
  return path.join(places.cloud, "authority");
}

function scheme(installation: Pick<Installation, "host">): "http" | "https" {
  return servesOthers(installation) ? "https" : "http";
}
