import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";

const columns = { minute: "minute", hour: "hour", hour_minutes: "hour" } as const;

/** Writes rows of `rollup_...`, or deletes those without bytes. @param packed of each row, in order. */
export async function upsertPacked(
  tx: TenantTransaction,
  table: keyof typeof columns,
  rows: readonly { readonly source: SourceId; readonly at: number }[],
  packed: readonly (Buffer | null)[],
): Promise<void> {
  let start = 1;
  const parts = packed.map((bytes) => {
    const part = { start, size: bytes?.length ?? -1 };
    start += bytes?.length ?? 0;
    return part;
  });
  const column = columns[table];
  await tx.count(
    `rollup-put-${table.replace("_", "-")}`,
    `with put as materialized (
       select * from unnest($2::uuid[], $3::int[], $4::int[], $5::int[]) as b (source_id, ${column}, start, size)
     ),
     emptied as (
       delete from rollup_${table} r using put b
       where r.tenant_id = $1 and r.source_id = b.source_id and r.${column} = b.${column} and b.size < 0
     )
     insert into rollup_${table} as r (tenant_id, source_id, ${column}, packed)
     select $1, b.source_id, b.${column}, substr($6::bytea, b.start, b.size) from put b where b.size >= 0
     order by b.source_id, b.${column}
     on conflict on constraint rollup_${table}_key do update set packed = excluded.packed`,
    [
      tx.tenantId,
      rows.map(({ source }) => source),
      rows.map(({ at }) => at),
      parts.map((part) => part.start),
      parts.map((part) => part.size),
      Buffer.concat(packed.filter((bytes) => bytes !== null)),
    ],
  );
}
