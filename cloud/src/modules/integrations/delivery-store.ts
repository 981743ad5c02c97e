/** Rows of `webhook_delivery` and `webhook_attempt`. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { readPage } from "../../http/lists/page-statement.ts";
import { integrationLimits } from "./limits.ts";
import type { DeliveryState, DueDelivery, WebhookAttempt, WebhookDelivery } from "./webhook-types.ts";

export interface NewDelivery {
  readonly endpointId: string;
  readonly eventId: string;
  readonly type: string;
  readonly body: string;
}

interface DeliveryRow {
  readonly delivery_id: string;
  readonly event_id: string;
  readonly type: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly created_at: Date;
  readonly next_at: Date;
  readonly ended_at: Date | null;
  readonly status: number | null;
  readonly failure: string | null;
}

const selectDelivery = `
select d.delivery_id, d.event_id, d.type, d.state, d.attempts, d.created_at, d.next_at, d.ended_at, a.status, a.failure
from webhook_delivery d
left join lateral (
  select status, failure from webhook_attempt
  where tenant_id = $1 and delivery_id = d.delivery_id
  order by attempt_id desc limit 1
) a on true`;

export class DeliveryStore {
  readonly #waitingMax: number;

  constructor(options: { readonly waitingMax?: number } = {}) {
    this.#waitingMax = options.waitingMax ?? integrationLimits.waitingMax;
  }

  /** Each event once for an endpoint. Above the limit of what may wait they are counted, not queued. */
  async queue(tx: TenantTransaction, deliveries: readonly NewDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    await tx.count(
      "webhook-queue",
      `with batch as (
         select * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) with ordinality as b (endpoint_id, event_id, type, body, n)
       ),
       room as materialized (
         select e.endpoint_id, (
           select count(*) from (
             select from webhook_delivery d where d.tenant_id = $1 and d.endpoint_id = e.endpoint_id and d.state = 'waiting' limit $6
           ) w
         ) < $6 as has_room
         from webhook_endpoint e where e.tenant_id = $1 and e.endpoint_id in (select endpoint_id from batch)
       ),
       skipped as (
         update webhook_endpoint e set skipped = e.skipped + s.events
         from (select b.endpoint_id, count(*) as events from batch b join room r using (endpoint_id) where not r.has_room group by b.endpoint_id) s
         where e.tenant_id = $1 and e.endpoint_id = s.endpoint_id
       )
       insert into webhook_delivery (tenant_id, delivery_id, endpoint_id, event_id, type, body)
       select $1, uuidv7(), b.endpoint_id, b.event_id, b.type, b.body
       from batch b join room r using (endpoint_id)
       where r.has_room
       order by b.n
       on conflict on constraint webhook_delivery_once do nothing`,
      [
        tx.tenantId,
        deliveries.map(({ endpointId }) => endpointId),
        deliveries.map(({ eventId }) => eventId),
        deliveries.map(({ type }) => type),
        deliveries.map(({ body }) => body),
        this.#waitingMax,
      ],
    );
  }

  /** One that a person has asked for. */
  async add(tx: TenantTransaction, deliveryId: string, { endpointId, eventId, type, body }: NewDelivery): Promise<void> {
    await tx.count(
      "webhook-delivery-add",
      "insert into webhook_delivery (tenant_id, delivery_id, endpoint_id, event_id, type, body) values ($1, $2, $3, $4, $5, $6)",
      [tx.tenantId, deliveryId, endpointId, eventId, type, body],
    );
  }

  /**
   * Takes on what is due, some of each endpoint, so that no other worker does.
   *
   * @param options.underWay attempts of this process that fill a part of `perEndpoint` already, by endpoint.
   */
  async takeDue(
    tx: TenantTransaction,
    options: { readonly perEndpoint: number; readonly underWay: ReadonlyMap<string, number> },
  ): Promise<readonly DueDelivery[]> {
    const rows = await tx.many<{
      delivery_id: string;
      endpoint_id: string;
      event_id: string;
      body: string;
      attempts: number;
      url: string;
      secret_sealed: Buffer;
      old_sealed: Buffer | null;
    }>(
      "webhook-take-due",
      `with due as materialized (
         select d.delivery_id, e.url, e.secret_sealed, case when e.old_secret_until > now() then e.old_secret_sealed end as old_sealed
         from webhook_endpoint e
         cross join lateral (
           select delivery_id from webhook_delivery
           where tenant_id = $1 and endpoint_id = e.endpoint_id and state = 'waiting' and next_at <= now()
           order by next_at
           limit greatest(0, $2::integer - coalesce((select u.attempts from unnest($3::uuid[], $4::integer[]) as u (endpoint_id, attempts) where u.endpoint_id = e.endpoint_id), 0))
           for update skip locked
         ) d
         where e.tenant_id = $1 and e.disabled_at is null
       )
       update webhook_delivery w
       set attempts = w.attempts + 1, next_at = now() + make_interval(secs => $5::double precision / 1000)
       from due
       where w.tenant_id = $1 and w.delivery_id = due.delivery_id
       returning w.delivery_id, w.endpoint_id, w.event_id, w.body, w.attempts, due.url, due.secret_sealed, due.old_sealed`,
      [tx.tenantId, options.perEndpoint, [...options.underWay.keys()], [...options.underWay.values()], integrationLimits.leaseMs],
    );
    return rows.map((row) => ({
      deliveryId: row.delivery_id,
      endpointId: row.endpoint_id,
      eventId: row.event_id,
      body: row.body,
      attempts: row.attempts,
      url: row.url,
      secrets: { sealed: row.secret_sealed, oldSealed: row.old_sealed ?? undefined },
    }));
  }

  /** @param outcome.retryInMs of a delivery that waits. */
  async note(
    tx: TenantTransaction,
    deliveryId: string,
    attempt: WebhookAttempt,
    outcome: { readonly state: DeliveryState; readonly retryInMs?: number | undefined },
  ): Promise<void> {
    await tx.count(
      "webhook-note",
      `with ended as (
         update webhook_delivery
         set state = $3, ended_at = case when $3 = 'waiting' then null else now() end, next_at = now() + make_interval(secs => $4::double precision / 1000)
         where tenant_id = $1 and delivery_id = $2 and state = 'waiting'
         returning delivery_id
       )
       insert into webhook_attempt (tenant_id, delivery_id, sent_at, elapsed_ms, status, failure, answer)
       select $1, delivery_id, $5, $6, $7, $8, $9 from ended`,
      [
        tx.tenantId,
        deliveryId,
        outcome.state,
        outcome.retryInMs ?? 0,
        attempt.sentAt,
        attempt.elapsedMs,
        attempt.status ?? null,
        attempt.failure ?? null,
        attempt.answer.replaceAll("\u0000", "\uFFFD"), // PostgreSQL keeps every character but this one
      ],
    );
  }

  /** Newest first. */
  async page(
    tx: TenantTransaction,
    endpointId: string,
    options: { readonly state?: DeliveryState | undefined; readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly WebhookDelivery[]> {
    const { rows } = await readPage<DeliveryRow>(tx, {
      name: "webhook-deliveries",
      select: selectDelivery,
      where: (bind) => ["d.tenant_id = $1", `d.endpoint_id = ${bind(endpointId)}`, options.state && `d.state = ${bind(options.state)}`],
      order: [{ column: "d.delivery_id", type: "uuid", of: (row) => row.delivery_id }],
      isDescending: true,
      limit: options.limit,
      position: options.after === undefined ? undefined : [options.after],
    });
    return rows.map(toDelivery);
  }

  async find(
    tx: TenantTransaction,
    endpointId: string,
    deliveryId: string,
  ): Promise<{ readonly delivery: WebhookDelivery; readonly body: string; readonly attempts: readonly WebhookAttempt[] } | undefined> {
    const row = await tx.oneOrNone<DeliveryRow & { readonly body: string }>(
      "webhook-delivery",
      `${selectDelivery.replace("d.ended_at,", "d.ended_at, d.body,")} where d.tenant_id = $1 and d.endpoint_id = $2 and d.delivery_id = $3`,
      [tx.tenantId, endpointId, deliveryId],
    );
    if (row === undefined) return undefined;
    const attempts = await tx.many<{ sent_at: Date; elapsed_ms: number; status: number | null; failure: string | null; answer: string }>(
      "webhook-attempts",
      "select sent_at, elapsed_ms, status, failure, answer from webhook_attempt where tenant_id = $1 and delivery_id = $2 order by attempt_id desc limit 100",
      [tx.tenantId, deliveryId],
    );
    return {
      delivery: toDelivery(row),
      body: row.body,
      attempts: attempts.map(({ sent_at, elapsed_ms, status, failure, answer }) => ({
        sentAt: sent_at,
        elapsedMs: elapsed_ms,
        status: status ?? undefined,
        failure: failure ?? undefined,
        answer,
      })),
    };
  }

  /** @returns false when it waits already, or is not there. */
  async sendAgain(tx: TenantTransaction, endpointId: string, deliveryId: string): Promise<boolean> {
    const changed = await tx.count(
      "webhook-send-again",
      `update webhook_delivery set state = 'waiting', attempts = 0, next_at = now(), ended_at = null
       where tenant_id = $1 and endpoint_id = $2 and delivery_id = $3 and state <> 'waiting'`,
      [tx.tenantId, endpointId, deliveryId],
    );
    return changed === 1;
  }

  /** @param state `undefined` for all that have ended. @returns how many. */
  async replay(tx: TenantTransaction, endpointId: string, since: Date, state: "delivered" | "dead" | undefined): Promise<number> {
    return tx.count(
      `webhook-replay-${state ?? "all"}`,
      `update webhook_delivery set state = 'waiting', attempts = 0, next_at = now(), ended_at = null
       where tenant_id = $1 and delivery_id in (
         select delivery_id from webhook_delivery
         where tenant_id = $1 and endpoint_id = $2 and created_at >= $3 and ${state === undefined ? "state <> 'waiting'" : `state = '${state}'`}
         order by delivery_id limit $4
       )`,
      [tx.tenantId, endpointId, since, integrationLimits.replayMax],
    );
  }

  async prune(tx: TenantTransaction): Promise<void> {
    await tx.count(
      "webhook-prune",
      `delete from webhook_delivery where tenant_id = $1 and delivery_id in (
         select delivery_id from webhook_delivery
         where tenant_id = $1 and state <> 'waiting' and ended_at < now() - make_interval(days => $2) order by ended_at limit $3
       )`,
      [tx.tenantId, integrationLimits.keepDays, integrationLimits.pruneMax],
    );
    await tx.count(
      "webhook-received-prune",
      `delete from webhook_received where tenant_id = $1 and (receiver_id, message_id) in (
         select receiver_id, message_id from webhook_received
         where tenant_id = $1 and received_at < now() - make_interval(hours => $2) order by received_at limit $3
       )`,
      [tx.tenantId, integrationLimits.receivedKeepHours, integrationLimits.pruneMax],
    );
  }
}

function toDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    deliveryId: row.delivery_id,
    eventId: row.event_id,
    type: row.type,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    nextAt: row.state === "waiting" ? row.next_at : undefined,
    endedAt: row.ended_at ?? undefined,
    lastStatus: row.status ?? undefined,
    lastFailure: row.failure ?? undefined,
  };
}
