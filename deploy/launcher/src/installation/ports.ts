/** The ports of an installation: the wanted ones, or those used last time. */
import { freePort, listenOnce } from "@drawbar/runtime/net/free-port.ts";
import { failLauncher } from "../launcher-errors.ts";

/**
 * @param wanted 0 for any.
 * @throws DrawbarError `PORT_BUSY` when somebody listens on the wanted port.
 */
export async function claimPort(host: string, wanted: number, what: string): Promise<number> {
  const port = await named(host, wanted, wanted === 0 ? freePort(host) : listenOnce(host, wanted));
  if (port !== undefined) return port;
  throw failLauncher("PORT_BUSY", `port ${wanted} on ${host} is taken by another program; ${what} needs it: choose another with --port, or 0 for any free one`);
}

/** The port used last time when it is free, else another: for ports that nobody types. */
export async function keepPort(host: string, before: number): Promise<number> {
  const kept = before === 0 ? undefined : await named(host, before, listenOnce(host, before));
  return kept ?? (await named(host, 0, freePort(host)));
}

function named<Port>(host: string, port: number, found: Promise<Port>): Promise<Port> {
  return found.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
      throw failLauncher("ADDRESS_FOREIGN", `this machine has no address ${host}; 0.0.0.0 listens on all that it has`, { cause: error });
    throw failLauncher("PORT_BUSY", `${host}:${port} cannot be listened on (${error.code ?? error.message})`, { cause: error });
  });
}
