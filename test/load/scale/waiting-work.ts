/** What waits in the cloud's database, counted past it as its superuser. */
import type pg from "pg";

export interface WaitingWork {
  /** Minutes of sources that are to be made from their segments, and seconds since the oldest of their marks. */
  readonly minutes: number;
  readonly oldestMarkSeconds: number;
  /** Audit entries that are not chained yet. */
  readonly audit: number;
  /** Events in the outbox, and in the log but not consumed. */
  readonly events: number;
  readonly unconsumed: number;
  readonly databaseBytes: number;
}

export async function waitingWork(admin: pg.Client): Promise<WaitingWork> {
  const { rows } = await admin.query<Record<keyof WaitingWork, string>>(
    `select
       (select count(distinct (source_id, minute)) from drawbar.rollup_mark) as minutes,
       (select coalesce(extract(epoch from now() - min(marked_at)), 0) from drawbar.rollup_mark) as "oldestMarkSeconds",
       (select count(*) from drawbar.audit_pending) as audit,
       (select count(*) from drawbar.event_entry) as events,
       (select coalesce(sum(h.position - coalesce(o.position, 0)), 0)
        from drawbar.event_head h left join drawbar.event_offset o on o.tenant_id = h.tenant_id) as unconsumed,
       pg_database_size(current_database()) as "databaseBytes"`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("a select without from gives one row");
  return {
    minutes: Number(row.minutes),
    oldestMarkSeconds: Number(row.oldestMarkSeconds),
    audit: Number(row.audit),
    events: Number(row.events),
    unconsumed: Number(row.unconsumed),
    databaseBytes: Number(row.databaseBytes),
  };
}

/** Bytes of each table with its indexes, largest first; partitions count for the table that they are of. */
export async function tableBytes(admin: pg.Client): Promise<readonly { readonly table: string; readonly bytes: number }[]> {
  const { rows } = await admin.query<{ table: string; bytes: string }>(
    `select coalesce(parent.relname, c.relname) as table, sum(pg_total_relation_size(c.oid)) as bytes
     from pg_class c
     left join pg_inherits i on i.inhrelid = c.oid
     left join pg_class parent on parent.oid = i.inhparent
     where c.relnamespace = 'drawbar'::regnamespace and c.relkind = 'r'
     group by 1 order by 2 desc`,
  );
  return rows.map(({ table, bytes }) => ({ table, bytes: Number(bytes) }));
}
