/** Under which names and addresses other machines reach what listens on this one: for certificates, claims and links. */
import { isIP } from "node:net";
import { hostname, networkInterfaces } from "node:os";

/** What a machine knows of itself. */
export interface Machine {
  readonly name: string;
  /** Of its networks; neither loopback nor link-local. */
  readonly addresses: readonly string[];
}

/** A claim and a device's list of hubs hold as many. */
const hostsMax = 7;

export function thisMachine(): Machine {
  const addresses = Object.values(networkInterfaces())
    .flatMap((network) => network ?? [])
    .filter(({ internal, address }) => !internal && !/^(?:169\.254\.|fe80:)/i.test(address))
    .map(({ address }) => address);
  return { name: hostname(), addresses };
}

/** Whether only this machine reaches it. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

export function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::" || host === "";
}

/**
 * @param host listened on.
 * @param named what somebody who knows the network set; goes before everything.
 * @returns names and addresses, best first, at most seven: what was set; else for a wildcard the machine's addresses
 *   and its name, which may be known to nobody; else the host itself.
 */
export function publicHosts(host: string, named: readonly string[], machine: () => Machine = thisMachine): readonly string[] {
  if (named.length > 0) return named;
  if (!isWildcard(host)) return [host];
  const { name, addresses } = machine();
  const reached = host === "0.0.0.0" ? addresses.filter((address) => isIP(address) === 4) : addresses;
  return [...reached.slice(0, hostsMax - 1), name];
}

/** `host:port`, with brackets around an IPv6 address (RFC 3986, 3.2.2). */
export function addressOf(host: string, port: number): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The host of `host:port`, without brackets. */
export function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(":")).replace(/^\[(.*)\]$/, "$1");
}
