/** Which addresses somebody may make this machine talk to. The connection goes to the very address that was judged. */
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

export interface AddressGuardOptions {
  /** Hosts of the fleet's own network. */
  readonly allowPrivate: boolean;
  /** As node:dns answers it. */
  readonly resolve?: ((host: string) => Promise<readonly string[]>) | undefined;
}

/** Ranges of ipaddr.js that are inside somebody's network. Everything else but `unicast` is never a target. */
const privateRanges = new Set(["private", "loopback", "uniqueLocal", "carrierGradeNat"]);
/** Where clouds tell virtual machines their secrets, outside of the link-local range. */
const metadataAddresses = new Set(["fd00:ec2::254", "100.100.100.200"]);

export class AddressGuard {
  readonly #allowPrivate: boolean;
  readonly #resolve: (host: string) => Promise<readonly string[]>;

  constructor({ allowPrivate, resolve }: AddressGuardOptions) {
    this.#allowPrivate = allowPrivate;
    this.#resolve = resolve ?? (async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address));
  }

  /** @param host a name, or an address without brackets. @throws Error that says for people why there is none to go to. */
  async addressOf(host: string): Promise<string> {
    const addresses = isIP(host) === 0 ? await this.#resolve(host) : [host];
    const allowed = addresses.find((address) => this.refusal(address) === undefined);
    if (allowed !== undefined) return allowed;
    throw new Error(addresses[0] === undefined ? `${host} has no address` : (this.refusal(addresses[0]) ?? host));
  }

  /** @returns why there is nothing to be sent to this address. */
  refusal(address: string): string | undefined {
    if (!ipaddr.isValid(address)) return `${address} is no address`;
    const parsed = ipaddr.process(address); // an IPv4 address in IPv6 clothes is judged as what it is
    const range = parsed.range();
    if (metadataAddresses.has(parsed.toString())) return `${address} is where a cloud keeps its machines' secrets`;
    if (range === "unicast" || (this.#allowPrivate && privateRanges.has(range))) return undefined;
    return `${address} is not public (${range}), so nothing is sent there`;
  }
}

/** Node asks for one address or for all, depending on its settings. */
export function pinnedTo(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}
