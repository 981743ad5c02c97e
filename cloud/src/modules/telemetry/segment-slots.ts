import type { Database } from "../../db/tenant-transaction.ts";

/** @returns slots of segments that have a partition, of whatever tenant, in order. */
export async function existingSlots(database: Database): Promise<readonly number[]> {
  // A number here: PostgreSQL may look at names of other tables first, of which it could not make one.
  const rows = await database.directory.many<{ slot: string }>(
    "partition-slots",
    "select substr(c.relname, 9) as slot from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'drawbar.segment'::regclass",
    [],
  );
  return rows.map(({ slot }) => Number(slot)).toSorted((a, b) => a - b);
}
