/** Sends what is due, tenant by tenant, many at a time; an endpoint that is slow or dead keeps nobody else waiting. */
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Part } from "@drawbar/runtime/lifecycle/start-all.ts";
import type { Logger } from "@drawbar/runtime/logging/logger.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { Repeating } from "../../events/repeating.ts";
import { DeliveryStore } from "./delivery-store.ts";
import { integrationLimits } from "./limits.ts";
import type { SecretBox } from "../../secrets/secret-box.ts";
import { signMessage } from "./webhook-signing.ts";
import type { PostOutcome, WebhookTarget } from "./webhook-target.ts";
import type { DeliveryState, DueDelivery } from "./webhook-types.ts";

export interface WebhookSenderOptions {
  /** As drawbar_worker. */
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly target: Pick<WebhookTarget, "post">;
  readonly clock: Clock;
  /** In 0..1. */
  readonly random: () => number;
  readonly log: Logger;
}

export class WebhookSender implements Part {
  readonly name = "webhook-sender";
  readonly #options: WebhookSenderOptions;
  readonly #deliveries = new DeliveryStore();
  readonly #turns: Repeating;
  readonly #underWay = new Set<Promise<void>>();
  readonly #perEndpoint = new Map<string, number>();
  #prunedAtUs: number | undefined;

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
    this.#turns = new Repeating({
      turn: async (isStopped) => this.#turn(isStopped),
      failed: (error, pauseMs) => options.log.warn({ error, pauseMs }, "webhooks put off"),
    });
  }

  start(): void {
    this.#turns.start();
  }

  /** Waits for the attempts under way; each ends by itself. */
  async stop(): Promise<void> {
    await this.#turns.stop();
    await Promise.all(this.#underWay);
  }

  async #turn(isStopped: () => boolean): Promise<boolean> {
    const { database, clock } = this.#options;
    const isPruning = this.#prunedAtUs === undefined || clock.monoUs() - this.#prunedAtUs > integrationLimits.pruneEveryMs * 1_000;
    const tenants = await database.directory.many<{ tenant_id: string }>("tenants", "select tenant_id from directory.tenants()", []);
    let taken = 0;
    for (const { tenant_id } of tenants) {
      if (isStopped()) return false;
      while (this.#underWay.size >= integrationLimits.perProcessMax) await Promise.race(this.#underWay);
      const tenant = parseTenantId(tenant_id);
      const due = await this.#deliveries.takeDue(database.of(tenant), { perEndpoint: integrationLimits.perEndpointMax, underWay: this.#perEndpoint });
      for (const delivery of due) this.#begin(tenant, delivery);
      taken += due.length;
      if (isPruning) await this.#deliveries.prune(database.of(tenant));
    }
    if (isPruning) this.#prunedAtUs = clock.monoUs();
    return taken > 0;
  }

  #begin(tenant: TenantId, delivery: DueDelivery): void {
    const { endpointId } = delivery;
    this.#perEndpoint.set(endpointId, (this.#perEndpoint.get(endpointId) ?? 0) + 1);
    const attempt = this.#attempt(tenant, delivery)
      // Its lease ends, and then it is sent again.
      .catch((error: unknown) => this.#options.log.warn({ error, tenant, delivery: delivery.deliveryId }, "outcome of a webhook not noted"))
      .finally(() => {
        this.#underWay.delete(attempt);
        const left = (this.#perEndpoint.get(endpointId) ?? 1) - 1;
        // Its queue was passed over meanwhile: without this, an endpoint got four messages a pause.
        if (left === integrationLimits.perEndpointMax - 1) this.#turns.wake();
        if (left === 0) this.#perEndpoint.delete(endpointId);
        else this.#perEndpoint.set(endpointId, left);
      });
    this.#underWay.add(attempt);
  }

  async #attempt(tenant: TenantId, delivery: DueDelivery): Promise<void> {
    const { database, secrets, target, clock, random } = this.#options;
    const sentAt = new Date(clock.wallUs() / 1_000);
    const startedUs = clock.monoUs();
    const { endpointId, eventId: id, body } = delivery;
    const signature = signMessage(secrets, delivery.secrets, { purpose: `endpoint ${endpointId}`, id, at: sentAt, body });
    const outcome = await target.post(delivery.url, {
      body,
      headers: {
        "content-type": "application/cloudevents+json; charset=utf-8",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1_000)),
        "webhook-signature": signature,
      },
    });
    const attempt = { sentAt, elapsedMs: Math.round((clock.monoUs() - startedUs) / 1_000), ...noteOf(outcome) };
    await this.#deliveries.note(database.of(tenant), delivery.deliveryId, attempt, nextOf(outcome, delivery.attempts, random()));
  }
}

function noteOf(outcome: PostOutcome): { readonly status?: number; readonly failure?: string; readonly answer: string } {
  return outcome.kind === "answered" ? { status: outcome.status, answer: outcome.answer } : { failure: outcome.reason.slice(0, 500), answer: "" };
}

/**
 * What becomes of a delivery after an attempt. 410 means that nobody wants it any more (Standard Webhooks).
 *
 * @param attempts this one included.
 */
export function nextOf(outcome: PostOutcome, attempts: number, chance: number): { readonly state: DeliveryState; readonly retryInMs?: number } {
  if (outcome.kind === "answered" && outcome.status >= 200 && outcome.status < 300) return { state: "delivered" };
  const pauseMs = integrationLimits.retryMs[attempts - 1];
  if (pauseMs === undefined || (outcome.kind === "answered" && outcome.status === 410)) return { state: "dead" };
  return { state: "waiting", retryInMs: Math.round(pauseMs * (1 + integrationLimits.retryJitter * chance)) };
}
