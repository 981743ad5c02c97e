import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { idempotencyLimits } from "./limits.ts";

/** What is known of a key. */
export type KeyState =
  /** Nobody has carried it out; somebody may be at it in a transaction, which `hold` finds out. */
  | { readonly kind: "open" }
  /** Somebody is at it outside a transaction. */
  | { readonly kind: "held" }
  /** Somebody was at it outside a transaction and did not come to an answer. */
  | { readonly kind: "unknown" }
  | { readonly kind: "answered"; readonly status: number; readonly answer: Uint8Array | undefined };

interface KeyRow {
  readonly request_hash: Buffer;
  readonly status: number | null;
  readonly answer: Buffer | null;
  readonly is_held: boolean | null;
}

/** Rows of `idempotency_key`. */
export class KeyStore {
  /**
   * Notes the key, or finds out what became of it.
   *
   * @param heldForMs for a request outside one transaction.
   * @returns `new` to whoever noted it; `other` when it stands for another request.
   */
  async claim(
    tx: TenantTransaction,
    key: { readonly keyHash: Uint8Array; readonly requestHash: Uint8Array; readonly heldForMs?: number },
  ): Promise<KeyState | { readonly kind: "new" } | { readonly kind: "other" }> {
    const made = await tx.count(
      "idempotency-claim",
      `insert into idempotency_key (tenant_id, key_hash, request_hash, held_until)
       values ($1, $2, $3, now() + make_interval(secs => $4::double precision / 1000))
       on conflict on constraint idempotency_key_key do nothing`,
      [tx.tenantId, key.keyHash, key.requestHash, key.heldForMs ?? null],
    );
    if (made === 1) return { kind: "new" };
    const row = await tx.oneOrNone<KeyRow>(
      "idempotency-find",
      "select request_hash, status, answer, held_until > now() as is_held from idempotency_key where tenant_id = $1 and key_hash = $2",
      [tx.tenantId, key.keyHash],
    );
    if (row === undefined) return { kind: "held" }; // removed in between: the caller asks again
    return row.request_hash.equals(key.requestHash) ? stateOf(row) : { kind: "other" };
  }

  /**
   * Takes the key for the rest of the transaction. A process that is killed lets go of it, with all that it wrote.
   *
   * @returns `undefined` when another request has it.
   */
  async hold(tx: TenantTransaction, keyHash: Uint8Array): Promise<KeyState | undefined> {
    const row = await tx.oneOrNone<KeyRow>(
      "idempotency-hold",
      `select request_hash, status, answer, held_until > now() as is_held
       from idempotency_key where tenant_id = $1 and key_hash = $2 for update skip locked`,
      [tx.tenantId, keyHash],
    );
    return row === undefined ? undefined : stateOf(row);
  }

  /** @param answer `undefined` when it is too large to keep. */
  async keep(tx: TenantTransaction, keyHash: Uint8Array, status: number, answer: Uint8Array | undefined): Promise<void> {
    await tx.later("idempotency-keep", "update idempotency_key set status = $3, answer = $4, held_until = null where tenant_id = $1 and key_hash = $2", [
      tx.tenantId,
      keyHash,
      status,
      answer ?? null,
    ]);
  }

  /** Of a request outside one transaction that failed on our side: what it did is not known. */
  async giveUp(tx: TenantTransaction, keyHash: Uint8Array): Promise<void> {
    await tx.count("idempotency-give-up", "update idempotency_key set held_until = now() where tenant_id = $1 and key_hash = $2", [tx.tenantId, keyHash]);
  }

  /** @returns how many were older than is promised, at most `idempotencyLimits.removedPerTurn`. */
  async removeOld(tx: TenantTransaction): Promise<number> {
    return tx.count(
      "idempotency-remove-old",
      `delete from idempotency_key where tenant_id = $1 and key_hash in (
         select key_hash from idempotency_key
         where tenant_id = $1 and created_at < now() - make_interval(days => $2)
         order by created_at
         limit $3
       )`,
      [tx.tenantId, idempotencyLimits.keptDays, idempotencyLimits.removedPerTurn],
    );
  }
}

function stateOf({ status, answer, is_held: isHeld }: KeyRow): KeyState {
  if (status !== null) return { kind: "answered", status, answer: answer ?? undefined };
  if (isHeld === null) return { kind: "open" };
  return { kind: isHeld ? "held" : "unknown" };
}
