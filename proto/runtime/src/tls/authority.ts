/**
 * The platform's certificates: one root, one intermediate authority per tenant, leaves for devices.
 * The issuer names the tenant, so a certificate cannot claim another one.
 *
 * @see RFC 5280; docs/architecture.md, Identity
 */
import { createHash, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import type { SourceId, TenantId } from "@drawbar/proto/kernel/ids.ts";
import { failTls } from "./tls-errors.ts";
import { keyPairFromPem, makeKeyPair, privateKeyToPem, signingAlgorithm, x509, type KeyPair } from "./x509.ts";

/** What a certificate is for. `cloud` is the platform's own servers. */
export type PeerKind = "unit" | "depot" | "cloud";

/** An authority as it is kept in files: whoever reads `key` can issue certificates. */
export interface Authority {
  /** PEM, PKCS #8. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
}

/** Life of certificates in days. A leaf is renewed at two thirds; an authority outlives every leaf that it issues. */
export const certificateDays = { root: 7_300, tenant: 3_650, leaf: 90, cloud: 365 } as const;

/** Common name of the platform's root; peers of kind `cloud` are issued by it alone. */
export const rootName = "Drawbar platform root";

const dayMs = 86_400_000;
/** Clocks of peers differ, and a unit may have woken a little in the past. */
const backdateMs = 3_600_000;
const serverAuth = x509.ExtendedKeyUsage.serverAuth;
const clientAuth = x509.ExtendedKeyUsage.clientAuth;

export async function createRoot(options: { readonly nowMs: number }): Promise<Authority> {
  const keys = await makeKeyPair();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=${rootName}`,
    notBefore: new Date(options.nowMs - backdateMs),
    notAfter: new Date(options.nowMs + certificateDays.root * dayMs),
    signingAlgorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { key: await privateKeyToPem(keys), certificate: certificate.toString("pem") };
}

/** The authority that issues for one tenant only. */
export async function createTenantAuthority(root: Authority, options: { readonly tenantId: TenantId; readonly nowMs: number }): Promise<Authority> {
  const keys = await makeKeyPair();
  const certificate = await sign(root, {
    subject: `CN=Drawbar tenant authority, O=${options.tenantId}`,
    publicKey: keys.publicKey,
    nowMs: options.nowMs,
    days: certificateDays.tenant,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return { key: await privateKeyToPem(keys), certificate };
}

export interface IssueOptions {
  readonly sourceId: SourceId;
  readonly tenantId: TenantId;
  readonly kind: PeerKind;
  readonly nowMs: number;
  readonly days?: number | undefined;
  /** Host names and IP addresses under which a hub is reached; from the signing request for a depot. */
  readonly hosts?: readonly string[] | undefined;
}

/**
 * Issues a leaf for the key in a signing request. Names in the request other than its hosts are ignored:
 * who it is comes from the claim, not from the device.
 *
 * @param request PKCS #10 in DER (RFC 2986).
 * @returns PEM.
 * @throws DrawbarError `SIGNING_REQUEST_INVALID`.
 */
export async function issueCertificate(authority: Authority, request: Uint8Array, options: IssueOptions): Promise<string> {
  const parsed = await parseRequest(request);
  return sign(authority, {
    subject: `CN=${options.sourceId}, O=${options.tenantId}, OU=${options.kind}`,
    publicKey: parsed.publicKey,
    nowMs: options.nowMs,
    days: options.days ?? (options.kind === "cloud" ? certificateDays.cloud : certificateDays.leaf),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      // A unit is never a server; a depot is both.
      new x509.ExtendedKeyUsageExtension(options.kind === "unit" ? [clientAuth] : [clientAuth, serverAuth]),
      ...alternativeNames(options.kind === "unit" ? [] : (options.hosts ?? parsed.hosts)),
    ],
  });
}

/** A device's request for a certificate: the key is its own, `hosts` are where a depot can be reached. @returns DER. */
export async function createSigningRequest(
  pair: KeyPair,
  options: { readonly device: string; readonly hosts?: readonly string[] | undefined },
): Promise<Uint8Array> {
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [options.device.slice(0, 64)] }],
    keys: pair,
    signingAlgorithm,
    extensions: alternativeNames(options.hosts ?? []),
  });
  return new Uint8Array(request.rawData);
}

/** SHA-256 of a certificate in DER, 64 hex digits; what a claim names as the root's fingerprint. */
export function fingerprintOf(certificatePem: string): string {
  return createHash("sha256")
    .update(new Uint8Array(new x509.X509Certificate(certificatePem).rawData))
    .digest("hex");
}

/** Names and addresses under which a certificate's owner can be reached; none for a unit. @param certificatePem of a chain the leaf. */
export function hostsOf(certificatePem: string): readonly string[] {
  return hostsIn(new x509.X509Certificate(certificatePem).extensions);
}

export function pemToDer(certificatePem: string): Uint8Array {
  return new Uint8Array(new x509.X509Certificate(certificatePem).rawData);
}

export function derToPem(certificate: Uint8Array): string {
  return new x509.X509Certificate(Uint8Array.from(certificate)).toString("pem");
}

async function parseRequest(request: Uint8Array): Promise<{ readonly publicKey: x509.PublicKey; readonly hosts: readonly string[] }> {
  let parsed: x509.Pkcs10CertificateRequest;
  let isSigned: boolean;
  try {
    parsed = new x509.Pkcs10CertificateRequest(Uint8Array.from(request));
    isSigned = await parsed.verify();
  } catch (error) {
    throw failTls("SIGNING_REQUEST_INVALID", "the signing request is no PKCS #10", { cause: error });
  }
  if (!isSigned) throw failTls("SIGNING_REQUEST_INVALID", "the signing request is not signed by its own key");
  const { algorithm } = parsed.publicKey;
  if (!("namedCurve" in algorithm) || algorithm["namedCurve"] !== "P-256")
    throw failTls("SIGNING_REQUEST_INVALID", "the key of a signing request must be P-256");
  return { publicKey: parsed.publicKey, hosts: hostsIn(parsed.extensions) };
}

function hostsIn(extensions: readonly x509.Extension[]): readonly string[] {
  const names = extensions.flatMap((extension) => (extension instanceof x509.SubjectAlternativeNameExtension ? extension.names.items : []));
  const hosts = names.filter((name) => name.type === "dns" || name.type === "ip").map((name) => name.value);
  return hosts.slice(0, 32);
}

interface SignOptions {
  readonly subject: string;
  readonly publicKey: x509.PublicKeyType;
  readonly nowMs: number;
  readonly days: number;
  readonly extensions: readonly x509.Extension[];
}

async function sign(authority: Authority, options: SignOptions): Promise<string> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const { privateKey } = await keyPairFromPem(authority.key);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: options.subject,
    issuer: issuer.subject,
    notBefore: new Date(options.nowMs - backdateMs),
    notAfter: new Date(Math.min(options.nowMs + options.days * dayMs, issuer.notAfter.getTime())),
    signingAlgorithm,
    publicKey: options.publicKey,
    signingKey: privateKey,
    extensions: [
      ...options.extensions,
      await x509.SubjectKeyIdentifierExtension.create(options.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return certificate.toString("pem");
}

function alternativeNames(hosts: readonly string[]): x509.Extension[] {
  if (hosts.length === 0) return [];
  return [new x509.SubjectAlternativeNameExtension(hosts.map((host): x509.JsonGeneralName => ({ type: isIP(host) === 0 ? "dns" : "ip", value: host })))];
}

/** 128 random bits, positive (RFC 5280, 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString("hex");
}
