import { rm } from "node:fs/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runMigrations, undoMigration } from "./migrate.ts";
import { testDatabase, testFolder, type TestDatabase } from "./testing/test-database.ts";

let folder: string;
let db: TestDatabase;
beforeAll(async () => {
  folder = await testFolder(); // roles belong to a whole server, and passwords are changed here
  db = await testDatabase(folder);
});
afterAll(async () => {
  await db.dispose();
  await rm(folder, { recursive: true });
});

async function objects(): Promise<unknown> {
  const { rows } = await db.admin.query(
    `select c.relname as name, c.relkind as kind from pg_class c where c.relnamespace in ('drawbar'::regnamespace, 'directory'::regnamespace) and c.relname <> 'schema_migrations'
     and c.relname not like 'schema_migrations%'
     union all
     select p.proname, p.prokind from pg_proc p where p.pronamespace in ('drawbar'::regnamespace, 'directory'::regnamespace)
     order by 1, 2`,
  );
  return rows;
}

describe("migrations", () => {
  it("are applied once, say so, and can all be undone and done again", async () => {
    const whole = await objects();
    const { rows } = await db.admin.query<{ n: number }>("select count(*)::int as n from drawbar.schema_migrations");
    const again: string[] = [];
    await runMigrations(db.adminUrl, ({ file }) => again.push(file));
    expect(again).toEqual([]);
    for (let left = rows[0]?.n ?? 0; left > 0; left -= 1) await undoMigration(db.adminUrl);
    expect(await objects()).toEqual([]);
    await runMigrations(db.adminUrl, ({ file }) => again.push(file));
    expect(again).toHaveLength(rows[0]?.n ?? 0);
    expect(again[0]).toBe("0001_context.sql");
    expect(await objects()).toEqual(whole);
  });

  it("say what is wrong when the administrator's address is", async () => {
    await expect(runMigrations(db.adminUrl.replace("admin@", "wrong@"))).rejects.toMatchObject({ code: "MIGRATION_FAILED" });
    await expect(runMigrations(db.appUrl)).rejects.toMatchObject({ code: "MIGRATION_FAILED" });
  });

  it("give the service's roles the passwords that they are called with", async () => {
    await runMigrations(db.adminUrl, undefined, { app: "new'app", worker: "worker" });
    const url = new URL(db.appUrl);
    url.password = "new'app";
    const client = new pg.Client(url.href);
    await client.connect();
    expect((await client.query("select current_user")).rows).toEqual([{ current_user: "drawbar_app" }]);
    await client.end();
  });
});
