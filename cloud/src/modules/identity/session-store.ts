import type { SignInMethod } from "../../http/principal.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { identityLimits, type Client, type ListedSession, type NewSession } from "./identity-types.ts";

interface SessionRow {
  readonly session_id: string;
  readonly method: SignInMethod;
  readonly user_agent: string;
  readonly address: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

/** What a session that a provider vouched for has there. */
export interface SessionAtProvider {
  /** Asked for when the person signs out here. */
  readonly sealedIdToken: Buffer;
  /** Of issuer and session there; absent where the provider names none. */
  readonly sessionHash?: Buffer | undefined;
}

/** Sessions of people in one tenant. */
export class SessionStore {
  /** Drops expired sessions of the account and its oldest beyond the limit. */
  async add(
    tx: TenantTransaction,
    session: NewSession & Client & { readonly tokenHash: Buffer; readonly method: SignInMethod; readonly atProvider?: SessionAtProvider | undefined },
  ): Promise<void> {
    await tx.count(
      "session-add",
      `with room as (
         delete from session
         where tenant_id = $1 and account_id = $3 and session_id in (
           select session_id from session
           where tenant_id = $1 and account_id = $3 and (expires_at <= now() or session_id not in (
             select session_id from session where tenant_id = $1 and account_id = $3 order by created_at desc limit $6)))
       )
       insert into session (tenant_id, session_id, account_id, token_hash, expires_at, method, user_agent, address, sealed_id_token, provider_session_hash)
       values ($1, $2, $3, $4, $5, $7, $8, $9, $10, $11)`,
      [
        tx.tenantId,
        session.sessionId,
        session.accountId,
        session.tokenHash,
        session.expiresAt,
        identityLimits.sessionsMax - 1,
        session.method,
        session.userAgent,
        session.address,
        session.atProvider?.sealedIdToken ?? null,
        session.atProvider?.sessionHash ?? null,
      ],
    );
  }

  /** The one last seen first. */
  async list(tx: TenantTransaction, accountId: string): Promise<readonly ListedSession[]> {
    const rows = await tx.many<SessionRow>(
      "session-list",
      `select session_id, method, user_agent, address, created_at, last_seen_at, expires_at from session
       where tenant_id = $1 and account_id = $2 and expires_at > now() order by last_seen_at desc, session_id`,
      [tx.tenantId, accountId],
    );
    return rows.map((row) => ({
      sessionId: row.session_id,
      method: row.method,
      userAgent: row.user_agent,
      address: row.address,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      expiresAt: row.expires_at,
    }));
  }

  async idToken(tx: TenantTransaction, sessionId: string): Promise<Buffer | undefined> {
    const row = await tx.oneOrNone<{ sealed_id_token: Buffer | null }>(
      "session-id-token",
      "select sealed_id_token from session where tenant_id = $1 and session_id = $2",
      [tx.tenantId, sessionId],
    );
    return row?.sealed_id_token ?? undefined;
  }

  async noteUse(tx: TenantTransaction, sessionId: string): Promise<void> {
    await tx.count("session-seen", "update session set last_seen_at = now() where tenant_id = $1 and session_id = $2", [tx.tenantId, sessionId]);
  }

  /** @returns false when the account has no such session. */
  async end(tx: TenantTransaction, accountId: string, sessionId: string): Promise<boolean> {
    const rows = await tx.count("session-end", "delete from session where tenant_id = $1 and account_id = $2 and session_id = $3", [
      tx.tenantId,
      accountId,
      sessionId,
    ]);
    return rows === 1;
  }
}
