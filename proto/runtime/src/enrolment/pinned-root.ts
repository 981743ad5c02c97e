/** Finds the platform's root by the fingerprint that a claim carries, before anything secret is said. */
import { createHash } from "node:crypto";
import tls from "node:tls";
import { derToPem } from "../tls/authority.ts";
import { failEnrolment } from "./enrolment-errors.ts";

/** Longest chain that we walk; ours has three. */
const chainMax = 5;

/**
 * Asks a server for its chain and returns the certificate in it that has the fingerprint. The connection itself is
 * not trusted and nothing is sent over it; the caller connects again, with this root and nothing else.
 *
 * @param options.rootFingerprint SHA-256 of the certificate in DER, 64 hex digits.
 * @returns PEM.
 * @throws DrawbarError `HUB_UNREACHABLE`, `ROOT_UNKNOWN`.
 */
export async function pinnedRoot(options: { readonly address: string; readonly rootFingerprint: string; readonly timeoutMs: number }): Promise<string> {
  const { address, rootFingerprint, timeoutMs } = options;
  const at = address.lastIndexOf(":");
  const host = address.slice(0, at).replace(/^\[(.*)\]$/, "$1");
  const chain = await new Promise<readonly Uint8Array[]>((resolve, reject) => {
    const socket = tls.connect(
      { host, port: Number(address.slice(at + 1)), rejectUnauthorized: false, minVersion: "TLSv1.3", ALPNProtocols: ["h2"], timeout: timeoutMs },
      () => {
        resolve(chainOf(socket));
        socket.destroy();
      },
    );
    socket.once("error", (cause) => reject(failEnrolment("HUB_UNREACHABLE", `${address} does not answer (${cause.message})`, { cause })));
    socket.once("timeout", () => socket.destroy(new Error(`no answer in ${timeoutMs} ms`)));
  });
  const root = chain.find((certificate) => createHash("sha256").update(certificate).digest("hex") === rootFingerprint);
  if (root !== undefined) return derToPem(root);
  throw failEnrolment("ROOT_UNKNOWN", `${address} answers with certificates of another platform than the claim's; nothing was sent to it`);
}

function chainOf(socket: tls.TLSSocket): readonly Uint8Array[] {
  const chain: Uint8Array[] = [];
  let certificate: tls.DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (certificate?.raw !== undefined && chain.length < chainMax) {
    chain.push(certificate.raw);
    // A self-signed root is its own issuer.
    certificate = certificate.issuerCertificate === certificate ? undefined : certificate.issuerCertificate;
  }
  return chain;
}
