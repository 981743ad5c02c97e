import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import type { Principal } from "../../http/principal.ts";
import { failIdentity } from "./identity-errors.ts";
import type { Operator } from "./identity-types.ts";
import { checkGrant, type RoleService } from "./role-service.ts";
import { parseRoleId, type Role } from "./roles.ts";
import { UserStore, type HeldRole } from "./user-store.ts";

export interface UserServiceOptions {
  readonly database: Database;
  readonly roles: RoleService;
}

/** What is to be given: a role, for some depots or for all. */
export interface WantedGrant {
  readonly roleId: string;
  /** Absent for all. */
  readonly depots?: readonly string[] | undefined;
}

/** Who works for a tenant: nobody gives or takes what goes beyond their own rights, and an owner is always left. */
export class UserService {
  readonly #database: Database;
  readonly #roles: RoleService;
  readonly #store: UserStore;

  constructor(options: UserServiceOptions) {
    this.#database = options.database;
    this.#roles = options.roles;
    this.#store = new UserStore(options.database);
  }

  /** By e-mail. */
  async list(principal: Principal, page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly Operator[]> {
    return this.#store.list(this.#database.of(principal.tenantId), page);
  }

  /**
   * Tokens and invitations that the person gave out end, since they were cut from the role before.
   *
   * @throws DrawbarError `USER_UNKNOWN`, `USER_ROLE_UNKNOWN`, `USER_ROLE_UNFIT`, `GRANT_TOO_WIDE`, `GRANT_DEPOT_UNKNOWN`, `LAST_OWNER`.
   */
  async change(principal: Principal, accountId: string, wanted: WantedGrant): Promise<void> {
    await this.#onUser(principal, accountId, async (tx, { isOwnerNeeded }) => {
      const role = await this.checkGivable(tx, principal, wanted);
      if (isOwnerNeeded && !isOwner(role)) throw lastOwner();
      await this.#store.change(tx, accountId, { choice: role.choice, depots: wanted.depots });
      await this.#store.endGiven(tx, accountId);
    });
  }

  /** Ends all sessions and tokens at once; the role is kept for `resume`. @throws DrawbarError `USER_UNKNOWN`, `GRANT_TOO_WIDE`, `LAST_OWNER`. */
  async suspend(principal: Principal, accountId: string): Promise<void> {
    await this.#onUser(principal, accountId, async (tx, { isOwnerNeeded }) => {
      if (isOwnerNeeded) throw lastOwner();
      await this.#store.suspend(tx, accountId);
      await this.#store.endAccess(tx, accountId);
    });
  }

  /** @throws DrawbarError `USER_UNKNOWN`, `GRANT_TOO_WIDE`. */
  async resume(principal: Principal, accountId: string): Promise<void> {
    await this.#onUser(principal, accountId, async (tx) => this.#store.resume(tx, accountId));
  }

  /** Who then works for no fleet at all is forgotten. @throws DrawbarError `USER_UNKNOWN`, `GRANT_TOO_WIDE`, `LAST_OWNER`. */
  async remove(principal: Principal, accountId: string): Promise<void> {
    await this.#onUser(principal, accountId, async (tx, { isOwnerNeeded }) => {
      if (isOwnerNeeded) throw lastOwner();
      await this.#store.endAccess(tx, accountId);
      await this.#store.remove(tx, accountId);
    });
    await this.#store.dropIdleAccount(accountId);
  }

  /**
   * @param principal who gives.
   * @returns the role.
   * @throws DrawbarError `USER_ROLE_UNKNOWN`, `USER_ROLE_UNFIT`, `GRANT_TOO_WIDE`, `GRANT_DEPOT_UNKNOWN`.
   */
  async checkGivable(tx: TenantTransaction, principal: Principal, wanted: WantedGrant): Promise<Role> {
    const role = await this.#roles.resolve(tx, parseRoleId(wanted.roleId));
    if (wanted.depots !== undefined) {
      if (isOwner(role)) throw failIdentity("USER_ROLE_UNFIT", "an owner is owner of the whole fleet; leave the depots out, or give another role");
      const known = await this.#store.knownDepots(tx, wanted.depots);
      const unknown = wanted.depots.find((depot) => !known.has(depot));
      if (unknown !== undefined) throw failIdentity("GRANT_DEPOT_UNKNOWN", `the fleet has no depot ${unknown}`);
    }
    checkGrant(principal, { permissions: role.permissions, depots: wanted.depots });
    return role;
  }

  async #onUser(
    principal: Principal,
    accountId: string,
    work: (tx: TenantTransaction, user: { readonly isOwnerNeeded: boolean }) => Promise<void>,
  ): Promise<void> {
    await this.#database.transaction(principal.tenantId, async (tx) => {
      const held = await this.#store.lock(tx, accountId);
      const user = held.find((each) => each.accountId === accountId);
      if (user === undefined) throw failIdentity("USER_UNKNOWN", `nobody with the id ${accountId} works for the fleet`);
      checkGrant(principal, user);
      const others = held.filter((each) => each !== user && isActiveOwner(each));
      await work(tx, { isOwnerNeeded: isActiveOwner(user) && others.length === 0 });
    });
  }
}

function isOwner({ choice }: Pick<Role, "choice">): boolean {
  return choice.kind === "built-in" && choice.role === "owner";
}

function isActiveOwner(held: HeldRole): boolean {
  return isOwner(held) && !held.isSuspended;
}

function lastOwner(): Error {
  return failIdentity("LAST_OWNER", "this is the last owner of the fleet who can sign in; make somebody else owner first");
}
