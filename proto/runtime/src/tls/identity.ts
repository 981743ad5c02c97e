/** Who a device is: its key, its certificate, the root that it trusts, and where its hubs are. */
import { parseSourceId, parseTenantId, type SourceId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { rootName, type PeerKind } from "./authority.ts";
import { failTls } from "./tls-errors.ts";
import { x509 } from "./x509.ts";

export interface Identity {
  readonly kind: PeerKind;
  readonly sourceId: SourceId;
  readonly tenantId: TenantId;
  /** PEM, PKCS #8. */
  readonly key: string;
  /** PEM: the leaf, then the tenant's authority. */
  readonly certificateChain: string;
  /** PEM. */
  readonly root: string;
  /** `host:port` of hubs, best first. */
  readonly hubs: readonly string[];
  /** `host:port` of enrolment ports, at which it is renewed, best first; empty when nobody named one. */
  readonly enrolment: readonly string[];
  /** Milliseconds since 1970 between which the leaf is valid. */
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** What is kept of an identity; the certificate says the rest. */
export type IdentityParts = Pick<Identity, "key" | "certificateChain" | "root" | "hubs"> & { readonly enrolment?: readonly string[] | undefined };

/** Derives everything that the certificate itself says. @throws DrawbarError `IDENTITY_UNREADABLE`, `CERTIFICATE_NOT_OURS`. */
export function identityOf(parts: IdentityParts): Identity {
  let leaf: x509.X509Certificate;
  try {
    leaf = new x509.X509Certificate(parts.certificateChain);
  } catch (error) {
    throw failTls("IDENTITY_UNREADABLE", "the device's certificate is damaged; enrol the device again", { cause: error });
  }
  const subject = (field: string): string | undefined => leaf.subjectName.getField(field)[0];
  const issuer = (field: string): string | undefined => leaf.issuerName.getField(field)[0];
  const peer = peerOf({ subject: { CN: subject("CN"), O: subject("O"), OU: subject("OU") }, issuer: { CN: issuer("CN"), O: issuer("O") } });
  if (peer === undefined) throw failTls("CERTIFICATE_NOT_OURS", `the certificate of "${leaf.subject}" names no device of a tenant`);
  return {
    ...parts,
    enrolment: parts.enrolment ?? [],
    kind: peer.kind,
    sourceId: peer.sourceId,
    tenantId: peer.tenantId,
    notBeforeMs: leaf.notBefore.getTime(),
    notAfterMs: leaf.notAfter.getTime(),
  };
}

/** PEM of the authority that issued a device's certificate: the last of its chain. */
export function tenantAuthorityOf({ certificateChain }: Pick<Identity, "certificateChain">): string {
  return certificateChain.slice(certificateChain.lastIndexOf("-----BEGIN CERTIFICATE-----"));
}

/** A peer as its verified certificate names it. */
export interface Peer {
  readonly tenantId: TenantId;
  readonly sourceId: SourceId;
  readonly kind: PeerKind;
}

/** The fields of a certificate that name a peer, as Node's TLS and this module's parser give them. */
export interface CertificateNames {
  readonly subject: {
    readonly CN?: string | readonly string[] | undefined;
    readonly O?: string | readonly string[] | undefined;
    readonly OU?: string | readonly string[] | undefined;
  };
  readonly issuer: { readonly CN?: string | readonly string[] | undefined; readonly O?: string | readonly string[] | undefined };
}

/**
 * Who a certificate names. Only for one whose chain was verified up to our root: then the issuer is one of our
 * authorities, and it counts, not the subject's own word.
 *
 * @returns `undefined` when the issuer's tenant is another than the subject's, or a field is missing.
 */
export function peerOf(certificate: CertificateNames): Peer | undefined {
  const { subject, issuer } = certificate;
  const kind = subject.OU;
  if (kind !== "unit" && kind !== "depot" && kind !== "cloud") return undefined;
  if (typeof subject.CN !== "string" || typeof subject.O !== "string") return undefined;
  // Only the root issues for the platform's own servers; a tenant's authority could name anybody otherwise.
  if (kind === "cloud" ? issuer.CN !== rootName : issuer.O !== subject.O) return undefined;
  try {
    return { tenantId: parseTenantId(subject.O), sourceId: parseSourceId(subject.CN), kind };
  } catch {
    return undefined; // not the form of an id: nobody of ours
  }
}
