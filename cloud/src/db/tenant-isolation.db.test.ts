import { randomUUID } from "node:crypto";
import { parseTenantId } from "@drawbar/proto/kernel/ids.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlStateOf } from "./database-errors.ts";
import { testDatabase, type TestDatabase } from "./testing/test-database.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.dispose());

/** Tables without a tenant, each with its reason. */
const sharedTables = new Set([
  "schema_migrations", // dbmate's own
  "cloud_incarnation", // of the whole database
  "operator_account", // a person may work for several tenants
  "sign_in_attempt", // counted before anybody is known
  "sign_in_step", // of a sign-in under way
  "account_totp", // of a person, like the account
  "account_recovery_code",
  "account_passkey",
  "sign_on_name", // asked for before the tenant is known
]);

async function tenantTables(): Promise<readonly string[]> {
  const { rows } = await db.admin.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'drawbar' and c.relkind in ('r', 'p') and not c.relispartition order by c.relname`,
  );
  return rows.map(({ name }) => name).filter((name) => !sharedTables.has(name));
}

async function stateOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return sqlStateOf(error) ?? String(error);
  }
}

describe("schema", () => {
  it("leads the primary key, unique constraints, exclusions and foreign keys of every tenant table with tenant_id", async () => {
    const { rows } = await db.admin.query<{ name: string; kind: string; first: string; target_first: string | null; target: string | null }>(
      `select k.conname as name, k.contype as kind, a.attname as first, t.relname as target, ta.attname as target_first
       from pg_constraint k
       join pg_class c on c.oid = k.conrelid
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
       left join pg_class t on t.oid = k.confrelid
       left join pg_attribute ta on ta.attrelid = k.confrelid and ta.attnum = k.confkey[1]
       where c.relnamespace = 'drawbar'::regnamespace and not c.relispartition and k.contype in ('p', 'u', 'x', 'f') and c.relname <> all($1)`,
      [[...sharedTables]],
    );
    expect(rows.length).toBeGreaterThan(30);
    const toTenants = rows.filter(({ target }) => target === null || !sharedTables.has(target));
    const wrong = toTenants.filter(({ first, target, target_first }) => first !== "tenant_id" || (target !== null && target_first !== "tenant_id"));
    expect(wrong).toEqual([]);
    const { rows: keyed } = await db.admin.query<{ table: string }>("select conrelid::regclass::text as table from pg_constraint where contype = 'p'");
    const withKey = new Set(keyed.map(({ table }) => table.replace("drawbar.", "")));
    expect((await tenantTables()).filter((name) => !withKey.has(name))).toEqual([]);
  });

  it("has a unique index on anything only together with tenant_id", async () => {
    const { rows } = await db.admin.query<{ name: string }>(
      `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where i.indisunique and c.relnamespace = 'drawbar'::regnamespace and not c.relispartition and c.relname <> all($1) and a.attname <> 'tenant_id'`,
      [[...sharedTables]],
    );
    expect(rows).toEqual([]);
  });

  it("enables and forces row-level security on every tenant table and partition, with one policy for all roles", async () => {
    await db.app.directory.one("p", "select drawbar.add_segment_partitions(array[3261125]) as made", []);
    const { rows } = await db.admin.query<{ name: string; is_on: boolean; is_forced: boolean; is_partition: boolean; policies: string }>(
      `select c.relname as name, c.relrowsecurity as is_on, c.relforcerowsecurity as is_forced, c.relispartition as is_partition,
         (select count(*) from pg_policy p where p.polrelid = c.oid and p.polname = 'within_tenant') as policies
       from pg_class c where c.relnamespace = 'drawbar'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all($1)`,
      [[...sharedTables]],
    );
    const wrong = rows.filter(({ is_on, is_forced, is_partition, policies }) => !is_on || !is_forced || Number(policies) !== (is_partition ? 0 : 1));
    expect(wrong).toEqual([]);
    expect(rows.some(({ is_partition }) => is_partition)).toBe(true);
  });

  it("gives no role of the service a way around it", async () => {
    const { rows } = await db.admin.query<{ rolname: string }>(
      "select rolname from pg_roles where rolname like 'drawbar_%' and (rolsuper or rolbypassrls or rolcreaterole)",
    );
    expect(rows).toEqual([]);
    const { rows: owned } = await db.admin.query(
      "select 1 from pg_class where relnamespace = 'drawbar'::regnamespace and pg_get_userbyid(relowner) in ('drawbar_app', 'drawbar_worker')",
    );
    expect(owned).toEqual([]);
    expect(await stateOf(db.app.directory.count("set-owner", "set role drawbar_owner", []))).toBe("42501");
    expect(await stateOf(db.app.directory.count("set-directory", "set role drawbar_directory", []))).toBe("42501");
    const tenant = await db.makeTenant();
    expect(await stateOf(db.app.of(tenant).count("partition", "select 1 from drawbar.segment_3261125 where tenant_id = $1", [tenant]))).toBe("42501");
  });

  it("lets nobody but the service call functions that run as somebody else, and fixes their search path", async () => {
    const { rows } = await db.admin.query<{ name: string; owner: string; is_public: boolean; config: string[] | null }>(
      `select p.proname as name, pg_get_userbyid(p.proowner) as owner, p.proconfig as config,
         p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0) as is_public
       from pg_proc p where p.prosecdef and p.pronamespace in ('drawbar'::regnamespace, 'directory'::regnamespace)`,
    );
    expect(rows.length).toBeGreaterThan(2);
    const isFixed = (config: string[] | null): boolean => config?.some((setting) => /^search_path=(pg_catalog|drawbar), pg_temp$/.test(setting)) ?? false;
    expect(rows.filter(({ owner, is_public, config }) => is_public || !isFixed(config) || !["drawbar_directory", "drawbar_owner"].includes(owner))).toEqual([]);
  });

  it("has no views or materialised views that would show rows of all tenants", async () => {
    const { rows } = await db.admin.query(
      `select c.relname from pg_class c where c.relnamespace in ('drawbar'::regnamespace, 'directory'::regnamespace)
       and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce(c.reloptions, '{}') @> array['security_invoker=true']))`,
    );
    expect(rows).toEqual([]);
  });
});

describe("isolation", () => {
  it("refuses work without a tenant on every table", async () => {
    const open: string[] = [];
    for (const table of await tenantTables()) {
      for (const role of [db.app, db.worker]) {
        const state = await stateOf(role.directory.count(`none-${table}`, `select 1 from drawbar.${table} limit 1`, []));
        // No grant, no tenant ever set on the connection, or an empty one left behind by the transaction before.
        if (!["42501", "42704", "22P02"].includes(state ?? "")) open.push(`${table}: ${state}`);
      }
    }
    expect(open).toEqual([]);
  });

  it("shows nothing of another tenant in any table, and lets nothing be written there", async () => {
    const [mine, theirs] = [await db.makeTenant("Mine"), await db.makeTenant("Theirs")];
    const tables = await tenantTables();
    for (const table of tables) await copyRow(table, theirs);
    const leaks: string[] = [];
    const expectNothing = async (what: string, work: Promise<number>): Promise<void> => {
      const result = await rowsOrState(work);
      if (result !== 0 && result !== "42501") leaks.push(`${what}: ${result}`);
    };
    for (const table of tables) {
      const before = await countOf(table, theirs);
      if (before === 0) leaks.push(`${table} has no row to hide`);
      for (const role of [db.app, db.worker]) {
        const own = role.of(mine);
        await expectNothing(`${table} seen by name`, own.count(`see-${table}`, `select 1 from drawbar.${table} where tenant_id = $1`, [theirs]));
        await expectNothing(`${table} seen without a name`, own.count(`see-all-${table}`, `select 1 from drawbar.${table} where tenant_id <> $1`, [mine]));
        await expectNothing(`${table} taken`, own.count(`take-${table}`, `update drawbar.${table} set tenant_id = $2 where tenant_id = $1`, [theirs, mine]));
        await expectNothing(`${table} deleted`, own.count(`delete-${table}`, `delete from drawbar.${table} where tenant_id = $1`, [theirs]));
      }
      if ((await countOf(table, theirs)) !== before) leaks.push(`${table} was changed`);
    }
    expect(leaks).toEqual([]);
    const smuggled = db.app.of(mine).count("smuggle", "insert into vehicle (tenant_id, vehicle_id, call_sign) values ($1, $2, 'X 1')", [theirs, randomUUID()]);
    expect(await stateOf(smuggled)).toBe("42501");
  });

  it("keeps the tenant of one statement from the next one on the same connection, whatever went wrong between", async () => {
    const tenants = await Promise.all(Array.from({ length: 10 }, (_, index) => db.makeTenant(`Fleet ${index}`)));
    const read = (tenant: (typeof tenants)[number]): Promise<readonly { name: string }[]> =>
      db.app.of(tenant).many<{ name: string }>("leak", "select name from tenant", []);
    await Promise.all(
      Array.from({ length: 600 }, async (_, index) => {
        const tenant = tenants[index % 10] ?? parseTenantId(randomUUID());
        const own = [{ name: `Fleet ${index % 10}` }];
        const cases: readonly [() => Promise<unknown>, readonly unknown[]][] = [
          [() => stateOf(db.app.of(tenant).count("leak-division", "select 1 / ($1::int)", [0])), ["22012"]],
          [() => stateOf(db.app.transaction(tenant, (tx) => tx.count("leak-division", "select 1 / ($1::int)", [0]))), ["22012"]],
          [() => stateOf(db.app.directory.many("leak", "select name from tenant", [])), ["42704", "22P02"]],
          [() => stateOf(db.app.of(tenant).many("", "select no_such_column from tenant where tenant_id = $1", [tenant])), ["42703"]],
          [() => db.app.transaction(tenant, (tx) => tx.many("leak", "select name from tenant", [])), [own]],
          [() => read(tenant), [own]],
        ];
        const [work, expected] = cases[index % cases.length] ?? [() => read(tenant), [own]];
        expect(expected).toContainEqual(await work());
      }),
    );
  });

  it("parses a statement again that could not be parsed the first time", async () => {
    const tenant = await db.makeTenant();
    const statement = ["late", "select 7 as seven from drawbar.late_table where tenant_id = $1", [tenant]] as const;
    expect(await stateOf(db.app.of(tenant).many(...statement))).toBe("42P01");
    await db.admin.query(
      "create table drawbar.late_table (tenant_id uuid); grant select on drawbar.late_table to drawbar_app; insert into drawbar.late_table values ($1)".replace(
        "$1",
        `'${tenant}'`,
      ),
    );
    expect(await db.app.of(tenant).many(...statement)).toEqual([{ seven: 7 }]);
    await db.admin.query("drop table drawbar.late_table");
  });
});

async function countOf(table: string, tenant: string): Promise<number> {
  const { rows } = await db.admin.query<{ n: number }>(`select count(*)::int as n from drawbar.${table} where tenant_id = $1`, [tenant]);
  return rows[0]?.n ?? 0;
}

async function rowsOrState(work: Promise<number>): Promise<number | string> {
  try {
    return await work;
  } catch (error) {
    return sqlStateOf(error) ?? String(error);
  }
}

/** A row of the tenant in any table, made by the administrator: what the columns want, without foreign keys and checks. */
async function copyRow(table: string, tenant: string): Promise<void> {
  const { rows: columns } = await db.admin.query<{ name: string; type: string; identity: string; wants: boolean }>(
    `select attname as name, format_type(atttypid, null) as type, attidentity as identity, attnotnull and not atthasdef as wants
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`drawbar.${table}`],
  );
  const wanted = columns.filter(({ wants, identity }) => wants && identity === "");
  const values = wanted.map(({ name, type }) => (name === "tenant_id" ? `'${tenant}'` : name === "slot" ? "3261125" : (samples[type] ?? `null::${type}`)));
  const { rows: checks } = await db.admin.query<{ name: string }>("select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'", [
    `drawbar.${table}`,
  ]);
  const text = `begin; set local session_replication_role = replica; ${checks.map(({ name }) => `alter table drawbar.${table} drop constraint ${name};`).join("")}
    insert into drawbar.${table} (${wanted.map(({ name }) => name).join(", ")}) select ${values.join(", ")}
    where not exists (select from drawbar.${table} where tenant_id = '${tenant}'); commit`;
  await db.admin.query(text);
}

const samples: Readonly<Record<string, string>> = {
  uuid: "gen_random_uuid()",
  text: "gen_random_uuid()::text",
  bytea: "'\\x00'::bytea",
  integer: "1",
  bigint: "1",
  smallint: "1",
  boolean: "false",
  jsonb: "'{}'",
  "integer[]": "'{}'",
  "text[]": "'{}'",
  int8multirange: "'{}'",
  tstzrange: "tstzrange(now(), null)",
  "bigint[]": "'{}'",
  "uuid[]": "'{}'",
  "double precision": "1",
  "timestamp with time zone": "now()",
};
