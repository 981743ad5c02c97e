/** The X.509 library, set up once. Its container needs the metadata polyfill before its first import. */
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(crypto);

export { x509 };

/** One algorithm everywhere: ECDSA on P-256 with SHA-256, which every TLS 1.3 stack speaks. */
export const signingAlgorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

export type KeyPair = CryptoKeyPair;

export async function makeKeyPair(): Promise<KeyPair> {
  return crypto.subtle.generateKey(signingAlgorithm, true, ["sign", "verify"]);
}

/** PKCS #8 in PEM, as TLS and files want it. */
export async function privateKeyToPem(pair: KeyPair): Promise<string> {
  const bytes = await crypto.subtle.exportKey("pkcs8", pair.privateKey);
  return x509.PemConverter.encode(bytes, "PRIVATE KEY");
}

/** The key pair of a PKCS #8 PEM; the public half is derived. */
export async function keyPairFromPem(pem: string): Promise<KeyPair> {
  const [bytes] = x509.PemConverter.decode(pem);
  if (bytes === undefined) throw new TypeError("no PEM block");
  const privateKey = await crypto.subtle.importKey("pkcs8", bytes, signingAlgorithm, true, ["sign"]);
  const { d: _private, ...publicPart } = await crypto.subtle.exportKey("jwk", privateKey);
  const publicKey = await crypto.subtle.importKey("jwk", { ...publicPart, key_ops: ["verify"] }, signingAlgorithm, true, ["verify"]);
  return { privateKey, publicKey };
}
