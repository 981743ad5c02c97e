import type { Database } from "../../db/tenant-transaction.ts";

/** @returns slots of segments that have a partition, of whatever tenant, in order. */
export async function existingSlots(database: Database): Promise<readonly number[]> {
  const rows = await database.directory.many<{ slot: number }>(
    "partition-slots",
    `select substr(c.relname, 9)::integer as slot from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'drawbar.segment'::regclass order by slot`,
    [],
  );
  return rows.map(({ slot }) => slot);
}
