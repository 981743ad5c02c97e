/** Walks a tenant's trail from its first entry and says where it stops being what was written. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { chainStart, hashOfEntry } from "./audit-chain.ts";
import { chainedColumns, toChained, type ChainedRow } from "./audit-rows.ts";
import type { CheckpointKey } from "./checkpoint-key.ts";
import { auditLimits } from "./limits.ts";

/** What is wrong with the first entry, or checkpoint, that does not fit. */
export type Breach =
  /** Edited, or put where another one was: its hash is not that of what it says. */
  | { readonly kind: "entry"; readonly position: string; readonly action: string; readonly recordedAt: Date }
  | { readonly kind: "missing"; readonly position: string }
  /** Beyond the head, or at a position below 1. */
  | { readonly kind: "inserted"; readonly position: string; readonly action: string; readonly recordedAt: Date }
  /** The head is not the newest entry. */
  | { readonly kind: "head"; readonly position: string }
  /** Not signed with our key, or about another trail. */
  | { readonly kind: "checkpoint"; readonly position: string; readonly keyId: string }
  /** Chained anew: whole in itself, but not what was signed. */
  | { readonly kind: "rewritten"; readonly position: string }
  /** Shorter than what was signed. */
  | { readonly kind: "cut"; readonly position: string };

export interface TrailReport {
  readonly entries: string;
  /** First entry that was looked at: 1, unless the walk began at a checkpoint. */
  readonly checkedFrom: string;
  readonly checkpoints: number;
  /** Position of the newest checkpoint; 0 for none. */
  readonly signedUpTo: string;
  /** Entries that wait for the worker, and since when the oldest one does. */
  readonly pending: number;
  readonly pendingSince?: Date | undefined;
  readonly breach?: Breach | undefined;
}

interface HeadRow {
  readonly position: string;
  readonly hash: Buffer;
}

interface CheckpointRow extends HeadRow {
  readonly signed_at: Date;
  readonly key_id: string;
  readonly signature: Buffer;
}

type EntryRow = ChainedRow & HeadRow & { readonly recorded_at: Date };

/**
 * @param key absent where the authority's folder is not at hand: checkpoints are then compared, but not proven ours.
 * @param options.entriesMax for who cannot wait: a longer trail is walked from a checkpoint that is proven ours, so many
 *   entries or fewer before its end; without such a checkpoint, from the first entry.
 */
export async function verifyTrail(
  database: Database,
  tenant: TenantId,
  key: CheckpointKey | undefined,
  options: { readonly entriesMax?: number } = {},
): Promise<TrailReport> {
  const signed = await key?.signedUpTo(tenant);
  return database.transaction(
    tenant,
    async (tx) => {
      const head = await tx.oneOrNone<HeadRow>("audit-verify-head", "select position, hash from audit_head where tenant_id = $1", [tenant]);
      const checkpoints = await tx.many<CheckpointRow>(
        "audit-verify-checkpoints",
        "select position, hash, signed_at, key_id, signature from audit_checkpoint where tenant_id = $1 order by position",
        [tenant],
      );
      const waiting = await tx.one<{ pending: string; since: Date | null }>(
        "audit-verify-pending",
        "select count(*) as pending, min(recorded_at) as since from audit_pending where tenant_id = $1",
        [tenant],
      );
      const start = startOf(tenant, { head, checkpoints, key, entriesMax: options.entriesMax ?? Number.POSITIVE_INFINITY });
      const breach = await walk(tx, { head, checkpoints, key, signed }, start);
      return {
        entries: head?.position ?? "0",
        checkedFrom: String(start.position + 1n),
        checkpoints: checkpoints.length,
        signedUpTo: checkpoints.at(-1)?.position ?? "0",
        pending: Number(waiting.pending),
        pendingSince: waiting.since ?? undefined,
        breach,
      };
    },
    { repeatable: true },
  );
}

interface Walk {
  readonly head: HeadRow | undefined;
  readonly checkpoints: readonly CheckpointRow[];
  readonly key: CheckpointKey | undefined;
  readonly signed: { readonly position: string; readonly hash: string } | undefined;
}

/** After which entry a walk begins, and the hash there. */
interface Start {
  readonly position: bigint;
  readonly hash: Buffer;
}

function startOf(tenantId: TenantId, { head, checkpoints, key, entriesMax }: Omit<Walk, "signed"> & { readonly entriesMax: number }): Start {
  const first = { position: 0n, hash: chainStart(tenantId) };
  if (head === undefined || key === undefined || Number(head.position) <= entriesMax) return first;
  const near = checkpoints.find(
    ({ position, hash, signed_at: signedAt, signature }) =>
      Number(position) >= Number(head.position) - entriesMax && key.isOurs({ tenantId, position, hash, signedAt }, signature),
  );
  return near === undefined ? first : { position: BigInt(near.position), hash: near.hash };
}

async function walk(tx: TenantTransaction, { head, checkpoints, key, signed }: Walk, start: Start): Promise<Breach | undefined> {
  const tenant = tx.tenantId;
  const signedAt = new Map(checkpoints.map((checkpoint) => [checkpoint.position, checkpoint]));
  let { hash, position } = start;
  let after = position === 0n ? "-9223372036854775808" : String(position);
  for (;;) {
    const rows = await tx.many<EntryRow>(
      "audit-verify-read",
      `select position, hash, recorded_at, ${chainedColumns} from audit_entry where tenant_id = $1 and position > $2 order by position limit $3`,
      [tenant, after, auditLimits.entriesPerRead],
    );
    for (const row of rows) {
      const at = { position: row.position, action: row.action, recordedAt: row.recorded_at };
      if (BigInt(row.position) <= position || head === undefined || BigInt(row.position) > BigInt(head.position)) return { kind: "inserted", ...at };
      position += 1n;
      if (BigInt(row.position) !== position) return { kind: "missing", position: String(position) };
      hash = hashOfEntry(tenant, row.position, hash, toChained(row));
      if (!hash.equals(row.hash)) return { kind: "entry", ...at };
      const breach = checkpointBreach(signedAt.get(row.position), tenant, hash, key);
      if (breach !== undefined) return breach;
      if (signed?.position === row.position && signed.hash !== hash.toString("hex")) return { kind: "rewritten", position: row.position };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < auditLimits.entriesPerRead) break;
    after = last.position;
  }
  if (head !== undefined && BigInt(head.position) > position) return { kind: "missing", position: String(position + 1n) };
  if (head !== undefined && !head.hash.equals(hash)) return { kind: "head", position: head.position };
  const beyond = checkpoints.find((checkpoint) => BigInt(checkpoint.position) > position || BigInt(checkpoint.position) < 1n);
  if (beyond !== undefined) return { kind: "cut", position: beyond.position };
  return signed !== undefined && BigInt(signed.position) > position ? { kind: "cut", position: signed.position } : undefined;
}

function checkpointBreach(checkpoint: CheckpointRow | undefined, tenantId: TenantId, hash: Buffer, key: CheckpointKey | undefined): Breach | undefined {
  if (checkpoint === undefined) return undefined;
  const { position, signed_at, signature, key_id } = checkpoint;
  const isOurs = key === undefined || key.isOurs({ tenantId, position, hash: checkpoint.hash, signedAt: signed_at }, signature);
  if (!isOurs) return { kind: "checkpoint", position, keyId: key_id };
  return checkpoint.hash.equals(hash) ? undefined : { kind: "rewritten", position };
}

/** One sentence for people. */
export function describeBreach(breach: Breach): string {
  switch (breach.kind) {
    case "entry":
      return `entry ${breach.position} (${breach.action}, ${breach.recordedAt.toISOString()}) is not what was written: it, or its place, was changed`;
    case "missing":
      return `entry ${breach.position} is missing`;
    case "inserted":
      return `entry ${breach.position} (${breach.action}, ${breach.recordedAt.toISOString()}) was put in: the trail does not reach there`;
    case "head":
      return `the head of the trail at ${breach.position} is not the hash of its newest entry`;
    case "checkpoint":
      return `the checkpoint at entry ${breach.position} was not signed with our key (it names ${breach.keyId})`;
    case "rewritten":
      return `the trail up to entry ${breach.position} was chained anew: it is not the one that was signed`;
    case "cut":
      return `the trail was signed up to entry ${breach.position} and is shorter now`;
  }
}
