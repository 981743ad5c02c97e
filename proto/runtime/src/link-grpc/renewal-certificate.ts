/** Whose certificate this is, when it may have expired: what TLS itself does not decide for us at renewal. */
import { X509Certificate } from "node:crypto";
import type { PeerCertificate, TLSSocket } from "node:tls";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { peerOf, type Peer } from "../tls/identity.ts";
import { failLinkGrpc } from "./link-grpc-errors.ts";

export interface RenewingPeer extends Peer {
  /** DER of the certificate that is to be renewed; its key took part in the handshake. */
  readonly certificate: Uint8Array;
  /** Hex digits, for a look into the revocations. */
  readonly serialNumber: string;
}

export interface RenewalOptions {
  /** PEM of a tenant's authority, as this platform keeps it; `undefined` for a tenant that it does not know. */
  readonly tenantAuthority: (tenantId: TenantId) => Promise<string | undefined>;
  readonly nowMs: number;
  readonly graceMs: number;
}

/**
 * TLS proved that the caller has the certificate's key. This proves that the tenant's authority issued it, and that it
 * ended at most `graceMs` ago. Revocations are for the caller to check.
 *
 * The authority comes from our own store: Node does not reliably keep the chain that a client sent.
 *
 * @throws DrawbarError `RENEWAL_REFUSED`.
 */
export async function renewingPeer(socket: TLSSocket, options: RenewalOptions): Promise<RenewingPeer> {
  const { nowMs, graceMs, tenantAuthority } = options;
  const shown: PeerCertificate | undefined = socket.getPeerCertificate();
  if (shown?.raw === undefined) throw failLinkGrpc("RENEWAL_REFUSED", "no certificate was shown");
  // Only names yet: whoever made the certificate wrote them. The authority's signature makes them true.
  const peer = peerOf(shown);
  if (peer === undefined) throw failLinkGrpc("RENEWAL_REFUSED", "the certificate names no device of a tenant");
  const authority = await tenantAuthority(peer.tenantId);
  const leaf = new X509Certificate(shown.raw);
  if (authority === undefined || !isIssuedBy(leaf, new X509Certificate(authority)))
    throw failLinkGrpc("RENEWAL_REFUSED", "the certificate was not issued by this platform");
  if (nowMs < leaf.validFromDate.getTime()) throw failLinkGrpc("RENEWAL_REFUSED", "the certificate is not valid yet");
  if (nowMs > leaf.validToDate.getTime() + graceMs) {
    throw failLinkGrpc("RENEWAL_REFUSED", `the certificate ended on ${leaf.validToDate.toISOString()}, too long ago to renew it`);
  }
  return { ...peer, certificate: new Uint8Array(shown.raw), serialNumber: leaf.serialNumber };
}

function isIssuedBy(leaf: X509Certificate, authority: X509Certificate): boolean {
  return !leaf.ca && leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
}
