/**
 * What grpc-js has no option for: the window of a server's connections, and a look at handshakes that failed.
 *
 * It reaches for the HTTP/2 servers inside `Server`. Were they not there in another release, the link would work with
 * windows of 64 KiB and without these lines in the log; http2-tuning.test.ts notices.
 */
import type { Http2SecureServer } from "node:http2";
import type { TLSSocket } from "node:tls";
import type { Server } from "@grpc/grpc-js";

export interface HandshakeFailure {
  readonly remote: string;
  /** OpenSSL's or Node's word, such as `CERT_HAS_EXPIRED`, `CERT_REVOKED`, `ECONNRESET`. */
  readonly reason: string;
}

/** @returns how many HTTP/2 servers were found. */
export function tuneHttp2(
  server: Server,
  options: { readonly connectionWindowBytes: number; readonly onHandshakeFailed: (failure: HandshakeFailure) => void },
): number {
  const inside: unknown = Reflect.get(server, "http2Servers");
  if (!(inside instanceof Map)) return 0;
  for (const http2Server of inside.keys() as IterableIterator<Http2SecureServer>) {
    // created by createSecureServer only, since HubCredentials are secure
    http2Server.on("session", (session) => session.setLocalWindowSize(options.connectionWindowBytes));
    http2Server.on("connection", (socket) => socket.setNoDelay(true));
    http2Server.on("tlsClientError", (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      const verification = socket.authorizationError as unknown as string | null | undefined; // typed as Error, is a code
      options.onHandshakeFailed({ remote: socket.remoteAddress ?? "unknown", reason: verification ?? error.code ?? error.message });
    });
  }
  return inside.size;
}
