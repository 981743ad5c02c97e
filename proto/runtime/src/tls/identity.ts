/** Who a device is: its key, its certificate, the root that it trusts, and where its hubs are. Files of mode 0600. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
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
  /** Milliseconds since 1970 between which the leaf is valid. */
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

const files = { key: "device-key.pem", chain: "device-chain.pem", root: "platform-root.pem", hubs: "hubs.json" } as const;

/** @throws DrawbarError `IDENTITY_MISSING` when the device was never enrolled, `IDENTITY_UNREADABLE`. */
export function loadIdentity(directory: string): Identity {
  const read = (file: string): string => {
    try {
      return readFileSync(path.join(directory, file), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT")
        throw failTls("IDENTITY_UNREADABLE", `${path.join(directory, file)} cannot be read`, { cause: error });
      throw failTls("IDENTITY_MISSING", `no identity in ${directory}; enrol this device with "drawbar enrol CLAIM"`);
    }
  };
  return identityOf({ key: read(files.key), certificateChain: read(files.chain), root: read(files.root), hubs: parseHubs(read(files.hubs), directory) });
}

/** Derives everything that the certificate itself says. @throws DrawbarError `IDENTITY_UNREADABLE`, `CERTIFICATE_NOT_OURS`. */
export function identityOf(parts: Pick<Identity, "key" | "certificateChain" | "root" | "hubs">): Identity {
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
    kind: peer.kind,
    sourceId: peer.sourceId,
    tenantId: peer.tenantId,
    notBeforeMs: leaf.notBefore.getTime(),
    notAfterMs: leaf.notAfter.getTime(),
  };
}

/** Writes beside the old files first, so that a power cut leaves the one identity or the other. */
export function saveIdentity(directory: string, identity: Pick<Identity, "key" | "certificateChain" | "root" | "hubs">): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const contents = {
    [files.key]: identity.key,
    [files.chain]: identity.certificateChain,
    [files.root]: identity.root,
    [files.hubs]: JSON.stringify(identity.hubs),
  };
  for (const [file, text] of Object.entries(contents)) writeFileSync(path.join(directory, `${file}.new`), text, { mode: 0o600, flush: true });
  for (const file of Object.keys(contents)) renameSync(path.join(directory, `${file}.new`), path.join(directory, file));
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

function parseHubs(text: string, directory: string): readonly string[] {
  try {
    const hubs: unknown = JSON.parse(text);
    if (Array.isArray(hubs) && hubs.every((hub) => typeof hub === "string")) return hubs;
  } catch {
    // reported below, like every other form that is not a list of texts
  }
  throw failTls("IDENTITY_UNREADABLE", `${path.join(directory, files.hubs)} is no list of addresses; enrol the device again`);
}
