/** Endpoints that a fleet has, what was sent to them, and what a person may do about it. */
import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { toCloudEvent } from "../../events/envelope.ts";
import type { EventTopic } from "../../events/event-types.ts";
import { DeliveryStore } from "./delivery-store.ts";
import { EndpointStore } from "./endpoint-store.ts";
import { failIntegration } from "./integration-errors.ts";
import { integrationLimits } from "./limits.ts";
import type { SecretBox } from "../../secrets/secret-box.ts";
import { newSecret } from "./webhook-signing.ts";
import type { WebhookTarget } from "./webhook-target.ts";
import type { DeliveryState, RenewedSecret, WebhookDelivery, WebhookEndpoint } from "./webhook-types.ts";

export interface WebhookServiceOptions {
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly target: Pick<WebhookTarget, "check">;
  readonly clock: Clock;
}

export interface DeliveryPage {
  readonly deliveries: readonly WebhookDelivery[];
  readonly next?: string;
}

export class WebhookService {
  readonly #options: WebhookServiceOptions;
  readonly #endpoints = new EndpointStore();
  readonly #deliveries = new DeliveryStore();

  constructor(options: WebhookServiceOptions) {
    this.#options = options;
  }

  endpoints(tenant: TenantId): Promise<readonly WebhookEndpoint[]> {
    return this.#endpoints.list(this.#options.database.of(tenant));
  }

  /** @returns the secret in plain; it cannot be had again. @throws DrawbarError `WEBHOOK_URL_REFUSED`, `WEBHOOK_ENDPOINTS_TOO_MANY`. */
  async add(
    tenant: TenantId,
    wish: { readonly url: string; readonly topics: readonly EventTopic[]; readonly description?: string | undefined },
  ): Promise<{ readonly endpointId: string; readonly secret: string }> {
    const url = this.#options.target.check(wish.url);
    const endpointId = uuidV7();
    const secret = newSecret();
    const secretSealed = this.#options.secrets.seal(secret, `endpoint ${endpointId}`);
    await this.#options.database.transaction(tenant, async (tx) => {
      const { endpointsMax } = integrationLimits;
      if ((await this.#endpoints.count(tx)) >= endpointsMax)
        throw failIntegration("WEBHOOK_ENDPOINTS_TOO_MANY", `the fleet has ${endpointsMax} endpoints already`);
      await this.#endpoints.add(tx, { endpointId, url, topics: wish.topics, description: wish.description ?? "", secretSealed });
    });
    return { endpointId, secret };
  }

  /** @throws DrawbarError `WEBHOOK_ENDPOINT_UNKNOWN`. */
  async remove(tenant: TenantId, endpointId: string): Promise<void> {
    if (!(await this.#endpoints.remove(this.#options.database.of(tenant), endpointId))) throw unknownEndpoint(endpointId);
  }

  /** Events that come while an endpoint is paused are not queued for it. @throws DrawbarError `WEBHOOK_ENDPOINT_UNKNOWN`. */
  async setPaused(tenant: TenantId, endpointId: string, isPaused: boolean): Promise<void> {
    if (!(await this.#endpoints.setPaused(this.#options.database.of(tenant), endpointId, isPaused))) throw unknownEndpoint(endpointId);
  }

  /** @param overlapHours for how long every message is signed with the old secret too; 0 ends it at once. @throws DrawbarError `WEBHOOK_ENDPOINT_UNKNOWN`. */
  async renewSecret(tenant: TenantId, endpointId: string, overlapHours: number): Promise<RenewedSecret> {
    const secret = newSecret();
    const sealed = this.#options.secrets.seal(secret, `endpoint ${endpointId}`);
    const oldUntil = await this.#endpoints.renewSecret(this.#options.database.of(tenant), endpointId, sealed, overlapHours);
    if (oldUntil === undefined) throw unknownEndpoint(endpointId);
    return { secret, oldUntil };
  }

  /** @throws DrawbarError `WEBHOOK_ENDPOINT_UNKNOWN`. */
  async endOldSecret(tenant: TenantId, endpointId: string): Promise<void> {
    if (!(await this.#endpoints.endOldSecret(this.#options.database.of(tenant), endpointId))) throw unknownEndpoint(endpointId);
  }

  /** Queues an event that says nothing, for this endpoint only. @returns the delivery. @throws DrawbarError `WEBHOOK_ENDPOINT_UNKNOWN`. */
  async test(tenant: TenantId, endpointId: string): Promise<string> {
    const [deliveryId, eventId] = [uuidV7(), uuidV7()];
    const occurredAt = new Date(this.#options.clock.wallUs() / 1_000);
    const body = JSON.stringify({ endpointId, message: "A test from Drawbar." });
    const event = { tenant, id: eventId, type: "webhook.tested", subject: endpointId, occurredAt, body };
    await this.#options.database.transaction(tenant, async (tx) => {
      if (!(await this.#endpoints.has(tx, endpointId))) throw unknownEndpoint(endpointId);
      await this.#deliveries.add(tx, deliveryId, { endpointId, eventId, type: event.type, body: JSON.stringify(toCloudEvent(event)) });
    });
    return deliveryId;
  }

  /** @throws DrawbarError `WEBHOOK_ENDPOINT_UNKNOWN`. */
  async page(
    tenant: TenantId,
    endpointId: string,
    options: { readonly state?: DeliveryState | undefined; readonly after?: string | undefined; readonly limit: number },
  ): Promise<DeliveryPage> {
    const tx = this.#options.database.of(tenant);
    const rows = await this.#deliveries.page(tx, endpointId, { ...options, limit: options.limit + 1 });
    if (rows.length === 0 && !(await this.#endpoints.has(tx, endpointId))) throw unknownEndpoint(endpointId);
    const deliveries = rows.slice(0, options.limit);
    const last = deliveries.at(-1);
    return rows.length > options.limit && last !== undefined ? { deliveries, next: last.deliveryId } : { deliveries };
  }

  /** @throws DrawbarError `WEBHOOK_DELIVERY_UNKNOWN`. */
  async delivery(tenant: TenantId, endpointId: string, deliveryId: string) {
    const found = await this.#deliveries.find(this.#options.database.of(tenant), endpointId, deliveryId);
    if (found === undefined) throw unknownDelivery(deliveryId);
    return found;
  }

  /** @throws DrawbarError `WEBHOOK_DELIVERY_UNKNOWN`, `WEBHOOK_DELIVERY_WAITING`. */
  async sendAgain(tenant: TenantId, endpointId: string, deliveryId: string): Promise<void> {
    const tx = this.#options.database.of(tenant);
    if (await this.#deliveries.sendAgain(tx, endpointId, deliveryId)) return;
    if ((await this.#deliveries.find(tx, endpointId, deliveryId)) === undefined) throw unknownDelivery(deliveryId);
    throw failIntegration("WEBHOOK_DELIVERY_WAITING", `the delivery ${deliveryId} is on its way already`);
  }

  /** Sends again what has ended since a time. @returns how many. @throws DrawbarError `WEBHOOK_ENDPOINT_UNKNOWN`. */
  async replay(tenant: TenantId, endpointId: string, since: Date, state: "delivered" | "dead" | undefined): Promise<number> {
    return this.#options.database.transaction(tenant, async (tx) => {
      if (!(await this.#endpoints.has(tx, endpointId))) throw unknownEndpoint(endpointId);
      return this.#deliveries.replay(tx, endpointId, since, state);
    });
  }
}

function unknownEndpoint(endpointId: string): Error {
  return failIntegration("WEBHOOK_ENDPOINT_UNKNOWN", `the fleet has no webhook endpoint ${endpointId}`);
}

function unknownDelivery(deliveryId: string): Error {
  return failIntegration("WEBHOOK_DELIVERY_UNKNOWN", `the endpoint has no delivery ${deliveryId}`);
}
