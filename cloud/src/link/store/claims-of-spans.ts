import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { StreamClaim, StreamSpan } from "@drawbar/proto/link/messages.ts";
import { truncateRanges } from "@drawbar/proto/link/range-set.ts";
import { streamName } from "@drawbar/proto/link/records.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { fromMultirange } from "../../db/multirange.ts";

interface ClaimRow {
  readonly n: number;
  readonly have: string;
}

/** What is here of each span, committed (rules K2, K6). What the cloud has is secured. */
export async function claimsOfSpans(database: Database, tenant: TenantId, spans: readonly StreamSpan[], rangesMax: number): Promise<readonly StreamClaim[]> {
  if (spans.length === 0) return [];
  const names = spans.map(({ stream }) => streamName(stream));
  const rows = await database.of(tenant).many<ClaimRow>(
    "claims-of-spans",
    `select b.n::int as n, (r.have * int8multirange(int8range(b.first, b.last, '[]')))::text as have
     from unnest($2::uuid[], $3::bigint[], $4::smallint[], $5::bigint[], $6::bigint[]) with ordinality as b (source_id, epoch, priority, first, last, n)
     join stream_range r on r.tenant_id = $1 and r.source_id = b.source_id and r.epoch = b.epoch and r.priority = b.priority`,
    [
      tenant,
      names.map(({ source }) => source),
      names.map(({ epoch }) => epoch),
      names.map(({ priority }) => priority),
      spans.map(({ first }) => first),
      spans.map(({ first, last }) => Math.max(first, last)),
    ],
  );
  const found = new Map(rows.map((row) => [row.n, row.have]));
  return spans.map(({ stream }, index) => {
    const { ranges, through } = truncateRanges(fromMultirange(found.get(index + 1) ?? "{}"), rangesMax);
    return { stream, have: ranges, secured: ranges, through };
  });
}
