import { expect, test } from "vitest";
import { formatRules, parseRules } from "./role-rules.ts";

const ids = new Map([
  ["owner", "owner"],
  ["fleet manager", "fleet-manager"],
]);
const titles = new Map([
  ["owner", "Owner"],
  ["fleet-manager", "Fleet manager"],
]);

test("a line is a group and a role; groups may hold = signs, and empty lines count for nothing", () => {
  expect(parseRules("admins = Owner\n\n cn=planning,ou=hq =  FLEET MANAGER ", ids)).toEqual({
    rules: [
      { value: "admins", roleId: "owner" },
      { value: "cn=planning,ou=hq", roleId: "fleet-manager" },
    ],
  });
});

test.each([
  ["admins", 1],
  ["admins = Owner\nx = Boss", 2],
  ["= Owner", 1],
])("%j says which line is wrong", (text, wrongLine) => {
  expect(parseRules(text, ids)).toEqual({ wrongLine });
});

test("what is written is read back", () => {
  const rules = [
    { value: "a=b", roleId: "owner" },
    { value: "c", roleId: "fleet-manager" },
  ];
  expect(parseRules(formatRules(rules, titles), ids)).toEqual({ rules });
});
