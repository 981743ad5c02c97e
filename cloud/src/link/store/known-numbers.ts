/** Records whose number is taken: the same ones are known, others are kept in quarantine with an alarm. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { ApplyOutcome } from "@drawbar/proto/link/cloud-store.ts";
import { recordKinds, streamName, type LinkRecord } from "@drawbar/proto/link/records.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { memberChecksum, withMerged } from "../../modules/telemetry/index.ts";
import { storeLimits } from "./limits.ts";
import { raiseAlarm } from "./alarms.ts";

interface ChecksumRow {
  readonly n: number;
  readonly checksum: Buffer;
  /** Of a merged row, and the place of the number among them. */
  readonly members: Buffer | null;
  readonly place: string;
}

/**
 * @param records whose numbers are stored already.
 * @returns `known` or `conflict` for each, in order; conflicts are committed to the quarantine before it returns.
 */
export async function compareKnown(database: Database, tenant: TenantId, records: readonly LinkRecord[]): Promise<readonly ApplyOutcome[]> {
  const checksums = await storedChecksums(database, tenant, records);
  const outcomes = records.map((record, index): ApplyOutcome => {
    const stored = checksums.get(index + 1);
    // A number whose segment was dropped at the end of its retention cannot be compared; it was stored, so it is known.
    return stored === undefined || stored.equals(record.checksum) ? { kind: "known" } : { kind: "conflict" };
  });
  const conflicts = records.filter((_, index) => outcomes[index]?.kind === "conflict");
  if (conflicts.length > 0) {
    await database.transaction(tenant, async (tx) => {
      for (const record of conflicts) await quarantine(tx, record);
    });
  }
  return outcomes;
}

async function storedChecksums(database: Database, tenant: TenantId, records: readonly LinkRecord[]): Promise<ReadonlyMap<number, Buffer>> {
  const names = records.map(({ stream }) => streamName(stream));
  const keys = [names.map(({ source }) => source), names.map(({ epoch }) => epoch), names.map(({ priority }) => priority)];
  const statements = database.of(tenant);
  const slots = await statements.many<{ slot: number }>(
    "known-slots",
    `select distinct unnest(r.slots) as slot
     from unnest($2::uuid[], $3::bigint[], $4::smallint[]) as b (source_id, epoch, priority)
     join stream_range r on r.tenant_id = $1 and r.source_id = b.source_id and r.epoch = b.epoch and r.priority = b.priority`,
    [tenant, ...keys],
  );
  const single = slots.map(({ slot }) => slot);
  // Planned anew each time: the planner must see the slots to leave the other partitions alone.
  const rows = await statements.many<ChecksumRow>(
    "",
    `select b.n::int as n, s.checksum, null::bytea as members, 0 as place
     from unnest($2::uuid[], $3::bigint[], $4::smallint[], $5::bigint[]) with ordinality as b (source_id, epoch, priority, seq, n)
     join segment s
       on s.tenant_id = $1 and s.slot = any($6::int[])
       and s.source_id = b.source_id and s.epoch = b.epoch and s.priority = b.priority and s.seq = b.seq
       and s.last_seq is null
     union all
     select b.n::int, s.checksum, s.members, b.seq - s.seq
     from unnest($2::uuid[], $3::bigint[], $4::smallint[], $5::bigint[]) with ordinality as b (source_id, epoch, priority, seq, n)
     cross join lateral (
       select m.checksum, m.members, m.seq, m.last_seq from segment m
       where m.tenant_id = $1 and m.slot = any($7::int[])
         and m.source_id = b.source_id and m.epoch = b.epoch and m.priority = b.priority and m.seq <= b.seq
       order by m.seq desc limit 1
     ) s
     where s.last_seq >= b.seq
     union all
     select b.n::int, s.checksum, null, 0
     from unnest($2::uuid[], $3::bigint[], $4::smallint[], $5::bigint[]) with ordinality as b (source_id, epoch, priority, seq, n)
     join stream_statement s
       on s.tenant_id = $1 and s.source_id = b.source_id and s.epoch = b.epoch and s.priority = b.priority and s.seq = b.seq`,
    [tenant, ...keys, records.map(({ seq }) => seq), single, withMerged(single).filter((slot) => !single.includes(slot))],
  );
  return new Map(rows.map(({ n, checksum, members, place }) => [n, members === null ? checksum : Buffer.from(memberChecksum(members, Number(place)))]));
}

async function quarantine(tx: TenantTransaction, record: LinkRecord): Promise<void> {
  const { source, epoch, priority } = streamName(record.stream);
  await tx.count(
    "quarantine-keep",
    `insert into quarantine (tenant_id, source_id, epoch, priority, seq, checksum, kind, produced_before, produced, samples, body)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
     where (select count(*) from quarantine where tenant_id = $1 and source_id = $2) < $12::int
     on conflict on constraint quarantine_key do nothing`,
    [
      tx.tenantId,
      source,
      epoch,
      priority,
      record.seq,
      Buffer.from(record.checksum),
      recordKinds[record.kind],
      record.producedBefore,
      record.produced,
      record.samples,
      Buffer.from(record.bytes),
      storeLimits.quarantineOfSourceMax,
    ],
  );
  const name = `${record.stream}#${record.seq}`;
  await raiseAlarm(tx, {
    key: `conflict ${name}`,
    kind: "conflict",
    source,
    event: { type: "link.conflict", subject: source, body: { sourceId: source, record: name } },
  });
}
