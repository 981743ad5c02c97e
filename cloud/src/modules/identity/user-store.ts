import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { choiceOf, permissionsOf, roleIdOf, type BuiltInRole, type Grant, type RoleChoice } from "./roles.ts";
import type { Operator } from "./identity-types.ts";

/** A membership as rules look at it. */
export interface HeldRole extends Grant {
  readonly accountId: string;
  readonly choice: RoleChoice;
  readonly isSuspended: boolean;
}

interface OperatorRow {
  readonly account_id: string;
  readonly email: string;
  readonly name: string;
  readonly role: BuiltInRole | null;
  readonly own_role_id: string | null;
  readonly role_name: string | null;
  readonly depot_ids: string[] | null;
  readonly created_at: Date;
  readonly suspended_at: Date | null;
  readonly last_seen_at: Date | null;
  readonly password_is_initial: boolean;
}

/** Who works for a tenant, and as what. */
export class UserStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** By e-mail. @param page absent for everybody. */
  async list(tx: TenantTransaction, page?: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly Operator[]> {
    const rows = await tx.many<OperatorRow>(
      "users",
      `select account_id, email, name, role, own_role_id, role_name, depot_ids, created_at, suspended_at, last_seen_at, password_is_initial
       from directory.operators_of($1) where email > $2 order by email limit $3`,
      [tx.tenantId, page?.after ?? "", page?.limit ?? null],
    );
    return rows.map((row) => ({
      accountId: row.account_id,
      email: row.email,
      name: row.name,
      choice: choiceOf(row),
      role: row.role_name ?? roleIdOf(choiceOf(row)),
      depots: row.depot_ids ?? undefined,
      createdAt: row.created_at,
      suspendedAt: row.suspended_at ?? undefined,
      lastSeenAt: row.last_seen_at ?? undefined,
      hasInitialPassword: row.password_is_initial,
    }));
  }

  async add(
    tx: TenantTransaction,
    accountId: string,
    grant: { readonly choice: RoleChoice; readonly depots?: readonly string[] | undefined },
  ): Promise<boolean> {
    const rows = await tx.count(
      "user-add",
      "insert into membership (tenant_id, account_id, role, own_role_id, depot_ids) values ($1, $2, $3, $4, $5) on conflict do nothing",
      [tx.tenantId, accountId, ...columnsOf(grant.choice), grant.depots ?? null],
    );
    return rows === 1;
  }

  /** Locks somebody together with every owner, always in the same order: so no two changes can each take the other's last owner away. */
  async lock(tx: TenantTransaction, accountId: string): Promise<readonly HeldRole[]> {
    await tx.many(
      "user-lock",
      "select account_id from membership where tenant_id = $1 and (role = 'owner' or account_id = $2) order by account_id for update",
      [tx.tenantId, accountId],
    );
    const rows = await tx.many<{
      account_id: string;
      role: BuiltInRole | null;
      own_role_id: string | null;
      own_permissions: string[] | null;
      depot_ids: string[] | null;
      is_suspended: boolean;
    }>(
      "user-locked",
      `select m.account_id, m.role, m.own_role_id, r.permissions as own_permissions, m.depot_ids, m.suspended_at is not null as is_suspended
       from membership m left join tenant_role r on r.tenant_id = m.tenant_id and r.role_id = m.own_role_id
       where m.tenant_id = $1 and (m.role = 'owner' or m.account_id = $2)`,
      [tx.tenantId, accountId],
    );
    return rows.map((row) => ({
      accountId: row.account_id,
      choice: choiceOf(row),
      permissions: permissionsOf(row),
      depots: row.depot_ids ?? undefined,
      isSuspended: row.is_suspended,
    }));
  }

  async change(
    tx: TenantTransaction,
    accountId: string,
    grant: { readonly choice: RoleChoice; readonly depots?: readonly string[] | undefined },
  ): Promise<void> {
    await tx.count("user-change", "update membership set role = $3, own_role_id = $4, depot_ids = $5 where tenant_id = $1 and account_id = $2", [
      tx.tenantId,
      accountId,
      ...columnsOf(grant.choice),
      grant.depots ?? null,
    ]);
  }

  async suspend(tx: TenantTransaction, accountId: string): Promise<void> {
    await tx.count("user-suspend", "update membership set suspended_at = coalesce(suspended_at, now()) where tenant_id = $1 and account_id = $2", [
      tx.tenantId,
      accountId,
    ]);
  }

  async resume(tx: TenantTransaction, accountId: string): Promise<void> {
    await tx.count("user-resume", "update membership set suspended_at = null where tenant_id = $1 and account_id = $2", [tx.tenantId, accountId]);
  }

  /** Sessions and links go with it. */
  async remove(tx: TenantTransaction, accountId: string): Promise<void> {
    await tx.count("user-remove", "delete from membership where tenant_id = $1 and account_id = $2", [tx.tenantId, accountId]);
  }

  /** What somebody left behind that would still open the door. */
  async endAccess(tx: TenantTransaction, accountId: string): Promise<void> {
    await tx.count("user-end-sessions", "delete from session where tenant_id = $1 and account_id = $2", [tx.tenantId, accountId]);
    await tx.count("user-end-links", "delete from sign_in_link where tenant_id = $1 and account_id = $2", [tx.tenantId, accountId]);
    await this.endGiven(tx, accountId);
  }

  /** Tokens and invitations were given out of the role that somebody had; they do not outlive it. */
  async endGiven(tx: TenantTransaction, accountId: string): Promise<void> {
    await tx.count("user-end-invitations", "delete from invitation where tenant_id = $1 and invited_by = $2", [tx.tenantId, accountId]);
    await tx.count("user-end-tokens", "update api_token set revoked_at = now() where tenant_id = $1 and created_by = $2 and revoked_at is null", [
      tx.tenantId,
      accountId,
    ]);
  }

  async dropIdleAccount(accountId: string): Promise<void> {
    await this.#database.directory.many("account-drop-idle", "select directory.drop_idle_account($1)", [accountId]);
  }

  /** @returns those of the ids that are depots of the tenant. */
  async knownDepots(tx: TenantTransaction, depotIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.many<{ depot_id: string }>("user-depots", "select depot_id from depot where tenant_id = $1 and depot_id = any($2::uuid[])", [
      tx.tenantId,
      depotIds,
    ]);
    return new Set(rows.map((row) => row.depot_id));
  }
}

/** @returns the columns role and own_role_id. */
export function columnsOf(choice: RoleChoice): readonly [BuiltInRole | null, string | null] {
  return choice.kind === "own" ? [null, choice.roleId] : [choice.role, null];
}
