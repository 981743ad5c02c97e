/** Rows of `webhook_receiver`, `webhook_received` and `webhook_arrival`. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { integrationLimits } from "./limits.ts";
import type { ArrivalOutcome, SealedSecrets, WebhookArrival, WebhookReceiver } from "./webhook-types.ts";

interface ReceiverRow {
  readonly receiver_id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly disabled_at: Date | null;
  readonly secret_made_at: Date | null;
  readonly old_secret_until: Date | null;
  readonly taken_at: Date | null;
  readonly refused_at: Date | null;
}

export interface OpenableReceiver extends SealedSecrets {
  readonly name: string;
  readonly isPaused: boolean;
}

export class ReceiverStore {
  /** By name. */
  async list(tx: TenantTransaction): Promise<readonly WebhookReceiver[]> {
    const rows = await tx.many<ReceiverRow>(
      "webhook-receivers",
      `select r.receiver_id, r.name, r.created_at, r.disabled_at, r.secret_made_at,
         case when r.old_secret_until > now() then r.old_secret_until end as old_secret_until, a.taken_at, a.refused_at
       from webhook_receiver r
       cross join lateral (
         select max(arrived_at) filter (where outcome in ('taken', 'known')) as taken_at,
           max(arrived_at) filter (where outcome not in ('taken', 'known')) as refused_at
         from webhook_arrival where tenant_id = $1 and receiver_id = r.receiver_id
       ) a
       where r.tenant_id = $1 order by r.name`,
      [tx.tenantId],
    );
    return rows.map((row) => ({
      receiverId: row.receiver_id,
      name: row.name,
      createdAt: row.created_at,
      pausedAt: row.disabled_at ?? undefined,
      secretMadeAt: row.secret_made_at ?? row.created_at,
      oldSecretUntil: row.old_secret_until ?? undefined,
      takenAt: row.taken_at ?? undefined,
      refusedAt: row.refused_at ?? undefined,
    }));
  }

  async count(tx: TenantTransaction): Promise<number> {
    const { receivers } = await tx.one<{ receivers: string }>(
      "webhook-receiver-count",
      "select count(*) as receivers from webhook_receiver where tenant_id = $1",
      [tx.tenantId],
    );
    return Number(receivers);
  }

  /** @returns false when the name is taken. */
  async add(
    tx: TenantTransaction,
    { receiverId, name, sealed }: { readonly receiverId: string; readonly name: string; readonly sealed: Buffer },
  ): Promise<boolean> {
    const added = await tx.count(
      "webhook-receiver-add",
      `insert into webhook_receiver (tenant_id, receiver_id, name, secret_sealed) values ($1, $2, $3, $4)
       on conflict on constraint webhook_receiver_name_unique do nothing`,
      [tx.tenantId, receiverId, name, sealed],
    );
    return added === 1;
  }

  /** @returns false when there is no such receiver. */
  async remove(tx: TenantTransaction, receiverId: string): Promise<boolean> {
    return (
      (await tx.count("webhook-receiver-remove", "delete from webhook_receiver where tenant_id = $1 and receiver_id = $2", [tx.tenantId, receiverId])) === 1
    );
  }

  /** @returns false when there is no such receiver. */
  async setPaused(tx: TenantTransaction, receiverId: string, isPaused: boolean): Promise<boolean> {
    const changed = await tx.count(
      "webhook-receiver-pause",
      "update webhook_receiver set disabled_at = case when $3 then coalesce(disabled_at, now()) end where tenant_id = $1 and receiver_id = $2",
      [tx.tenantId, receiverId, isPaused],
    );
    return changed === 1;
  }

  /** @returns until when the old secret counts too; `undefined` when there is no such receiver. */
  async renewSecret(tx: TenantTransaction, receiverId: string, sealed: Buffer, overlapHours: number): Promise<Date | undefined> {
    const row = await tx.oneOrNone<{ old_secret_until: Date }>(
      "webhook-receiver-renew",
      `update webhook_receiver
       set old_secret_sealed = secret_sealed, old_secret_until = now() + make_interval(hours => $4), secret_sealed = $3, secret_made_at = now()
       where tenant_id = $1 and receiver_id = $2
       returning old_secret_until`,
      [tx.tenantId, receiverId, sealed, overlapHours],
    );
    return row?.old_secret_until;
  }

  /** @returns false when there is no such receiver. */
  async endOldSecret(tx: TenantTransaction, receiverId: string): Promise<boolean> {
    const changed = await tx.count(
      "webhook-receiver-end-old",
      "update webhook_receiver set old_secret_sealed = null, old_secret_until = null where tenant_id = $1 and receiver_id = $2",
      [tx.tenantId, receiverId],
    );
    return changed === 1;
  }

  async find(tx: TenantTransaction, receiverId: string): Promise<OpenableReceiver | undefined> {
    const row = await tx.oneOrNone<{ name: string; secret_sealed: Buffer; old_sealed: Buffer | null; is_paused: boolean }>(
      "webhook-receiver",
      `select name, secret_sealed, case when old_secret_until > now() then old_secret_sealed end as old_sealed, disabled_at is not null as is_paused
       from webhook_receiver where tenant_id = $1 and receiver_id = $2`,
      [tx.tenantId, receiverId],
    );
    return row === undefined ? undefined : { name: row.name, isPaused: row.is_paused, sealed: row.secret_sealed, oldSealed: row.old_sealed ?? undefined };
  }

  /** @returns false for a message that came before. */
  async remember(tx: TenantTransaction, receiverId: string, messageId: string): Promise<boolean> {
    const fresh = await tx.count(
      "webhook-received",
      `insert into webhook_received (tenant_id, receiver_id, message_id) values ($1, $2, $3)
       on conflict on constraint webhook_received_key do nothing`,
      [tx.tenantId, receiverId, messageId],
    );
    return fresh === 1;
  }

  /** Notes what became of a message. Taken and refused ones are bounded apart, so that a flood of bad ones hides no good one. */
  async note(tx: TenantTransaction, receiverId: string, { messageId, outcome, bytes }: Pick<WebhookArrival, "messageId" | "outcome" | "bytes">): Promise<void> {
    // One that was removed meanwhile has no more to note.
    await tx.count(
      "webhook-arrival-note",
      `with noted as (
         insert into webhook_arrival (tenant_id, receiver_id, message_id, outcome, bytes)
         select tenant_id, receiver_id, $3, $4, $5 from webhook_receiver where tenant_id = $1 and receiver_id = $2
       )
       delete from webhook_arrival where tenant_id = $1 and receiver_id = $2 and arrival_id in (
         select arrival_id from webhook_arrival
         where tenant_id = $1 and receiver_id = $2 and (outcome in ('taken', 'known')) = ($4 in ('taken', 'known'))
         order by arrival_id desc offset $6
       )`,
      [tx.tenantId, receiverId, messageId, outcome, bytes, integrationLimits.arrivalsKept - 1],
    );
  }

  /** Newest first. */
  async arrivals(tx: TenantTransaction, receiverId: string): Promise<readonly WebhookArrival[]> {
    const rows = await tx.many<{ arrival_id: string; arrived_at: Date; message_id: string; outcome: ArrivalOutcome; bytes: number }>(
      "webhook-arrivals",
      `select arrival_id, arrived_at, message_id, outcome, bytes from webhook_arrival
       where tenant_id = $1 and receiver_id = $2 order by arrival_id desc limit $3`,
      [tx.tenantId, receiverId, 2 * integrationLimits.arrivalsKept],
    );
    return rows.map((row) => ({ arrivalId: row.arrival_id, arrivedAt: row.arrived_at, messageId: row.message_id, outcome: row.outcome, bytes: row.bytes }));
  }
}
