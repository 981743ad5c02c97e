import fc from "fast-check";
import { expect, test } from "vitest";
import { permissions, permissionsOfScopes, scopes, scopesOf } from "../../http/permissions.ts";
import { beyond, builtIn, builtInRoles, choiceOf, parseRoleId, permissionsOf, roleIdOf } from "./roles.ts";

const grant = fc.record({
  permissions: fc.uniqueArray(fc.constantFrom(...permissions)).map((list) => new Set(list)),
  depots: fc.option(fc.uniqueArray(fc.constantFrom("venlo", "liège", "ghent"), { minLength: 1 }), { nil: undefined }),
});

test("what one gives never lets anybody do at a depot what the giver cannot do there", () => {
  const can = (of: { permissions: ReadonlySet<string>; depots?: readonly string[] | undefined }, permission: string, depot: string): boolean =>
    of.permissions.has(permission) && (of.depots?.includes(depot) ?? true);
  fc.assert(
    fc.property(grant, grant, (held, wanted) => {
      if (beyond(held, wanted) !== undefined) return;
      const places = permissions.flatMap((permission) => ["venlo", "liège", "ghent", "a depot to come"].map((depot) => [permission, depot] as const));
      expect(places.filter(([permission, depot]) => can(wanted, permission, depot) && !can(held, permission, depot))).toEqual([]);
    }),
  );
});

test("an owner may give every role, and every role itself", () => {
  for (const role of builtInRoles) {
    expect(beyond(builtIn("owner"), builtIn(role))).toBeUndefined();
    expect(beyond(builtIn(role), builtIn(role))).toBeUndefined();
  }
});

test("the broad words of tokens mean what they meant: read, change, administer", () => {
  for (const scope of scopes) expect(scopesOf(permissionsOfScopes([scope]))).toEqual([scope]);
  expect([...permissionsOfScopes(["parts.move", "work.read"])]).toEqual(["parts.move", "work.read"]);
  expect(permissionsOfScopes(["read", "parts.read"])).toEqual(permissionsOfScopes(["read"]));
  expect(scopesOf(builtIn("owner").permissions)).toEqual(["read", "write", "admin"]);
  expect(scopesOf(builtIn("fleet-manager").permissions)).toEqual(["read", "write"]);
  expect(scopesOf(builtIn("auditor").permissions)).toEqual(["read"]);
});

test("a role's id is read back, and a word that this release does not know gives nothing", () => {
  for (const id of [...builtInRoles, "0197c6c4-7b1e-7c55-9d0a-3f6f0b6c0a11"]) expect(roleIdOf(parseRoleId(id))).toBe(id);
  expect(choiceOf({ role: null, own_role_id: "1" })).toEqual({ kind: "own", roleId: "1" });
  expect([...permissionsOf({ role: null, own_permissions: ["fleet.read", "moon.land"] })]).toEqual(["fleet.read"]);
});
