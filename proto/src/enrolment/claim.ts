/**
 * A claim: what a person carries from headquarters to a new device, as text or QR. It works once, for one kind of
 * device, until it expires, and names the root that the device shall trust.
 */
import { DrawbarError, errorsOf, type ErrorTable } from "../kernel/errors.ts";

export const claimErrors = {
  CLAIM_MALFORMED: { kind: "invalid", retryable: false, meaning: "A claim is cut short, mistyped or of a newer form. Copy it whole: it begins with dbc1." },
} as const satisfies ErrorTable;

const fail = errorsOf(claimErrors);

export interface Claim {
  /** UUID. */
  readonly claimId: string;
  /** 32 random bytes; only their hash is kept at headquarters. */
  readonly secret: Uint8Array;
  /** `host:port` of enrolment ports, 1 to 8. */
  readonly addresses: readonly string[];
  /** SHA-256 of the platform root in DER, 64 hex digits. */
  readonly rootFingerprint: string;
  readonly kind: "unit" | "depot";
  readonly expiresAtMs: number;
}

const prefix = "dbc1.";
/** A QR of this length still scans from a screen; a real claim has about 250. */
const claimCharactersMax = 1_024;

export function encodeClaim(claim: Claim): string {
  const fields = [claim.claimId, base64url(claim.secret), claim.rootFingerprint, claim.kind, claim.expiresAtMs.toString(36), ...claim.addresses];
  return prefix + base64url(new TextEncoder().encode(fields.join("\n")));
}

/** @throws DrawbarError `CLAIM_MALFORMED`. Expiry is not checked here: the device's clock may be wrong, the cloud's decides. */
export function parseClaim(text: string): Claim {
  const trimmed = text.trim();
  if (!trimmed.startsWith(prefix) || trimmed.length > claimCharactersMax) throw malformed("it does not begin with dbc1. or is too long");
  const fields = decode(trimmed.slice(prefix.length)).split("\n");
  const [claimId = "", secret = "", rootFingerprint = "", kind = "", expires = "", ...addresses] = fields;
  const secretBytes = bytesOf(secret);
  const expiresAtMs = Number.parseInt(expires, 36);
  if (!/^[0-9a-f-]{36}$/.test(claimId) || secretBytes.length !== 32) throw malformed("its id or secret is damaged");
  if (!/^[0-9a-f]{64}$/.test(rootFingerprint)) throw malformed("the root's fingerprint is damaged");
  if (kind !== "unit" && kind !== "depot") throw malformed(`it is for a "${kind.slice(0, 20)}", not for a unit or depot`);
  if (!Number.isSafeInteger(expiresAtMs) || expiresAtMs <= 0) throw malformed("its expiry is damaged");
  if (addresses.length === 0 || addresses.length > 8 || !addresses.every((address) => /^\S+:\d{1,5}$/.test(address)))
    throw malformed("its addresses are damaged");
  return { claimId, secret: secretBytes, addresses, rootFingerprint, kind, expiresAtMs };
}

function malformed(why: string): DrawbarError {
  return fail("CLAIM_MALFORMED", `this is not a whole claim: ${why}; copy it again or make a new one with "drawbar claim create"`);
}

function base64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  } catch {
    throw malformed("it holds characters that no claim has");
  }
}

function decode(text: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(text));
  } catch (error) {
    if (error instanceof DrawbarError) throw error;
    throw malformed("it holds characters that no claim has");
  }
}
