/** The certificates of a tenant that count no more, signed by its authority: a depot knows by it who was revoked while it is alone. */
import { createHash } from "node:crypto";
import { keyPairFromPem, signingAlgorithm, x509 } from "./x509.ts";
import type { Authority } from "./authority.ts";

export interface RevokedCertificate {
  /** Hex digits. */
  readonly serial: string;
  readonly revokedAt: Date;
}

/** A list whose signature was checked. */
export interface RevocationList {
  /** Grows with each list of an authority (RFC 5280, 5.2.3). */
  readonly number: number;
  /** Lower-case hex digits. */
  readonly serials: ReadonlySet<string>;
  /** As `hashOfSerials`; the same for lists that say the same. */
  readonly hash: Uint8Array;
}

export type ReadRevocationList = { readonly kind: "list"; readonly list: RevocationList } | { readonly kind: "malformed" } | { readonly kind: "foreign" };

const numberOid = "2.5.29.20";
/**
 * A depot may be alone for weeks, and must neither forget who was revoked nor turn everybody away, so a list does not
 * end; its number says which of two is newer.
 */
const lifeMs = 3_650 * 86_400_000;

/** @returns a CertificateList in DER (RFC 5280, 5). @param options.number whole, above that of every list before. */
export async function signRevocationList(
  authority: Authority,
  options: { readonly number: number; readonly revoked: readonly RevokedCertificate[]; readonly nowMs: number },
): Promise<Uint8Array> {
  const { number, revoked, nowMs } = options;
  const issuer = new x509.X509Certificate(authority.certificate);
  const { privateKey } = await keyPairFromPem(authority.key);
  const list = await x509.X509CrlGenerator.create({
    issuer: issuer.subject,
    thisUpdate: new Date(nowMs),
    nextUpdate: new Date(nowMs + lifeMs),
    signingAlgorithm,
    signingKey: privateKey,
    entries: revoked.map(({ revokedAt, serial }) => ({ serialNumber: serial, revocationDate: revokedAt })),
    extensions: [new x509.Extension(numberOid, false, integer(number)), await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey)],
  });
  return new Uint8Array(list.rawData);
}

/** @param authority PEM of the authority that must have signed it. */
export async function readRevocationList(bytes: Uint8Array, authority: string): Promise<ReadRevocationList> {
  try {
    const list = new x509.X509Crl(Uint8Array.from(bytes));
    const issuer = new x509.X509Certificate(authority);
    if (list.issuer !== issuer.subject || !(await list.verify({ publicKey: issuer }))) return { kind: "foreign" };
    const numberExtension = list.extensions.find(({ type }) => type === numberOid);
    const number = numberExtension === undefined ? undefined : wholeNumber(new Uint8Array(numberExtension.value));
    if (number === undefined) return { kind: "malformed" };
    const serials = new Set(list.entries.map(({ serialNumber }) => serialNumber.toLowerCase()));
    return { kind: "list", list: { number, serials, hash: hashOfSerials(serials) } };
  } catch {
    return { kind: "malformed" };
  }
}

/** What a list says, as 32 bytes, whatever its number and signature. @param serials lower-case hex digits. */
export function hashOfSerials(serials: Iterable<string>): Uint8Array {
  return new Uint8Array(
    createHash("sha256")
      .update([...serials].sort().join("\n"))
      .digest(),
  );
}

/** An INTEGER in DER (X.690, 8.3), not negative. */
function integer(value: number): Uint8Array<ArrayBuffer> {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex");
  const content = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return new Uint8Array(Buffer.concat([Buffer.of(0x02, content.length), content]));
}

function wholeNumber(der: Uint8Array): number | undefined {
  const content = der.subarray(2);
  if (der[0] !== 0x02 || der[1] !== content.length || content.length === 0 || content.length > 8 || (content[0] ?? 0) >= 0x80) return undefined;
  const value = Number(`0x${Buffer.from(content).toString("hex")}`);
  return Number.isSafeInteger(value) ? value : undefined;
}
