import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { ChangeCursor } from "@drawbar/proto/link/messages.ts";
import type { Database } from "../../db/tenant-transaction.ts";

/** The tenant's changes in the order of their positions; under another incarnation from the beginning (rule R5). */
export async function changesAfter(
  database: Database,
  tenant: TenantId,
  cursor: ChangeCursor,
  itemsMax: number,
  incarnation: number,
): Promise<{ readonly incarnation: number; readonly from: number; readonly items: readonly Uint8Array[] }> {
  const from = cursor.incarnation === incarnation ? cursor.position : 0;
  const rows = await database
    .of(tenant)
    .many<{ body: Buffer }>("changes-after", "select body from change where tenant_id = $1 and position > $2 order by position limit $3", [
      tenant,
      from,
      itemsMax,
    ]);
  return { incarnation, from, items: rows.map(({ body }) => body) };
}
