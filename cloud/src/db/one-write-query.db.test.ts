import { afterAll, beforeAll, expect, test } from "vitest";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import { openDatabase } from "./database.ts";
import { testDatabase, type TestDatabase } from "./testing/test-database.ts";
import type { Database } from "./tenant-transaction.ts";

let db: TestDatabase;
let one: Database;
let tenant: TenantId;
beforeAll(async () => {
  db = await testDatabase();
  tenant = await db.makeTenant();
  one = openDatabase({ url: db.appUrl, applicationName: "test-one", connectionsMax: 1 });
});
afterAll(async () => {
  await one.close();
  await db.dispose();
});

const wholes = ["of a tenant", "of the directory", "in a transaction"] as const;

/** The same statement by each of the ways to the database, all on one connection. */
function ask(how: (typeof wholes)[number], name: string, sql: string, values: readonly unknown[]): Promise<readonly unknown[]> {
  if (how === "of a tenant") return one.of(tenant).many(name, sql, values);
  if (how === "of the directory") return one.directory.many(name, sql, values);
  return one.transaction(tenant, async (tx) => tx.many(name, sql, values));
}

test.each(wholes)("a statement %s that is refused before it is sent leaves its connection as it was", async (how) => {
  const name = `test-${how.replaceAll(" ", "-")}`;
  expect(await ask(how, name, "select $1::int as n", [1])).toEqual([{ n: 1 }]);
  await expect(ask(how, name, "select $1::int as other", [1])).rejects.toThrow("must be unique");
  expect(await ask(how, name, "select $1::int as n", [2])).toEqual([{ n: 2 }]);
});

test.each(wholes)("a statement %s with a value that cannot be sent fails alone", async (how) => {
  const unsendable = {
    toPostgres: () => {
      throw new Error("no such value");
    },
  };
  await expect(ask(how, "", "select $1::text as t", [unsendable])).rejects.toThrow("no such value");
  expect(await ask(how, "", "select $1::text as t", ["x".repeat(100_000)])).toEqual([{ t: "x".repeat(100_000) }]);
});

test("a thousand statements at once on one connection are answered in order, each with its own", async () => {
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, async (_, n) => ask(wholes[n % 3] ?? "of a tenant", `test-many-${n % 7}`, `select $1::int as n, ${n % 7} as which`, [n])),
  );
  expect(answers).toEqual(Array.from({ length: 1_000 }, (_, n) => [{ n, which: n % 7 }]));
});
