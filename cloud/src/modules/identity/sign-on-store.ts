import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";

/** The first whose value stands in the claim gives the role. */
export interface RoleRule {
  readonly value: string;
  readonly roleId: string;
}

/** A tenant's provider, as its administrator sets it. */
export interface SignOnSettings {
  /** What people type or follow to sign in; unique in the installation. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Claim with groups or roles; dots lead into objects. Absent: everybody gets the default. */
  readonly roleClaim?: string | undefined;
  readonly roleRules: readonly RoleRule[];
  /** For who fits no rule; absent: they are refused. */
  readonly defaultRoleId?: string | undefined;
  readonly isOn: boolean;
}

export interface StoredSignOn extends SignOnSettings {
  readonly sealedClientSecret: Buffer;
}

interface SignOnRow {
  readonly name: string;
  readonly issuer: string;
  readonly client_id: string;
  readonly sealed_client_secret: Buffer;
  readonly role_claim: string | null;
  readonly role_map: readonly RoleRule[];
  readonly default_role_id: string | null;
  readonly is_on: boolean;
}

export class SignOnStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(tx: TenantTransaction): Promise<StoredSignOn | undefined> {
    const row = await tx.oneOrNone<SignOnRow>(
      "sign-on-find",
      `select name, issuer, client_id, sealed_client_secret, role_claim, role_map, default_role_id, is_on from sign_on where tenant_id = $1`,
      [tx.tenantId],
    );
    if (row === undefined) return undefined;
    return {
      name: row.name,
      issuer: row.issuer,
      clientId: row.client_id,
      sealedClientSecret: row.sealed_client_secret,
      roleClaim: row.role_claim ?? undefined,
      roleRules: row.role_map,
      defaultRoleId: row.default_role_id ?? undefined,
      isOn: row.is_on,
    };
  }

  async set(tx: TenantTransaction, settings: StoredSignOn): Promise<void> {
    await tx.count(
      "sign-on-set",
      `insert into sign_on (tenant_id, name, issuer, client_id, sealed_client_secret, role_claim, role_map, default_role_id, is_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict on constraint sign_on_key do update set
         name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id, sealed_client_secret = excluded.sealed_client_secret,
         role_claim = excluded.role_claim, role_map = excluded.role_map, default_role_id = excluded.default_role_id, is_on = excluded.is_on`,
      [
        tx.tenantId,
        settings.name,
        settings.issuer,
        settings.clientId,
        settings.sealedClientSecret,
        settings.roleClaim ?? null,
        JSON.stringify(settings.roleRules),
        settings.defaultRoleId ?? null,
        settings.isOn,
      ],
    );
  }

  async remove(tx: TenantTransaction): Promise<void> {
    await tx.count("sign-on-remove", "delete from sign_on where tenant_id = $1", [tx.tenantId]);
  }

  /** @returns false when another tenant has the name. */
  async claimName(tx: TenantTransaction, name: string): Promise<boolean> {
    const { done } = await tx.one<{ done: boolean }>("sign-on-claim-name", "select directory.claim_sign_on_name($1, $2) as done", [tx.tenantId, name]);
    return done;
  }

  /** @returns whose provider it is, where it is on. */
  async tenantOf(name: string): Promise<TenantId | undefined> {
    const row = await this.#database.directory.oneOrNone<{ tenant_id: string }>("sign-on-by-name", "select tenant_id from directory.sign_on_by_name($1)", [
      name,
    ]);
    return row === undefined ? undefined : parseTenantId(row.tenant_id);
  }

  /** @returns `undefined` where no provider is on; without a name where several fleets may have one. */
  async offer(): Promise<{ readonly name?: string | undefined } | undefined> {
    const row = await this.#database.directory.oneOrNone<{ name: string | null }>("sign-on-offer", "select name from directory.sign_on_to_offer()", []);
    return row === undefined ? undefined : { name: row.name ?? undefined };
  }

  async accountOf(tx: TenantTransaction, issuer: string, subject: string): Promise<string | undefined> {
    const row = await tx.oneOrNone<{ account_id: string }>(
      "sign-on-account",
      "select account_id from sign_on_account where tenant_id = $1 and issuer = $2 and subject = $3",
      [tx.tenantId, issuer, subject],
    );
    return row?.account_id;
  }

  /** Does nothing to one that is there. */
  async bind(tx: TenantTransaction, issuer: string, subject: string, accountId: string): Promise<void> {
    await tx.count("sign-on-bind", "insert into sign_on_account (tenant_id, issuer, subject, account_id) values ($1, $2, $3, $4) on conflict do nothing", [
      tx.tenantId,
      issuer,
      subject,
      accountId,
    ]);
  }

  async worksElsewhere(tx: TenantTransaction, accountId: string): Promise<boolean> {
    const { elsewhere } = await tx.one<{ elsewhere: boolean }>("sign-on-works-elsewhere", "select directory.works_elsewhere($2, $1) as elsewhere", [
      tx.tenantId,
      accountId,
    ]);
    return elsewhere;
  }
}
