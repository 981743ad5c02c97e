/** The chain over a tenant's audit entries: each hash covers the one before and every column of its entry. */
import { createHash } from "node:crypto";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";

/** What the hash covers, besides tenant, position and the hash before. */
export interface ChainedColumns {
  readonly entryId: string;
  /** Microseconds since 1970, as digits: a JavaScript date would round what an editor wrote. */
  readonly recordedUs: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly outcome: string;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly details: string | null;
}

/** What the first entry of a tenant follows. */
export function chainStart(tenant: TenantId): Buffer {
  return createHash("sha256").update(`drawbar audit 1 ${tenant}`).digest();
}

/** @param before the hash at `position - 1`. @returns 32 bytes. */
export function hashOfEntry(tenant: TenantId, position: string, before: Uint8Array, entry: ChainedColumns): Buffer {
  const hash = createHash("sha256").update(before);
  // Each field behind its length, so that no text can be moved from one field into the next.
  for (const field of [
    tenant,
    position,
    entry.entryId,
    entry.recordedUs,
    entry.actorKind,
    entry.actorId,
    entry.action,
    entry.subjectKind,
    entry.subjectId,
    entry.outcome,
    entry.address,
    entry.requestId,
    entry.details,
  ]) {
    const bytes = field === null ? undefined : Buffer.from(field, "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes?.length ?? 0xffffffff);
    hash.update(length);
    if (bytes !== undefined) hash.update(bytes);
  }
  return hash.digest();
}
