/** What was answered, kept so that only the caller who has the key can read it: answers hold tokens and claims. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Principal } from "../principal.ts";

export interface KeptAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whose key it is. */
export interface KeyOwner {
  readonly tenantId: TenantId;
  readonly caller: string;
  readonly key: string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** A person keeps their keys over sign-ins; a program has those of its token. */
export function keyOwner(principal: Principal, key: string): KeyOwner {
  const caller = principal.kind === "session" ? `account ${principal.accountId}` : `token ${principal.tokenId}`;
  return { tenantId: principal.tenantId, caller, key };
}

/** @returns 32 bytes. */
export function hashKey({ caller, key }: KeyOwner): Buffer {
  return createHash("sha256").update(`${caller}\n${key}`).digest();
}

/** @returns nonce, ciphertext and tag; AES-256-GCM. */
export function sealAnswer(owner: KeyOwner, answer: KeptAnswer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", secretOf(owner), nonce);
  return Buffer.concat([nonce, cipher.update(JSON.stringify(answer), "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when it was sealed by another, or changed. */
export function openAnswer(owner: KeyOwner, sealed: Uint8Array): KeptAnswer {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv("aes-256-gcm", secretOf(owner), bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes)), decipher.final()]);
  return JSON.parse(text.toString("utf8")) as KeptAnswer; // the tag proves that we wrote it
}

function secretOf({ tenantId, caller, key }: KeyOwner): Buffer {
  return Buffer.from(hkdfSync("sha256", key, tenantId, `drawbar idempotent answer for ${caller}`, 32));
}
