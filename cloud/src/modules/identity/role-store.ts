import { knownPermissions, type Permission } from "../../http/permissions.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Role } from "./roles.ts";

interface RoleRow {
  readonly role_id: string;
  readonly name: string;
  readonly permissions: readonly string[];
}

/** The tenant's own roles. */
export class RoleStore {
  async list(tx: TenantTransaction): Promise<readonly Role[]> {
    const rows = await tx.many<RoleRow>("role-list", "select role_id, name, permissions from tenant_role where tenant_id = $1 order by name", [tx.tenantId]);
    return rows.map(roleOf);
  }

  /** Locked against its end until the transaction ends, where there is one. */
  async find(tx: TenantTransaction, roleId: string): Promise<Role | undefined> {
    const row = await tx.oneOrNone<RoleRow>("role-find", "select role_id, name, permissions from tenant_role where tenant_id = $1 and role_id = $2 for share", [
      tx.tenantId,
      roleId,
    ]);
    return row === undefined ? undefined : roleOf(row);
  }

  /** @returns false when the name is taken. */
  async add(tx: TenantTransaction, role: { readonly roleId: string; readonly name: string; readonly permissions: readonly Permission[] }): Promise<boolean> {
    const rows = await tx.count("role-add", "insert into tenant_role (tenant_id, role_id, name, permissions) values ($1, $2, $3, $4) on conflict do nothing", [
      tx.tenantId,
      role.roleId,
      role.name,
      role.permissions,
    ]);
    return rows === 1;
  }

  /** @returns false when another role has the name. */
  async change(tx: TenantTransaction, role: { readonly roleId: string; readonly name: string; readonly permissions: readonly Permission[] }): Promise<boolean> {
    const rows = await tx.count(
      "role-change",
      `update tenant_role set name = $3, permissions = $4
       where tenant_id = $1 and role_id = $2
         and not exists (select from tenant_role o where o.tenant_id = $1 and o.name = $3 and o.role_id <> $2)`,
      [tx.tenantId, role.roleId, role.name, role.permissions],
    );
    return rows === 1;
  }

  /** @returns how many people hold each role, by role id; built-in ones by their name. */
  async holders(tx: TenantTransaction): Promise<ReadonlyMap<string, number>> {
    const rows = await tx.many<{ role_id: string; holders: number }>(
      "role-holders",
      "select coalesce(role, own_role_id::text) as role_id, count(*)::int as holders from membership where tenant_id = $1 group by 1",
      [tx.tenantId],
    );
    return new Map(rows.map((row) => [row.role_id, row.holders]));
  }

  /** @returns whether somebody holds it, is invited with it, or gets it by company sign-on. */
  async isUsed(tx: TenantTransaction, roleId: string): Promise<boolean> {
    const { used } = await tx.one<{ used: boolean }>(
      "role-is-used",
      `select exists (select from membership where tenant_id = $1 and own_role_id = $2::uuid)
         or exists (select from invitation where tenant_id = $1 and own_role_id = $2::uuid)
         or exists (select from sign_on where tenant_id = $1
           and (default_role_id = $2::text or role_map @> jsonb_build_array(jsonb_build_object('roleId', $2::text)))) as used`,
      [tx.tenantId, roleId],
    );
    return used;
  }

  async remove(tx: TenantTransaction, roleId: string): Promise<void> {
    await tx.count("role-remove", "delete from tenant_role where tenant_id = $1 and role_id = $2", [tx.tenantId, roleId]);
  }

  /** One change of the tenant's roles at a time, so that limits and uses hold. */
  async lock(tx: TenantTransaction): Promise<void> {
    await tx.many("role-lock", "select 1 from tenant where tenant_id = $1 for no key update", [tx.tenantId]);
  }
}

function roleOf(row: RoleRow): Role {
  return { choice: { kind: "own", roleId: row.role_id }, name: row.name, permissions: knownPermissions(row.permissions) };
}
