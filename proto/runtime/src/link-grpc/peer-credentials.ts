/** A peer's side of mutual TLS 1.3: what it shows, whom it believes, and an eye on its connection. */
import { createSecureContext, type PeerCertificate } from "node:tls";
import { ChannelCredentials, type CallCredentials } from "@grpc/grpc-js";
import { watchForReset } from "./reset-watch.ts";

export interface PeerTls {
  /** PEM, as all of these. */
  readonly key: string;
  readonly certificateChain: string;
  readonly root: string;
}

type SecureConnector = ReturnType<ChannelCredentials["_createSecureConnector"]>;

/** Wraps what grpc-js makes of a secure context, since it gives its sockets to nobody else. */
export class PeerCredentials extends ChannelCredentials {
  readonly #inner: ChannelCredentials;

  /** @param isHub whether a certificate that our root vouches for is a hub's; names of hosts do not count. */
  constructor(tls: PeerTls, isHub: (certificate: PeerCertificate) => boolean) {
    super();
    const context = createSecureContext({ key: tls.key, cert: tls.certificateChain, ca: tls.root, minVersion: "TLSv1.3" });
    this.#inner = ChannelCredentials.createFromSecureContext(context, {
      checkServerIdentity: (host, certificate) =>
        isHub(certificate) ? undefined : new Error(`NOT_A_HUB: ${host} shows a certificate of no hub of this tenant`),
    });
  }

  override compose(_callCredentials: CallCredentials): ChannelCredentials {
    throw new TypeError("a peer's certificate is all that it shows");
  }

  _isSecure(): boolean {
    return true;
  }

  _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  _createSecureConnector(...parameters: Parameters<ChannelCredentials["_createSecureConnector"]>): SecureConnector {
    const connector = this.#inner._createSecureConnector(...parameters);
    return {
      connect: async (socket) => {
        const connected = await connector.connect(socket);
        watchForReset(socket, () => connected.socket.destroy(new Error("the connection was reset")));
        return connected;
      },
      waitForReady: () => connector.waitForReady(),
      getCallCredentials: () => connector.getCallCredentials(),
      destroy: () => connector.destroy(),
    };
  }
}
