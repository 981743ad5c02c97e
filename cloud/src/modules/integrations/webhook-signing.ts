/** Signatures as Standard Webhooks has them, with one secret or, while one is being changed, two. */
import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { SecretBox } from "../../secrets/secret-box.ts";
import { integrationLimits } from "./limits.ts";
import type { SealedSecrets } from "./webhook-types.ts";

/** As Standard Webhooks writes secrets: 24 to 64 random bytes behind a prefix. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** @returns the header webhook-signature: the new secret's signature, and the old one's while that still counts. */
export function signMessage(
  secrets: SecretBox,
  { sealed, oldSealed }: SealedSecrets,
  { purpose, id, at, body }: { readonly purpose: string; readonly id: string; readonly at: Date; readonly body: string },
): string {
  return [sealed, ...(oldSealed === undefined ? [] : [oldSealed])].map((each) => new Webhook(secrets.open(each, purpose)).sign(id, at, body)).join(" ");
}

export interface SignedMessage {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Buffer;
}

export function verifySigned(
  secrets: SecretBox,
  { sealed, oldSealed }: SealedSecrets,
  { purpose, nowUs }: { readonly purpose: string; readonly nowUs: number },
  { id, timestamp, signature, body }: SignedMessage,
): "signed" | "signature-wrong" | "time-wrong" {
  if (Math.abs(nowUs / 1_000_000 - Number(timestamp)) > integrationLimits.signatureAgeMaxS) return "time-wrong";
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  for (const each of [sealed, ...(oldSealed === undefined ? [] : [oldSealed])]) {
    const webhook = new Webhook(secrets.open(each, purpose));
    try {
      webhook.verify(body, headers, { jsonParse: false });
      return "signed";
    } catch {
      // Whatever the library objects to, this secret does not vouch for the message.
    }
  }
  return "signature-wrong";
}
