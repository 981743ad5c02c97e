/** Roles: what somebody may do in a tenant, as a set of permissions that holds for some depots or for all. */
import { knownPermissions, permissions, type Permission } from "../../http/permissions.ts";

/** Known to the program by name; every tenant has them, and none can change them. */
export const builtInRoles = ["owner", "fleet-manager", "maintenance-planner", "store-keeper", "technician", "driver", "auditor"] as const;
export type BuiltInRole = (typeof builtInRoles)[number];

const permissionsOfBuiltIn: Readonly<Record<BuiltInRole, readonly Permission[]>> = {
  owner: permissions,
  "fleet-manager": ["fleet.read", "fleet.change", "parts.read", "parts.move", "parts.order", "work.read", "work.plan", "work.do"],
  "maintenance-planner": ["fleet.read", "parts.read", "parts.order", "work.read", "work.plan"],
  "store-keeper": ["fleet.read", "parts.read", "parts.move", "parts.order", "work.read"],
  technician: ["fleet.read", "parts.read", "parts.move", "work.read", "work.do"],
  driver: ["fleet.read", "work.read"],
  auditor: ["fleet.read", "parts.read", "work.read", "users.read", "audit.read"],
};

/** A role by what the database holds of it: a built-in one, or one of the tenant's own. */
export type RoleChoice = { readonly kind: "built-in"; readonly role: BuiltInRole } | { readonly kind: "own"; readonly roleId: string };

export interface Role {
  readonly choice: RoleChoice;
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
}

export function builtIn(role: BuiltInRole): Role {
  return { choice: { kind: "built-in", role }, name: role, permissions: new Set(permissionsOfBuiltIn[role]) };
}

/** @param roleId a built-in role's name or the id of an own one, as the API writes both. */
export function parseRoleId(roleId: string): RoleChoice {
  const role = builtInRoles.find((candidate) => candidate === roleId);
  return role === undefined ? { kind: "own", roleId } : { kind: "built-in", role };
}

/** @returns the reverse of `parseRoleId`. */
export function roleIdOf(choice: RoleChoice): string {
  return choice.kind === "own" ? choice.roleId : choice.role;
}

/** As rows carry a role: a built-in name, or an own role's id with what it allows. */
export interface RoleColumns {
  readonly role: BuiltInRole | null;
  readonly own_role_id?: string | null;
  readonly own_permissions?: readonly string[] | null;
}

export function permissionsOf(row: RoleColumns): ReadonlySet<Permission> {
  return row.role === null ? knownPermissions(row.own_permissions ?? []) : new Set(permissionsOfBuiltIn[row.role]);
}

export function choiceOf(row: RoleColumns): RoleChoice {
  return row.role === null ? { kind: "own", roleId: row.own_role_id ?? "" } : { kind: "built-in", role: row.role }; // the database allows exactly one of them
}

/** What somebody holds or gives: permissions, and the depots that they are for. */
export interface Grant {
  readonly permissions: ReadonlySet<Permission>;
  /** Absent for all depots. */
  readonly depots?: ReadonlySet<string> | readonly string[] | undefined;
}

/** @returns what of `wanted` goes beyond `held`, in words; `undefined` when nothing does. */
export function beyond(held: Grant, wanted: Grant): string | undefined {
  const permission = [...wanted.permissions].find((each) => !held.permissions.has(each));
  if (permission !== undefined) return `the permission "${permission}"`;
  if (held.depots === undefined) return undefined;
  if (wanted.depots === undefined) return "all depots";
  const own = new Set(held.depots);
  const depot = [...wanted.depots].find((each) => !own.has(each));
  return depot === undefined ? undefined : `the depot ${depot}`;
}
