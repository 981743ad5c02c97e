/** What people and programs may be allowed to do. One list for the whole product; roles are sets of these words. */

/** The broad words that API tokens are given, and that a route may ask for where no finer word fits. */
export const scopes = ["read", "write", "admin"] as const;
export type Scope = (typeof scopes)[number];

interface PermissionMeaning {
  /** The broad word that carries it: a token with this scope has the permission. */
  readonly scope: Scope;
  readonly meaning: string;
}

export const permissionTable = {
  "fleet.read": { scope: "read", meaning: "See vehicles, depots, history and links" },
  "fleet.change": { scope: "write", meaning: "Add vehicles and depots, make claims, play recordings" },
  "fleet.administer": { scope: "admin", meaning: "Remove vehicles with their history, and change what holds for the whole fleet" },
  "parts.read": { scope: "read", meaning: "See parts, stock and movements" },
  "parts.move": { scope: "write", meaning: "Take, put away, count and transfer parts" },
  "parts.order": { scope: "write", meaning: "Order and receive parts" },
  "work.read": { scope: "read", meaning: "See work orders and inspections" },
  "work.plan": { scope: "write", meaning: "Plan, assign and close work orders" },
  "work.do": { scope: "write", meaning: "Work on jobs and report what was done" },
  "users.read": { scope: "admin", meaning: "See who works for the fleet, and their roles" },
  "users.manage": { scope: "admin", meaning: "Invite, change, suspend and remove people" },
  "roles.manage": { scope: "admin", meaning: "Make and change the fleet's own roles" },
  "tokens.manage": { scope: "admin", meaning: "See and revoke every API token of the fleet" },
  "sign-on.manage": { scope: "admin", meaning: "Set company sign-on and the second factor that is asked for" },
  "audit.read": { scope: "admin", meaning: "Read who changed what" },
} as const satisfies Readonly<Record<string, PermissionMeaning>>;

export type Permission = keyof typeof permissionTable;

export const permissions = Object.keys(permissionTable) as readonly Permission[]; // the table's own keys

/** The permission that a route asks for by a broad word. */
const permissionOfScope: Readonly<Record<Scope, Permission>> = { read: "fleet.read", write: "fleet.change", admin: "fleet.administer" };

/** @returns the permission behind a word of either kind. */
export function permissionFor(word: Scope | Permission): Permission {
  return word === "read" || word === "write" || word === "admin" ? permissionOfScope[word] : word;
}

/** What a token may be given: a broad word, which stands for all its permissions, or a single permission. */
export type TokenWord = Scope | Permission;

export const tokenWords: readonly TokenWord[] = [...scopes, ...permissions];

/** @returns every permission that the words carry. */
export function permissionsOfScopes(words: readonly TokenWord[]): ReadonlySet<Permission> {
  return new Set(permissions.filter((permission) => words.includes(permission) || words.includes(permissionTable[permission].scope)));
}

/** @returns the broad words whose own permission is among these. */
export function scopesOf(held: ReadonlySet<Permission>): readonly Scope[] {
  return scopes.filter((scope) => held.has(permissionOfScope[scope]));
}

/** @returns what of stored words this release knows; a word of another release gives nothing. */
export function knownPermissions(words: readonly string[]): ReadonlySet<Permission> {
  return new Set(permissions.filter((permission) => words.includes(permission)));
}
