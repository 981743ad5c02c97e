/** A database in which no entry of the audit trail can be written, as if the process ended between a change and its entry. */
import type { TestDatabase } from "../../db/testing/test-database.ts";

/** What every request writes, or what is counted although the request was refused: no change that somebody made. */
const everyRequest = ["tenant_request_minute", "idempotency_key", "sign_in_attempt", "sign_in_step", "audit_pending", "audit_entry", "audit_head"];
/** Columns that say when a credential was used last: requests of another minute write them. */
const everyMinute = ["last_used_at", "last_seen_at"];

/** @returns what `work` gave. */
export async function withFailingEntries<Result>({ admin }: TestDatabase, work: () => Promise<Result>): Promise<Result> {
  await admin.query("alter table drawbar.audit_pending add constraint test_no_entries check (false) not valid");
  try {
    return await work();
  } finally {
    await admin.query("alter table drawbar.audit_pending drop constraint test_no_entries");
  }
}

/** @returns one text per table, the same as long as nothing in it was changed. */
export async function digestOf({ admin }: TestDatabase): Promise<readonly string[]> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'drawbar'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and not c.relname = any($1) order by 1`,
    [everyRequest],
  );
  const parts = tables.map(
    ({ name }) =>
      `select '${name} ' || count(*) || ' ' || coalesce(md5(string_agg(row, ',' order by row)), '') as digest
       from (select (to_jsonb(t) - $1::text[])::text as row from drawbar.${name} t) t`,
  );
  const { rows } = await admin.query<{ digest: string }>(`${parts.join(" union all ")} order by 1`, [everyMinute]);
  return rows.map(({ digest }) => digest);
}
