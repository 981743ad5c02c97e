/** Whose certificate this is, when it may have expired: what TLS itself does not decide for us at renewal. */
import { X509Certificate } from "node:crypto";
import type { PeerCertificate, TLSSocket } from "node:tls";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { RenewRequest } from "@drawbar/proto/wire/enrolment.ts";
import { peerOf, type CertificateNames, type Peer } from "../tls/identity.ts";
import { isProven } from "../tls/renewal-proof.ts";
import { x509 } from "../tls/x509.ts";
import { failLinkGrpc } from "./link-grpc-errors.ts";

export interface RenewingPeer extends Peer {
  /** DER of the certificate that is to be renewed; its key took part in the handshake, or signed the request. */
  readonly certificate: Uint8Array;
  /** Hex digits, for a look into the revocations. */
  readonly serialNumber: string;
}

/** Whose certificate is to be renewed, and who brought the request when that is another one. */
export interface RenewalParties {
  readonly peer: RenewingPeer;
  /** A depot of the same tenant whose certificate is in force. */
  readonly carrier: RenewingPeer | undefined;
}

export interface RenewalOptions {
  /** PEM of a tenant's authority, as this platform keeps it; `undefined` for a tenant that it does not know. */
  readonly tenantAuthority: (tenantId: TenantId) => Promise<string | undefined>;
  readonly nowMs: number;
  readonly graceMs: number;
}

/**
 * TLS proved that the caller has its certificate's key. A request that carries a proof is about the certificate in the
 * proof; when that is not the caller's own, the caller must be a depot of the same tenant. Of each certificate it is
 * checked that the tenant's authority issued it, and when it ended. Revocations are for the caller to check.
 *
 * The authority comes from our own store: Node does not reliably keep the chain that a client sent.
 *
 * @throws DrawbarError `RENEWAL_REFUSED`.
 */
export async function renewalParties(socket: TLSSocket, request: RenewRequest, options: RenewalOptions): Promise<RenewalParties> {
  const shown: PeerCertificate | undefined = socket.getPeerCertificate();
  if (shown?.raw === undefined) throw refused("no certificate was shown");
  const { proof, signingRequest } = request;
  const caller = new Uint8Array(shown.raw);
  if (proof === undefined) return { peer: await certifiedPeer(caller, shown, options), carrier: undefined };
  const peer = await certifiedPeer(proof.certificate, namesIn(proof.certificate), options);
  if (!isProven(proof, signingRequest, peer.tenantId))
    throw refused("the request is not signed by the key of the certificate that is to be renewed, or was changed since");
  if (Buffer.compare(caller, proof.certificate) === 0) return { peer, carrier: undefined };
  const carrier = await certifiedPeer(caller, shown, { ...options, graceMs: 0 });
  if (carrier.kind !== "depot") throw refused("the certificate that is to be renewed is another one than the caller's, and only a depot asks for others");
  if (carrier.tenantId !== peer.tenantId) throw refused("a depot asks for devices of its own tenant only");
  return { peer, carrier };
}

async function certifiedPeer(certificate: Uint8Array, names: CertificateNames, options: RenewalOptions): Promise<RenewingPeer> {
  const { nowMs, graceMs, tenantAuthority } = options;
  // Only names yet: whoever made the certificate wrote them. The authority's signature makes them true.
  const peer = peerOf(names);
  if (peer === undefined) throw refused("the certificate names no device of a tenant");
  const authority = await tenantAuthority(peer.tenantId);
  const leaf = new X509Certificate(certificate);
  if (authority === undefined || !isIssuedBy(leaf, new X509Certificate(authority))) throw refused("the certificate was not issued by this platform");
  if (nowMs < leaf.validFromDate.getTime()) throw refused("the certificate is not valid yet");
  if (nowMs > leaf.validToDate.getTime() + graceMs) {
    throw refused(`the certificate ended on ${leaf.validToDate.toISOString()}, ${graceMs === 0 ? "so it vouches for nobody" : "too long ago to renew it"}`);
  }
  return { ...peer, certificate, serialNumber: leaf.serialNumber };
}

function isIssuedBy(leaf: X509Certificate, authority: X509Certificate): boolean {
  return !leaf.ca && leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
}

/** @throws DrawbarError `RENEWAL_REFUSED` for what is no certificate. */
function namesIn(certificate: Uint8Array): CertificateNames {
  try {
    const { issuerName, subjectName } = new x509.X509Certificate(Uint8Array.from(certificate));
    const first = (name: typeof subjectName, field: string): string | undefined => name.getField(field)[0];
    return {
      subject: { CN: first(subjectName, "CN"), O: first(subjectName, "O"), OU: first(subjectName, "OU") },
      issuer: { CN: first(issuerName, "CN"), O: first(issuerName, "O") },
    };
  } catch {
    throw refused("the proof holds no certificate");
  }
}

function refused(detail: string): Error {
  return failLinkGrpc("RENEWAL_REFUSED", detail);
}
