/** Finding ports that nobody listens on. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the ports that systems hand out by themselves (Linux from 32768, IANA from 49152). Those may be taken before their server listens; and a client
 * that keeps calling one while its server is away may be given the very same port for its own end, is then connected with itself, and the server cannot
 * come back.
 */
const quietPorts = { first: 20_000, count: 12_000 } as const;
const quietAttempts = 16;

/**
 * @returns a port on which nobody listened a moment ago.
 * @throws as `listen` does, where this machine has no such address.
 */
export async function freePort(host = "127.0.0.1"): Promise<number> {
  for (let attempt = 0; attempt < quietAttempts; attempt += 1) {
    const port = await listenOnce(host, quietPorts.first + randomInt(quietPorts.count));
    if (port !== undefined) return port;
  }
  return (await listenOnce(host, 0)) ?? 0;
}

/**
 * @param port 0 for any that the system gives.
 * @returns the port, or `undefined` when somebody else has it.
 * @throws as `listen` does for every other cause.
 */
export function listenOnce(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? resolve(undefined) : reject(error)));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}
