/** Finding ports that nobody listens on. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { failLauncher } from "../launcher-errors.ts";

/** Below the ports that systems hand out by themselves (Linux from 32768, IANA from 49152): those may be taken again before we listen. */
const quietPorts = { first: 20_000, count: 12_000 } as const;
const quietAttempts = 16;

/** @returns a port that was free a moment ago. */
async function freePort(host: string): Promise<number> {
  for (let attempt = 0; attempt < quietAttempts; attempt += 1) {
    const port = await listenOnce(host, quietPorts.first + randomInt(quietPorts.count));
    if (port !== undefined) return port;
  }
  return (await listenOnce(host, 0)) ?? 0;
}

/**
 * @param wanted 0 for any.
 * @throws DrawbarError `PORT_BUSY` when somebody listens on the wanted port.
 */
export async function claimPort(host: string, wanted: number, what: string): Promise<number> {
  const port = wanted === 0 ? await freePort(host) : await listenOnce(host, wanted);
  if (port !== undefined) return port;
  throw failLauncher("PORT_BUSY", `port ${wanted} on ${host} is taken by another program; ${what} needs it: choose another with --port, or 0 for any free one`);
}

/** The port used last time when it is free, else another: for ports that nobody types. */
export async function keepPort(host: string, before: number): Promise<number> {
  return (before === 0 ? undefined : await listenOnce(host, before)) ?? (await freePort(host));
}

function listenOnce(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
        reject(failLauncher("ADDRESS_FOREIGN", `this machine has no address ${host}; 0.0.0.0 listens on all that it has`, { cause: error }));
      else reject(failLauncher("PORT_BUSY", `${host}:${port} cannot be listened on (${error.code ?? error.message})`, { cause: error }));
    });
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}
