/** Gives entries their positions and links them, in commit order: the worker's part of the trail. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { chainStart, hashOfEntry } from "./audit-chain.ts";
import { chainedColumns, toChained, type ChainedRow } from "./audit-rows.ts";

interface HeadRow {
  readonly position: string;
  readonly hash: Buffer;
}

/**
 * @param database as the worker's role.
 * @returns how many entries were chained; `undefined` when another worker is at it.
 */
export function chainAudit(database: Database, tenant: TenantId, entriesMax: number): Promise<number | undefined> {
  return database.transaction(tenant, async (tx) => {
    // Most turns find nothing: they take no lock and write nothing.
    const waiting = await tx.many("audit-waiting", "select 1 from audit_pending where tenant_id = $1 limit 1", [tenant]);
    if (waiting.length === 0) return 0;
    await tx.count(
      "audit-head-make",
      "insert into audit_head (tenant_id, position, hash) values ($1, 0, $2) on conflict on constraint audit_head_key do nothing",
      [tenant, chainStart(tenant)],
    );
    const head = await tx.oneOrNone<HeadRow>("audit-head-hold", "select position, hash from audit_head where tenant_id = $1 for update skip locked", [tenant]);
    if (head === undefined) return undefined;
    const rows = await tx.many<ChainedRow & { readonly queued: string }>(
      "audit-take",
      `with taken as (
         delete from audit_pending
         where tenant_id = $1 and queued in (select queued from audit_pending where tenant_id = $1 order by queued limit $2)
         returning *
       )
       select queued, ${chainedColumns} from taken order by queued`,
      [tenant, entriesMax],
    );
    let position = BigInt(head.position);
    let hash = head.hash;
    const hashes = rows.map((row) => {
      position += 1n;
      hash = hashOfEntry(tenant, String(position), hash, toChained(row));
      return hash;
    });
    await tx.count(
      "audit-chain",
      `insert into audit_entry
         (tenant_id, position, entry_id, recorded_at, actor_kind, actor_id, action, subject_kind, subject_id, outcome, address, request_id, details, hash)
       select $1, $2::bigint + n, e.entry_id, timestamptz 'epoch' + e.recorded_us * interval '1 microsecond', e.actor_kind, e.actor_id, e.action,
         e.subject_kind, e.subject_id, e.outcome, e.address, e.request_id, e.details, substr($14::bytea, (n::int - 1) * 32 + 1, 32)
       from unnest($3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
         with ordinality as e (entry_id, recorded_us, actor_kind, actor_id, action, subject_kind, subject_id, outcome, address, request_id, details, n)`,
      [
        tenant,
        head.position,
        rows.map((row) => row.entry_id),
        rows.map((row) => row.recorded_us),
        rows.map((row) => row.actor_kind),
        rows.map((row) => row.actor_id),
        rows.map((row) => row.action),
        rows.map((row) => row.subject_kind),
        rows.map((row) => row.subject_id),
        rows.map((row) => row.outcome),
        rows.map((row) => row.address),
        rows.map((row) => row.request_id),
        rows.map((row) => row.details),
        Buffer.concat(hashes),
      ],
    );
    await tx.count("audit-head-move", "update audit_head set position = $2, hash = $3 where tenant_id = $1", [tenant, String(position), hash]);
    return rows.length;
  });
}
