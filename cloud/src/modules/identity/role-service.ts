import { v7 as uuidV7, validate as isUuid } from "uuid";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Permission } from "../../http/permissions.ts";
import type { Principal } from "../../http/principal.ts";
import { failIdentity } from "./identity-errors.ts";
import { identityLimits } from "./identity-types.ts";
import { RoleStore } from "./role-store.ts";
import { beyond, builtIn, builtInRoles, type Grant, type Role, type RoleChoice } from "./roles.ts";

export interface ListedRole extends Role {
  /** People who hold it. */
  readonly holders: number;
  /** Whether the one who asks may give it, for depots of their own. */
  readonly isGivable: boolean;
}

interface RoleContent {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** The roles of a tenant: the built-in ones, and its own. */
export class RoleService {
  readonly #database: Database;
  readonly #store = new RoleStore();

  constructor(options: { readonly database: Database }) {
    this.#database = options.database;
  }

  async list(principal: Principal): Promise<readonly ListedRole[]> {
    const tx = this.#database.of(principal.tenantId);
    const [own, holders] = await Promise.all([this.#store.list(tx), this.#store.holders(tx)]);
    return [...builtInRoles.map(builtIn), ...own].map((role) => ({
      ...role,
      holders: holders.get(role.choice.kind === "own" ? role.choice.roleId : role.choice.role) ?? 0,
      isGivable: beyond({ permissions: principal.permissions }, role) === undefined,
    }));
  }

  /** @throws DrawbarError `GRANT_TOO_WIDE`, `USER_ROLE_EXISTS`, `IDENTITY_LIMIT`. */
  async add(principal: Principal, content: RoleContent): Promise<string> {
    const permissions = [...new Set(content.permissions)];
    checkGrant(principal, { permissions: new Set(permissions), depots: principal.depots });
    checkName(content.name);
    const roleId = uuidV7();
    await this.#database.transaction(principal.tenantId, async (tx) => {
      await this.#store.lock(tx);
      const { length } = await this.#store.list(tx);
      if (length >= identityLimits.rolesMax)
        throw failIdentity("IDENTITY_LIMIT", `the fleet has ${length} roles of its own, the most there can be; remove one that nobody holds`);
      if (!(await this.#store.add(tx, { roleId, name: content.name, permissions }))) throw exists(content.name);
    });
    return roleId;
  }

  /** Holds for everybody who has it from the next request on. @throws DrawbarError `USER_ROLE_UNKNOWN`, `GRANT_TOO_WIDE`, `USER_ROLE_EXISTS`. */
  async change(principal: Principal, roleId: string, content: RoleContent): Promise<void> {
    const permissions = [...new Set(content.permissions)];
    checkName(content.name);
    await this.#database.transaction(principal.tenantId, async (tx) => {
      await this.#store.lock(tx);
      await this.#checkOwn(tx, principal, roleId);
      checkGrant(principal, { permissions: new Set(permissions) });
      if (!(await this.#store.change(tx, { roleId, name: content.name, permissions }))) throw exists(content.name);
    });
  }

  /** @throws DrawbarError `USER_ROLE_UNKNOWN`, `GRANT_TOO_WIDE`, `USER_ROLE_IN_USE`. */
  async remove(principal: Principal, roleId: string): Promise<void> {
    await this.#database.transaction(principal.tenantId, async (tx) => {
      await this.#store.lock(tx);
      await this.#checkOwn(tx, principal, roleId);
      if (await this.#store.isUsed(tx, roleId))
        throw failIdentity("USER_ROLE_IN_USE", "somebody holds this role, is invited with it or gets it by company sign-on; give them another one first");
      await this.#store.remove(tx, roleId);
    });
  }

  /** @throws DrawbarError `USER_ROLE_UNKNOWN`. */
  async resolve(tx: TenantTransaction, choice: RoleChoice): Promise<Role> {
    if (choice.kind === "built-in") return builtIn(choice.role);
    const role = isUuid(choice.roleId) ? await this.#store.find(tx, choice.roleId) : undefined;
    if (role === undefined) throw failIdentity("USER_ROLE_UNKNOWN", `the fleet has no role ${choice.roleId}`);
    return role;
  }

  /** A role that can do more than the caller is none of the caller's to change, and it may be held at every depot. */
  async #checkOwn(tx: TenantTransaction, principal: Principal, roleId: string): Promise<void> {
    checkGrant(principal, await this.resolve(tx, { kind: "own", roleId }));
  }
}

/** @throws DrawbarError `GRANT_TOO_WIDE`. */
export function checkGrant(principal: Grant, wanted: Grant): void {
  const missing = beyond(principal, wanted);
  if (missing !== undefined) throw failIdentity("GRANT_TOO_WIDE", `${missing} is not yours to give or take`);
}

function checkName(name: string): void {
  if (builtInRoles.some((role) => role === name.toLowerCase())) throw exists(name);
}

function exists(name: string): Error {
  return failIdentity("USER_ROLE_EXISTS", `there is a role ${JSON.stringify(name)} already`);
}
