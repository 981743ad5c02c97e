/** Rows of `webhook_endpoint`. */
import type { TenantTransaction } from "../../db/tenant-transaction.ts";
import { eventTopics, type EventTopic } from "../../events/event-types.ts";
import type { WebhookEndpoint } from "./webhook-types.ts";

interface EndpointRow {
  readonly endpoint_id: string;
  readonly url: string;
  readonly description: string;
  readonly topics: string[];
  readonly created_at: Date;
  readonly disabled_at: Date | null;
  readonly secret_made_at: Date | null;
  readonly old_secret_until: Date | null;
  readonly skipped: string;
  readonly waiting: string;
  readonly dead: string;
  readonly delivered_at: Date | null;
}

export interface Subscriber {
  readonly endpointId: string;
  readonly topics: readonly EventTopic[];
}

export class EndpointStore {
  /** Oldest first. */
  async list(tx: TenantTransaction): Promise<readonly WebhookEndpoint[]> {
    const rows = await tx.many<EndpointRow>(
      "webhook-endpoints",
      `select e.endpoint_id, e.url, e.description, e.topics, e.created_at, e.disabled_at, e.secret_made_at,
         case when e.old_secret_until > now() then e.old_secret_until end as old_secret_until, e.skipped, c.waiting, c.dead, c.delivered_at
       from webhook_endpoint e
       cross join lateral (
         select count(*) filter (where d.state = 'waiting') as waiting, count(*) filter (where d.state = 'dead') as dead,
           max(d.ended_at) filter (where d.state = 'delivered') as delivered_at
         from webhook_delivery d where d.tenant_id = $1 and d.endpoint_id = e.endpoint_id
       ) c
       where e.tenant_id = $1
       order by e.created_at, e.endpoint_id`,
      [tx.tenantId],
    );
    return rows.map(toEndpoint);
  }

  async count(tx: TenantTransaction): Promise<number> {
    const { endpoints } = await tx.one<{ endpoints: string }>(
      "webhook-endpoint-count",
      "select count(*) as endpoints from webhook_endpoint where tenant_id = $1",
      [tx.tenantId],
    );
    return Number(endpoints);
  }

  async add(
    tx: TenantTransaction,
    endpoint: Pick<WebhookEndpoint, "endpointId" | "url" | "description" | "topics"> & { readonly secretSealed: Buffer },
  ): Promise<void> {
    await tx.count(
      "webhook-endpoint-add",
      "insert into webhook_endpoint (tenant_id, endpoint_id, url, description, topics, secret_sealed) values ($1, $2, $3, $4, $5, $6)",
      [tx.tenantId, endpoint.endpointId, endpoint.url, endpoint.description, endpoint.topics, endpoint.secretSealed],
    );
  }

  /** @returns false when there is no such endpoint. Its deliveries go, too. */
  async remove(tx: TenantTransaction, endpointId: string): Promise<boolean> {
    return (
      (await tx.count("webhook-endpoint-remove", "delete from webhook_endpoint where tenant_id = $1 and endpoint_id = $2", [tx.tenantId, endpointId])) === 1
    );
  }

  async has(tx: TenantTransaction, endpointId: string): Promise<boolean> {
    return (
      (await tx.many("webhook-endpoint-has", "select from webhook_endpoint where tenant_id = $1 and endpoint_id = $2", [tx.tenantId, endpointId])).length === 1
    );
  }

  /** @returns false when there is no such endpoint. */
  async setPaused(tx: TenantTransaction, endpointId: string, isPaused: boolean): Promise<boolean> {
    const changed = await tx.count(
      "webhook-endpoint-pause",
      `update webhook_endpoint set disabled_at = case when $3 then coalesce(disabled_at, now()) end
       where tenant_id = $1 and endpoint_id = $2`,
      [tx.tenantId, endpointId, isPaused],
    );
    return changed === 1;
  }

  /** @returns until when the old secret signs too; `undefined` when there is no such endpoint. */
  async renewSecret(tx: TenantTransaction, endpointId: string, sealed: Buffer, overlapHours: number): Promise<Date | undefined> {
    const row = await tx.oneOrNone<{ old_secret_until: Date }>(
      "webhook-endpoint-renew",
      `update webhook_endpoint
       set old_secret_sealed = secret_sealed, old_secret_until = now() + make_interval(hours => $4), secret_sealed = $3, secret_made_at = now()
       where tenant_id = $1 and endpoint_id = $2
       returning old_secret_until`,
      [tx.tenantId, endpointId, sealed, overlapHours],
    );
    return row?.old_secret_until;
  }

  /** @returns false when there is no such endpoint. */
  async endOldSecret(tx: TenantTransaction, endpointId: string): Promise<boolean> {
    const changed = await tx.count(
      "webhook-endpoint-end-old",
      "update webhook_endpoint set old_secret_sealed = null, old_secret_until = null where tenant_id = $1 and endpoint_id = $2",
      [tx.tenantId, endpointId],
    );
    return changed === 1;
  }

  /** Endpoints that want events now. */
  async subscribers(tx: TenantTransaction): Promise<readonly Subscriber[]> {
    const rows = await tx.many<{ endpoint_id: string; topics: string[] }>(
      "webhook-subscribers",
      "select endpoint_id, topics from webhook_endpoint where tenant_id = $1 and disabled_at is null",
      [tx.tenantId],
    );
    return rows.map(({ endpoint_id, topics }) => ({ endpointId: endpoint_id, topics: topics.filter(isTopic) }));
  }
}

function toEndpoint(row: EndpointRow): WebhookEndpoint {
  return {
    endpointId: row.endpoint_id,
    url: row.url,
    description: row.description,
    topics: row.topics.filter(isTopic),
    createdAt: row.created_at,
    pausedAt: row.disabled_at ?? undefined,
    secretMadeAt: row.secret_made_at ?? row.created_at,
    oldSecretUntil: row.old_secret_until ?? undefined,
    waiting: Number(row.waiting),
    dead: Number(row.dead),
    skipped: Number(row.skipped),
    deliveredAt: row.delivered_at ?? undefined,
  };
}

function isTopic(topic: string): topic is EventTopic {
  return (eventTopics as readonly string[]).includes(topic);
}
