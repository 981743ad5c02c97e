/** Proves, through whoever carries it, that a request to renew comes from the certificate's owner. */
import { createHash, sign, verify, X509Certificate } from "node:crypto";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { RenewalProof } from "@drawbar/proto/wire/enrolment.ts";
import { pemToDer } from "./authority.ts";
import type { Identity } from "./identity.ts";

/**
 * Signs with the key of the certificate that is to be renewed, over that certificate, its tenant and the request with
 * the new key. The new key makes the proof fresh, whatever a device's clock says: headquarters certifies a key once.
 *
 * @param signingRequest PKCS #10 in DER, as it is sent.
 * @see proto/drawbar/v1/enrolment.proto, RenewalProof
 */
export function proveRenewal(identity: Pick<Identity, "key" | "certificateChain" | "tenantId">, signingRequest: Uint8Array): RenewalProof {
  const certificate = pemToDer(identity.certificateChain);
  return { certificate, signature: new Uint8Array(sign("sha256", statement(identity.tenantId, certificate, signingRequest), identity.key)) };
}

/** Whether the certificate's key signed; whether that certificate is one of ours is not asked here. */
export function isProven(proof: RenewalProof, signingRequest: Uint8Array, tenantId: TenantId): boolean {
  const { publicKey } = new X509Certificate(proof.certificate);
  // Of another kind of key the signature would be of another kind, too.
  return publicKey.asymmetricKeyType === "ec" && verify("sha256", statement(tenantId, proof.certificate, signingRequest), publicKey, proof.signature);
}

function statement(tenantId: TenantId, certificate: Uint8Array, signingRequest: Uint8Array): Buffer {
  const tenant = Buffer.from(tenantId.replaceAll("-", ""), "hex");
  return Buffer.concat([Buffer.from("drawbar renewal 1\0"), tenant, sha256(certificate), sha256(signingRequest)]);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
