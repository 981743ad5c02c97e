import { createHash } from "node:crypto";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { logoutLimits } from "./logout-token.ts";

/** @returns a word of a provider in a form that has a length, and that no other provider's can equal. */
export function providerHash(issuer: string, word: string): Buffer {
  return createHash("sha256")
    .update(JSON.stringify([issuer, word]))
    .digest();
}

/** What providers said of signing out, and the sessions that it ends. */
export class ProviderLogoutStore {
  /** @returns false when it was taken before. Forgets those that are too old to come again. */
  async takeOnce(tx: TenantTransaction, tokenHash: Buffer): Promise<boolean> {
    const rememberMs = logoutLimits.ageMs + 2 * logoutLimits.clockErrorMs;
    const rows = await tx.count(
      "provider-logout-take",
      `with room as (delete from provider_logout where tenant_id = $1 and expires_at <= now())
       insert into provider_logout (tenant_id, token_hash, expires_at) values ($1, $2, now() + make_interval(secs => $3))
       on conflict on constraint provider_logout_key do nothing`,
      [tx.tenantId, tokenHash, rememberMs / 1_000],
    );
    return rows === 1;
  }

  /** @returns whose sessions here came from that one at the provider. */
  async endOfSession(tx: TenantTransaction, sessionHash: Buffer): Promise<readonly string[]> {
    const rows = await tx.many<{ account_id: string }>(
      "provider-logout-session",
      "delete from session where tenant_id = $1 and provider_session_hash = $2 returning account_id",
      [tx.tenantId, sessionHash],
    );
    return rows.map((row) => row.account_id);
  }

  /** Those made by company sign-on. @returns the account, once a session that ended. */
  async endOfSubject(tx: TenantTransaction, issuer: string, subject: string): Promise<readonly string[]> {
    const rows = await tx.many<{ account_id: string }>(
      "provider-logout-subject",
      `delete from session where tenant_id = $1 and method = 'sign-on' and account_id in (
         select account_id from sign_on_account where tenant_id = $1 and issuer = $2 and subject = $3)
       returning account_id`,
      [tx.tenantId, issuer, subject],
    );
    return rows.map((row) => row.account_id);
  }
}
