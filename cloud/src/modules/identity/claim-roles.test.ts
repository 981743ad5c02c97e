import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roleByRules, wordsOfClaim } from "./claim-roles.ts";

describe("the words of a claim", () => {
  test.each([
    [{ groups: ["a", "b"] }, "groups", ["a", "b"]],
    [{ role: "planner" }, "role", ["planner"]],
    [{ realm_access: { roles: ["x"] } }, "realm_access.roles", ["x"]],
    [{ "https://company.example/roles": ["y"] }, "https://company.example/roles", ["y"]],
    [{ groups: ["a", 7, null, { b: 1 }] }, "groups", ["a"]],
    [{ groups: null }, "groups", []],
    [{}, "groups", []],
    [{ groups: "a" }, "groups.length", []],
    [{}, "__proto__.constructor.name", []],
  ])("of %j at %s are %j", (claims, path, expected) => {
    expect(wordsOfClaim(claims, path)).toEqual(expected);
  });

  test("are at most a thousand, and never anything but texts, whatever a provider sends", () => {
    expect(wordsOfClaim({ groups: Array.from({ length: 5_000 }, (_, index) => `g${index}`) }, "groups")).toHaveLength(1_000);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (claims, path) => {
        expect(wordsOfClaim(claims, path).every((word) => typeof word === "string")).toBe(true);
      }),
    );
  });
});

test("the first rule that fits gives the role, and none gives none", () => {
  const rules = [
    { value: "admins", roleId: "owner" },
    { value: "workshop", roleId: "technician" },
  ];
  expect(roleByRules(rules, ["workshop", "admins"])).toBe("owner");
  expect(roleByRules(rules, ["workshop"])).toBe("technician");
  expect(roleByRules(rules, ["Workshop"])).toBeUndefined();
});
