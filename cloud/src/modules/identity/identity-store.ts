import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Scope } from "../../http/principal.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Account, NewSession, Operator, Role } from "./identity-types.ts";
import { identityLimits } from "./identity-types.ts";

/** An account with what proves who it is. Stays inside this module. */
export interface AccountWithPassword extends Account {
  /** PHC string. */
  readonly passwordHash: string;
}

export interface Membership {
  readonly tenantId: TenantId;
  readonly role: Role;
}

export interface FoundSession {
  readonly tenantId: TenantId;
  readonly sessionId: string;
  readonly accountId: string;
  readonly role: Role;
  readonly expiresAt: Date;
}

export interface FoundToken {
  readonly tenantId: TenantId;
  readonly tokenId: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date;
}

/** How often one subject was seen in its window. */
export interface AttemptCount {
  readonly subject: Buffer;
  readonly attempts: number;
  readonly windowEndsAt: Date;
}

interface AccountRow {
  readonly account_id: string;
  readonly email: string;
  readonly name: string;
  readonly password_hash: string;
}

interface OperatorRow {
  readonly account_id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly created_at: Date;
  readonly password_is_initial: boolean;
}

/**
 * Accounts, sessions, links and tokens. What must be known before the tenant goes through the functions of the
 * schema `directory` and nothing else; everything after names its tenant.
 */
export class IdentityStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async accountByEmail(email: string): Promise<AccountWithPassword | undefined> {
    const row = await this.#database.directory.oneOrNone<AccountRow>(
      "account-by-email",
      "select account_id, email, name, password_hash from directory.account_by_email($1)",
      [email],
    );
    return row === undefined ? undefined : { accountId: row.account_id, email: row.email, name: row.name, passwordHash: row.password_hash };
  }

  async accountById(accountId: string): Promise<AccountWithPassword | undefined> {
    const row = await this.#database.directory.oneOrNone<AccountRow>(
      "account-by-id",
      "select account_id, email, name, password_hash from directory.account_by_id($1)",
      [accountId],
    );
    return row === undefined ? undefined : { accountId: row.account_id, email: row.email, name: row.name, passwordHash: row.password_hash };
  }

  /** @returns false when the e-mail is taken. */
  async createAccount(account: AccountWithPassword & { readonly isInitial: boolean }): Promise<boolean> {
    const { created } = await this.#database.directory.one<{ created: boolean }>(
      "account-create",
      "select directory.create_account($1, $2, $3, $4, $5) as created",
      [account.accountId, account.email, account.name, account.passwordHash, account.isInitial],
    );
    return created;
  }

  /** Ends every session of the account but `keepSession`, and every link: who knew the old password is out. */
  async setPassword(
    accountId: string,
    passwordHash: string,
    options: { readonly isInitial: boolean; readonly keepSession?: string | undefined },
  ): Promise<void> {
    await this.#database.directory.many("account-set-password", "select directory.set_password($1, $2, $3, $4)", [
      accountId,
      passwordHash,
      options.isInitial,
      options.keepSession ?? null,
    ]);
  }

  /** In a stable order, so that the same tenant is chosen each time. */
  async membershipsOf(accountId: string): Promise<readonly Membership[]> {
    const rows = await this.#database.directory.many<{ tenant_id: string; role: Role }>(
      "memberships-of",
      "select tenant_id, role from directory.memberships_of($1) order by tenant_id",
      [accountId],
    );
    return rows.map((row) => ({ tenantId: parseTenantId(row.tenant_id), role: row.role }));
  }

  async sessionByToken(tokenHash: Buffer): Promise<FoundSession | undefined> {
    const row = await this.#database.directory.oneOrNone<{ tenant_id: string; session_id: string; account_id: string; role: Role; expires_at: Date }>(
      "session-by-token",
      "select tenant_id, session_id, account_id, role, expires_at from directory.session_by_token($1)",
      [tokenHash],
    );
    if (row === undefined) return undefined;
    return { tenantId: parseTenantId(row.tenant_id), sessionId: row.session_id, accountId: row.account_id, role: row.role, expiresAt: row.expires_at };
  }

  async apiTokenByHash(tokenHash: Buffer): Promise<FoundToken | undefined> {
    const row = await this.#database.directory.oneOrNone<{ tenant_id: string; token_id: string; scopes: Scope[]; expires_at: Date }>(
      "api-token-by-hash",
      "select tenant_id, token_id, scopes, expires_at from directory.api_token_by_hash($1)",
      [tokenHash],
    );
    return row === undefined ? undefined : { tenantId: parseTenantId(row.tenant_id), tokenId: row.token_id, scopes: row.scopes, expiresAt: row.expires_at };
  }

  /** @returns the tenant of a link that is neither used nor expired. */
  async tenantOfSignInLink(tokenHash: Buffer): Promise<TenantId | undefined> {
    const row = await this.#database.directory.oneOrNone<{ tenant_id: string }>(
      "sign-in-link-by-token",
      "select tenant_id from directory.sign_in_link_by_token($1)",
      [tokenHash],
    );
    return row === undefined ? undefined : parseTenantId(row.tenant_id);
  }

  /** Counts one more attempt of each subject. Counted before the password is looked at, so that guesses made at once count, too. */
  async countSignIn(subjects: readonly Buffer[], windowMs: number): Promise<readonly AttemptCount[]> {
    const rows = await this.#database.directory.many<{ subject_hash: Buffer; attempts: number; window_ends_at: Date }>(
      "sign-in-count",
      "select subject_hash, attempts, window_ends_at from directory.count_sign_in($1, make_interval(secs => $2))",
      [subjects, windowMs / 1_000],
    );
    return rows.map((row) => ({ subject: row.subject_hash, attempts: row.attempts, windowEndsAt: row.window_ends_at }));
  }

  async forgetSignIns(subjects: readonly Buffer[]): Promise<void> {
    await this.#database.directory.many("sign-in-forget", "select directory.forget_sign_in($1)", [subjects]);
  }

  async tenantName(tx: TenantTransaction): Promise<string> {
    const { name } = await tx.one<{ name: string }>("tenant-name", "select name from tenant where tenant_id = $1", [tx.tenantId]);
    return name;
  }

  async addMembership(tx: TenantTransaction, accountId: string, role: Role): Promise<void> {
    await tx.count(
      "membership-add",
      `insert into membership (tenant_id, account_id, role)
       values ($1, $2, $3)
       on conflict on constraint membership_key do update set role = excluded.role`,
      [tx.tenantId, accountId, role],
    );
  }

  async operators(tx: TenantTransaction): Promise<readonly Operator[]> {
    const rows = await tx.many<OperatorRow>(
      "operators",
      "select account_id, email, name, role, created_at, password_is_initial from directory.operators_of($1) order by email",
      [tx.tenantId],
    );
    return rows.map((row) => ({
      accountId: row.account_id,
      email: row.email,
      name: row.name,
      role: row.role,
      createdAt: row.created_at,
      hasInitialPassword: row.password_is_initial,
    }));
  }

  /** Drops expired sessions of the account and its oldest beyond the limit. */
  async addSession(tx: TenantTransaction, session: NewSession & { readonly tokenHash: Buffer }): Promise<void> {
    await tx.count(
      "session-add",
      `with room as (
         delete from session
         where tenant_id = $1 and account_id = $3 and session_id in (
           select session_id from session
           where tenant_id = $1 and account_id = $3 and (expires_at <= now() or session_id not in (
             select session_id from session where tenant_id = $1 and account_id = $3 order by created_at desc limit $6)))
       )
       insert into session (tenant_id, session_id, account_id, token_hash, expires_at)
       values ($1, $2, $3, $4, $5)`,
      [tx.tenantId, session.sessionId, session.accountId, session.tokenHash, session.expiresAt, identityLimits.sessionsMax - 1],
    );
  }

  async endSession(tx: TenantTransaction, sessionId: string): Promise<void> {
    await tx.count("session-end", "delete from session where tenant_id = $1 and session_id = $2", [tx.tenantId, sessionId]);
  }

  async addSignInLink(
    tx: TenantTransaction,
    link: { readonly linkId: string; readonly accountId: string; readonly tokenHash: Buffer; readonly expiresAt: Date },
  ): Promise<void> {
    await tx.count(
      "sign-in-link-add",
      `with room as (delete from sign_in_link where tenant_id = $1 and (expires_at <= now() or used_at is not null))
       insert into sign_in_link (tenant_id, link_id, account_id, token_hash, expires_at)
       values ($1, $2, $3, $4, $5)`,
      [tx.tenantId, link.linkId, link.accountId, link.tokenHash, link.expiresAt],
    );
  }

  /** @returns whose link it was; `undefined` for whoever comes second. */
  async useSignInLink(tx: TenantTransaction, tokenHash: Buffer): Promise<string | undefined> {
    const row = await tx.oneOrNone<{ account_id: string }>(
      "sign-in-link-use",
      `update sign_in_link set used_at = now()
       where tenant_id = $1 and token_hash = $2 and used_at is null and expires_at > now()
       returning account_id`,
      [tx.tenantId, tokenHash],
    );
    return row?.account_id;
  }

  async addApiToken(
    tx: TenantTransaction,
    token: { readonly tokenId: string; readonly name: string; readonly tokenHash: Buffer; readonly scopes: readonly Scope[]; readonly expiresAt: Date },
  ): Promise<void> {
    await tx.count(
      "api-token-add",
      `with room as (delete from api_token where tenant_id = $1 and expires_at <= now() - interval '30 days')
       insert into api_token (tenant_id, token_id, name, token_hash, scopes, expires_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [tx.tenantId, token.tokenId, token.name, token.tokenHash, token.scopes, token.expiresAt],
    );
  }

  /** @returns false when there is none, or it was revoked before. */
  async revokeApiToken(tx: TenantTransaction, tokenId: string): Promise<boolean> {
    const rows = await tx.count("api-token-revoke", "update api_token set revoked_at = now() where tenant_id = $1 and token_id = $2 and revoked_at is null", [
      tx.tenantId,
      tokenId,
    ]);
    return rows === 1;
  }
}
