import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import { permissionsOfScopes, knownPermissions, type Permission, type TokenWord } from "../../http/permissions.ts";
import type { SignInMethod } from "../../http/principal.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Account } from "./identity-types.ts";
import { permissionsOf, type BuiltInRole, type RoleColumns } from "./roles.ts";

/** An account with what proves who it is. Stays inside this module. */
export interface AccountWithPassword extends Account {
  /** PHC string. */
  readonly passwordHash: string;
}

export interface FoundSession {
  readonly tenantId: TenantId;
  readonly sessionId: string;
  readonly accountId: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Absent for all. */
  readonly depots?: ReadonlySet<string> | undefined;
  readonly method: SignInMethod;
  readonly lacksSecondFactor: boolean;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

export interface FoundToken {
  readonly tenantId: TenantId;
  readonly tokenId: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly depots?: ReadonlySet<string> | undefined;
  readonly lastUsedAt?: Date | undefined;
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

interface SessionRow extends RoleColumns {
  readonly tenant_id: string;
  readonly session_id: string;
  readonly account_id: string;
  readonly depot_ids: string[] | null;
  readonly method: SignInMethod;
  readonly lacks_second_factor: boolean;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

interface TokenRow {
  readonly tenant_id: string;
  readonly token_id: string;
  readonly scopes: TokenWord[];
  readonly permissions: string[] | null;
  readonly depot_ids: string[] | null;
  readonly has_maker: boolean;
  readonly maker_role: BuiltInRole | null;
  readonly maker_permissions: string[] | null;
  readonly last_used_at: Date | null;
  readonly expires_at: Date;
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

  /** Those where the person is not suspended; in a stable order, so that the same tenant is chosen each time. */
  async tenantsOf(accountId: string): Promise<readonly TenantId[]> {
    const rows = await this.#database.directory.many<{ tenant_id: string }>(
      "memberships-of",
      "select tenant_id from directory.memberships_of($1) order by tenant_id",
      [accountId],
    );
    return rows.map((row) => parseTenantId(row.tenant_id));
  }

  async sessionByToken(tokenHash: Buffer): Promise<FoundSession | undefined> {
    const row = await this.#database.directory.oneOrNone<SessionRow>(
      "session-by-token",
      `select tenant_id, session_id, account_id, role, own_permissions, depot_ids, method, lacks_second_factor, last_seen_at, expires_at
       from directory.session_by_token($1)`,
      [tokenHash],
    );
    if (row === undefined) return undefined;
    return {
      tenantId: parseTenantId(row.tenant_id),
      sessionId: row.session_id,
      accountId: row.account_id,
      permissions: permissionsOf(row),
      depots: row.depot_ids === null ? undefined : new Set(row.depot_ids),
      method: row.method,
      lacksSecondFactor: row.lacks_second_factor,
      lastSeenAt: row.last_seen_at,
      expiresAt: row.expires_at,
    };
  }

  async apiTokenByHash(tokenHash: Buffer): Promise<FoundToken | undefined> {
    const row = await this.#database.directory.oneOrNone<TokenRow>(
      "api-token-by-hash",
      `select tenant_id, token_id, scopes, permissions, depot_ids, has_maker, maker_role, maker_permissions, last_used_at, expires_at
       from directory.api_token_by_hash($1)`,
      [tokenHash],
    );
    if (row === undefined) return undefined;
    return {
      tenantId: parseTenantId(row.tenant_id),
      tokenId: row.token_id,
      permissions: permissionsOfToken(row),
      depots: row.depot_ids === null ? undefined : new Set(row.depot_ids),
      lastUsedAt: row.last_used_at ?? undefined,
      expiresAt: row.expires_at,
    };
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

  async isMember(tx: TenantTransaction, accountId: string): Promise<boolean> {
    const row = await tx.oneOrNone("membership-is", "select 1 from membership where tenant_id = $1 and account_id = $2", [tx.tenantId, accountId]);
    return row !== undefined;
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
}

/** What it was given, as far as its maker has that still. */
function permissionsOfToken(row: TokenRow): ReadonlySet<Permission> {
  const given = row.permissions === null ? permissionsOfScopes(row.scopes) : knownPermissions(row.permissions);
  if (!row.has_maker) return given;
  const maker = permissionsOf({ role: row.maker_role, own_permissions: row.maker_permissions });
  return new Set([...given].filter((permission) => maker.has(permission)));
}
