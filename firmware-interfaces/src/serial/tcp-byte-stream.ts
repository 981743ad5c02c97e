/** Serial lines over TCP: Wi-Fi adapters, serial device servers, and simulators that listen. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { ByteStream, StreamOpening } from "./byte-stream.ts";
import { DuplexByteStream } from "./duplex-byte-stream.ts";
import { serialLimits } from "./limits.ts";

export function openTcpStream(options: { readonly host: string; readonly port: number }): Promise<StreamOpening> {
  const name = `${options.host}:${options.port}`;
  return new Promise((resolve) => {
    const socket = connect({ ...options, noDelay: true, timeout: serialLimits.openMsMax });
    const fail = (why: string): void => {
      socket.destroy();
      resolve({ kind: "failed", why: `${name} cannot be reached: ${why}` });
    };
    const onError = (error: Error): void => fail(error.message);
    const onTimeout = (): void => fail(`no connection within ${serialLimits.openMsMax} ms`);
    socket.once("error", onError);
    socket.once("timeout", onTimeout);
    socket.once("connect", () => {
      socket.off("error", onError);
      socket.off("timeout", onTimeout);
      socket.setTimeout(0);
      resolve({ kind: "opened", stream: new DuplexByteStream(name, socket) });
    });
  });
}

export interface TcpListener {
  readonly port: number;
  /** Ends every connection, too. */
  stop(): Promise<void>;
}

/**
 * @param options.port 0 takes any free one.
 * @param options.host by default this machine only.
 * @throws when the port is taken, as Node says it.
 */
export async function listenForStreams(
  options: { readonly host?: string; readonly port: number },
  onStream: (stream: ByteStream) => void,
): Promise<TcpListener> {
  const clients = new Set<DuplexByteStream>();
  const server = createServer({ noDelay: true }, (socket: Socket) => {
    const stream = new DuplexByteStream(`${socket.remoteAddress ?? "?"}:${socket.remotePort ?? 0}`, socket);
    clients.add(stream);
    socket.once("close", () => clients.delete(stream));
    onStream(stream);
  });
  server.maxConnections = serialLimits.listenerClientsMax;
  await listening(server, options.host ?? "127.0.0.1", options.port);
  return {
    port: (server.address() as AddressInfo).port, // it listens on TCP
    stop: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await Promise.all([...clients].map((stream) => stream.stop()));
      await closed;
    },
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
