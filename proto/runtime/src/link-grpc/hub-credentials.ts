/** The server's side of mutual TLS 1.3, with a revocation list, swapped while it runs. */
import type { SecureContextOptions } from "node:tls";
import { ServerCredentials } from "@grpc/grpc-js";
import { linkGrpcLimits } from "./limits.ts";

/** What a hub shows, and whom it believes. All PEM. */
export interface HubTls {
  readonly key: string;
  /** The leaf, then the tenant's authority. */
  readonly certificateChain: string;
  /** The platform's root. */
  readonly root: string;
  /** One list (`BEGIN X509 CRL`) for every authority that issues peers; with one list missing, its peers are refused. */
  readonly revocations?: readonly string[] | undefined;
}

/**
 * `ServerCredentials.createSsl` of grpc-js takes no revocation list and does not swap. This class overrides what the
 * package marks as internal; link.test.ts holds that it still works with the pinned release.
 */
export class HubCredentials extends ServerCredentials {
  constructor(tls: HubTls) {
    super(
      {
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: "TLSv1.3",
        handshakeTimeout: linkGrpcLimits.handshakeTimeoutMs,
        // Without it Node resumes no session of a client with a certificate; a resumed handshake costs the server half.
        sessionIdContext: "drawbar-link",
        settings: { maxConcurrentStreams: linkGrpcLimits.callsPerConnectionMax, initialWindowSize: linkGrpcLimits.callWindowBytes },
      },
      contextOf(tls),
    );
  }

  /** From the next handshake on. Connections that stand keep their peers: close those of a revoked one. */
  update(tls: HubTls): void {
    this.updateSecureContextOptions(contextOf(tls));
  }

  _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

function contextOf(tls: HubTls): SecureContextOptions {
  const { key, certificateChain, root, revocations } = tls;
  return {
    key,
    cert: certificateChain,
    ca: root,
    minVersion: "TLSv1.3",
    ...(revocations === undefined || revocations.length === 0 ? {} : { crl: [...revocations] }),
  };
}
