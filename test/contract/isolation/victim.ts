/** A tenant whose every row can be recognised: whatever of it shows up elsewhere is a leak. */
import { randomUUID } from "node:crypto";
import type { TestApi, TestFleet } from "@drawbar/cloud/http/testing/test-api.ts";
import { noonUs, ScriptedSource, testCatalogueBytes, testCatalogueHash } from "@drawbar/cloud/link/testing/scripted-source.ts";

/** A column that names things, and what the victim has in it. */
export type Values = ReadonlyMap<string, readonly string[]>;

export class Victim {
  readonly fleet: TestFleet;
  /** Values by column, such as `vehicle_id`. */
  readonly values: Values;
  /** Texts and ids that nobody else knows. */
  readonly secrets: ReadonlySet<string>;
  readonly #api: TestApi;
  readonly #tables: readonly string[];

  private constructor(api: TestApi, fleet: TestFleet, tables: readonly string[], values: Values) {
    this.#api = api;
    this.fleet = fleet;
    this.#tables = tables;
    this.values = values;
    this.secrets = new Set([...values.values()].flat().filter((value) => value.length >= 8));
  }

  /** With real things that work together, and one row in every table that they leave empty, of this release or a later one. */
  static async make(api: TestApi): Promise<Victim> {
    const fleet = await api.makeFleet(`canary fleet ${randomUUID()}`);
    const vehicleId = await fleet.addVehicle(canary());
    const unitId = await fleet.addUnit(vehicleId);
    const source = new ScriptedSource({ source: unitId });
    await api.store.addCatalogue(fleet.tenantId, testCatalogueHash, testCatalogueBytes);
    await api.store.apply(fleet.tenantId, [source.segment(noonUs, 10)]);
    await fleet.addDepot(canary());
    await fleet.addRun(vehicleId, canary());
    await fleet.addToken();
    // Through the API: its secret must be one that can be opened.
    await api.app.inject({ method: "POST", url: "/api/v1/webhook-receivers", headers: await fleet.headers(), payload: { name: canary() } });
    const tables = await tenantTables(api);
    for (const table of tables) await fill(api, table, fleet.tenantId);
    return new Victim(api, fleet, tables, await valuesOf(api, tables, fleet.tenantId));
  }

  /** @returns what of the victim stands in `text` and was not in the question. */
  secretsIn(text: string, asked: string): readonly string[] {
    return [...this.secrets].filter((secret) => text.includes(secret) && !asked.includes(secret) && !asked.includes(encodeURIComponent(secret)));
  }

  /** Of all its rows; the same as long as nobody writes one. */
  async digest(): Promise<string> {
    const parts = this.#tables.map(
      (table) =>
        `select '${table}' || count(*) || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as part from drawbar.${table} t where tenant_id = $1`,
    );
    const { rows } = await this.#api.db.admin.query<{ part: string }>(parts.join(" union all "), [this.fleet.tenantId]);
    return rows.map(({ part }) => part).join("\n");
  }
}

function canary(): string {
  return `canary ${randomUUID().slice(0, 13)}`;
}

async function tenantTables(api: TestApi): Promise<readonly string[]> {
  const { rows } = await api.db.admin.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relnamespace = 'drawbar'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** What a column wants when nothing else fits better; checks do not hold while the row is made. */
const samples: Readonly<Record<string, () => string>> = {
  uuid: () => `'${randomUUID()}'`,
  text: () => `'${canary()}'`,
  bytea: () => String.raw`sha256(gen_random_uuid()::text::bytea)`,
  integer: () => "1",
  bigint: () => "1",
  smallint: () => "1",
  boolean: () => "false",
  jsonb: () => "'{}'",
  date: () => "current_date",
  "integer[]": () => "'{}'",
  "text[]": () => "'{}'",
  "uuid[]": () => "'{}'",
  int8multirange: () => "'{}'",
  tstzrange: () => "tstzrange(now(), null)",
  "bigint[]": () => "'{}'",
  "double precision": () => "1",
  "timestamp with time zone": () => "now()",
};

async function fill(api: TestApi, table: string, tenant: string): Promise<void> {
  const { admin } = api.db;
  const { rows: columns } = await admin.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' and attnotnull and not atthasdef`,
    [`drawbar.${table}`],
  );
  const { rows: checks } = await admin.query<{ name: string; definition: string }>(
    "select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and contype = 'c'",
    [`drawbar.${table}`],
  );
  const value = ({ name, type }: { name: string; type: string }): string =>
    name === "tenant_id" ? `'${tenant}'` : name === "slot" ? "3261125" : (samples[type]?.() ?? `null::${type}`);
  await admin.query(
    `begin; set local session_replication_role = replica;
     ${checks.map(({ name }) => `alter table drawbar.${table} drop constraint ${name};`).join("")}
     insert into drawbar.${table} (${columns.map(({ name }) => name).join(", ")}) select ${columns.map(value).join(", ")}
     where not exists (select from drawbar.${table} where tenant_id = '${tenant}');
     ${checks.map(({ name, definition }) => `alter table drawbar.${table} add constraint ${name} ${definition.replace(/ not valid$/i, "")} not valid;`).join("")}
     commit`,
  );
}

async function valuesOf(api: TestApi, tables: readonly string[], tenant: string): Promise<Values> {
  const { rows: columns } = await api.db.admin.query<{ table: string; name: string; type: string }>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'drawbar'::regnamespace and c.relname = any($1) and a.attnum > 0 and not a.attisdropped
       and (a.atttypid = 'uuid'::regtype or a.atttypid = 'text'::regtype)`,
    [tables],
  );
  const values = new Map<string, string[]>();
  for (const { table, name, type } of columns) {
    const { rows } = await api.db.admin.query<{ value: string }>(
      `select distinct ${name}::text as value from drawbar.${table} where tenant_id = $1 and ${name} is not null limit 20`,
      [tenant],
    );
    // Texts that are no canaries (roles, kinds, topics) are everybody's.
    const own = rows.map(({ value }) => value).filter((value) => type === "uuid" || value.startsWith("canary"));
    values.set(name, [...new Set([...(values.get(name) ?? []), ...own])]);
  }
  return values;
}
