/**
 * In front of a server: each request comes to it from an address of its own. A tool that sends many wrong credentials
 * would otherwise be answered by the limit on guessing, and would see little of what lies behind it.
 */
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";

export interface ManyCallers {
  readonly port: number;
  stop(): Promise<void>;
}

/** More than any server behind takes: it is that server's to refuse. */
const headerBytesMax = 1_048_576;

/** @param target port on 127.0.0.1. */
export async function manyCallers(target: number): Promise<ManyCallers> {
  let calls = 0;
  const server = createServer({ maxHeaderSize: headerBytesMax }, (incoming, answer) => {
    calls += 1;
    const forwarded = request({
      port: target,
      host: "127.0.0.1",
      // The whole of 127.0.0.0/8 is this machine.
      localAddress: `127.${1 + ((calls >> 16) & 0x7f)}.${(calls >> 8) & 0xff}.${1 + (calls & 0x7f)}`,
      method: incoming.method,
      path: incoming.url,
      headers: incoming.rawHeaders,
      agent: false,
    });
    forwarded.once("response", (theirs) => {
      answer.writeHead(theirs.statusCode ?? 502, theirs.statusMessage, theirs.rawHeaders);
      pipeline(theirs, answer, () => undefined); // whoever hung up has seen enough
    });
    forwarded.once("error", () => answer.destroy());
    pipeline(incoming, forwarded, () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
