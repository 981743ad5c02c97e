/** What becomes of people who were there before roles were permissions, and on the way back. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runMigrations, undoMigration } from "../../db/migrate.ts";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => db.dispose());

async function rolesNow(): Promise<readonly string[]> {
  const { rows } = await db.admin.query<{ role: string }>(
    "select a.email || ' ' || coalesce(m.role, 'own') as role from drawbar.membership m join drawbar.operator_account a using (account_id) order by a.email",
  );
  return rows.map(({ role }) => role);
}

test("admin, operator and viewer of every tenant become owner, fleet manager and auditor, and back; who is suspended does not come back", async () => {
  const isDone = async () => (await db.admin.query("select 1 from drawbar.schema_migrations where version = '0030'")).rows.length > 0;
  while (await isDone()) await undoMigration(db.adminUrl);
  for (const tenant of ["one", "two"]) {
    const tenantId = randomUUID();
    await db.admin.query("insert into drawbar.tenant (tenant_id, name) values ($1, $2)", [tenantId, tenant]);
    for (const role of ["admin", "operator", "viewer"]) {
      const accountId = randomUUID();
      await db.admin.query("insert into drawbar.operator_account values ($1, $2, 'x', '$argon2id$x', false)", [accountId, `${role}@${tenant}`]);
      await db.admin.query("insert into drawbar.membership (tenant_id, account_id, role) values ($1, $2, $3)", [tenantId, accountId, role]);
    }
  }
  await runMigrations(db.adminUrl);
  expect(await rolesNow()).toEqual([
    "admin@one owner",
    "admin@two owner",
    "operator@one fleet-manager",
    "operator@two fleet-manager",
    "viewer@one auditor",
    "viewer@two auditor",
  ]);

  await db.admin.query(
    "update drawbar.membership set suspended_at = now() where account_id = (select account_id from drawbar.operator_account where email = 'viewer@two')",
  );
  while (await isDone()) await undoMigration(db.adminUrl);
  expect(await rolesNow()).toEqual(["admin@one admin", "admin@two admin", "operator@one operator", "operator@two operator", "viewer@one viewer"]);
});
