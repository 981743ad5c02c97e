/** Secrets that we make, and what of them is kept: never the secret, always its hash. */
import { createHash, createHmac, randomBytes } from "node:crypto";

/** Says in logs and scanners what has leaked. */
export const secretPrefixes = { apiToken: "dbt_", signInLink: "dbl_", session: "dbs_", invitation: "dbi_", step: "dbf_" } as const;
export type SecretKind = keyof typeof secretPrefixes;

/** 256 random bits: nothing is gained by guessing, so its hash needs no salt and no slowness. */
export function makeSecret(kind: SecretKind): string {
  return secretPrefixes[kind] + randomBytes(32).toString("base64url");
}

/** @returns SHA-256, 32 bytes; what the database looks secrets up by. */
export function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** Whether a text has the form of our secret; saves the database a look-up for nonsense. */
export function isSecret(kind: SecretKind, text: string): boolean {
  return text.startsWith(secretPrefixes[kind]) && /^[A-Za-z0-9_-]{43}$/.test(text.slice(secretPrefixes[kind].length));
}

/**
 * What a page must repeat in a header. Derived from the session's secret, so it needs no storage and ends with it;
 * another site can neither read nor compute it.
 */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac("sha256", sessionToken).update("drawbar csrf").digest("base64url");
}

/** A first password: 20 characters of 32 that are hard to mistake, in groups; 100 bits. */
export function makePassword(): string {
  const alphabet = "abcdefghijkmnpqrstuvwxyz23456789"; // 32, without l, o, 0 and 1
  const characters = Array.from(randomBytes(20), (byte) => alphabet[byte % 32] ?? "");
  return [0, 5, 10, 15].map((from) => characters.slice(from, from + 5).join("")).join("-");
}
