import type { SourceId } from "@drawbar/proto/kernel/ids.ts";
import type { TenantTransaction } from "../../db/tenant-transaction.ts";

/**
 * Keeps the segments of a source from being stored or merged until the transaction ends, so that none is in a row that
 * a later statement of it does not see. Rows are taken in the order in which a batch that is stored takes them.
 */
export async function holdStreams(tx: TenantTransaction, source: SourceId): Promise<void> {
  await tx.many("hold-latest", "select 1 from source_latest where tenant_id = $1 and source_id = $2 for update", [tx.tenantId, source]);
  await tx.many("hold-streams", "select 1 from stream_range where tenant_id = $1 and source_id = $2 order by epoch, priority for update", [
    tx.tenantId,
    source,
  ]);
}
