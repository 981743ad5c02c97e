/** Webhooks of the made-up fleet: one endpoint that works, one that does not, and what a person does to them. */
import { randomUUID } from "node:crypto";
import type { Schemas } from "@drawbar/api-client/api-client.ts";

type Endpoint = Schemas["WebhookEndpoint"];
type Detail = Schemas["WebhookDeliveryDetail"];

export interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly refusal?: { readonly code: string; readonly detail: string };
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

const idOf = (n: number): string => `018f6b00-0000-7000-8000-${String(n).padStart(12, "0")}`;

export class MockWebhooks {
  readonly #endpoints = new Map<string, { endpoint: Endpoint; readonly deliveries: Detail[] }>();
  #made = 0;

  constructor(nowMs: number) {
    const ago = (minutes: number): string => new Date(nowMs - minutes * 60_000).toISOString();
    this.#add(
      { url: "https://workshop.example/drawbar", description: "Workshop planning", topics: ["vehicle-alerts", "vehicle-lifecycle"] },
      ago(60 * 24 * 9),
      [
        this.#detail("vehicle.registered", "delivered", ago(14), [{ sentAt: ago(14), elapsedMs: 84, status: 204, answer: "" }]),
        this.#detail("link.restored", "delivered", ago(190), [
          { sentAt: ago(189), elapsedMs: 91, status: 200, answer: "ok" },
          { sentAt: ago(190), elapsedMs: 15_000, failure: "no answer within 15000 ms", answer: "" },
        ]),
      ],
    );
    this.#add({ url: "https://erp.example/hooks/fleet", description: "", topics: ["vehicle-telemetry"] }, ago(60 * 24 * 30), [
      this.#detail("telemetry.stored", "dead", ago(60 * 24 * 3), [{ sentAt: ago(30), elapsedMs: 41, status: 500, answer: "<h1>Internal Server Error</h1>" }]),
    ]);
  }

  /** @returns undefined for a path that is not of webhooks. */
  answer({ method, path, query, body }: Call): Answer | undefined {
    if (path === "/webhooks" && method === "GET") return { status: 200, body: { items: [...this.#endpoints.values()].map((entry) => counted(entry)) } };
    if (path === "/webhooks" && method === "POST") return this.#addByHand(body);
    const [, endpointId = "", part = "", deliveryId = "", retry] = /^\/webhooks\/([\w-]+)(?:\/(\w+)(?:-secret)?)?(?:\/([\w-]+))?(\/retry)?$/.exec(path) ?? [];
    const entry = this.#endpoints.get(endpointId);
    if (!path.startsWith("/webhooks/")) return undefined;
    if (entry === undefined) return { status: 404, refusal: { code: "WEBHOOK_ENDPOINT_UNKNOWN", detail: "the fleet has no such webhook endpoint" } };
    if (method === "DELETE" && part === "") {
      this.#endpoints.delete(endpointId);
      return { status: 204 };
    }
    if (part === "pause" || part === "resume") {
      const { pausedAt: _before, ...endpoint } = entry.endpoint;
      entry.endpoint = part === "resume" ? endpoint : { ...endpoint, pausedAt: new Date().toISOString() };
      return { status: 204 };
    }
    if (part === "secret") {
      const oldUntil = new Date(Date.now() + Number(body["overlapHours"]) * 3_600_000).toISOString();
      entry.endpoint = { ...entry.endpoint, secretMadeAt: new Date().toISOString(), oldSecretUntil: oldUntil };
      return { status: 201, body: { secret: mockSecret(), oldUntil } };
    }
    if (part === "old") {
      const { oldSecretUntil: _before, ...endpoint } = entry.endpoint;
      entry.endpoint = endpoint;
      return { status: 204 };
    }
    if (part === "test") {
      entry.deliveries.unshift(this.#detail("webhook.tested", "delivered", new Date().toISOString(), [attemptNow()]));
      return { status: 202, body: { deliveryId: entry.deliveries[0]?.delivery.deliveryId } };
    }
    if (part === "deliveries" && deliveryId === "") {
      const state = query.get("state");
      const items = entry.deliveries.map(({ delivery }) => delivery).filter((delivery) => state === null || delivery.state === state);
      return { status: 200, body: { items } };
    }
    const index = entry.deliveries.findIndex(({ delivery }) => delivery.deliveryId === deliveryId);
    const detail = entry.deliveries[index];
    if (detail === undefined) return { status: 404, refusal: { code: "WEBHOOK_DELIVERY_UNKNOWN", detail: "there is no such delivery" } };
    if (retry === undefined) return { status: 200, body: detail };
    const sent = { ...this.#detail(detail.delivery.type, "delivered", detail.delivery.createdAt, [attemptNow(), ...detail.log]) };
    entry.deliveries[index] = { ...sent, delivery: { ...sent.delivery, deliveryId } };
    return { status: 202, body: entry.deliveries[index].delivery };
  }

  #addByHand({ url, topics }: Readonly<Record<string, unknown>>): Answer {
    if (typeof url !== "string" || !url.startsWith("https://")) {
      return { status: 400, refusal: { code: "WEBHOOK_URL_REFUSED", detail: "webhooks go by https, not by http" } };
    }
    const endpointId = this.#add({ url, description: "", topics: topics as Endpoint["topics"] }, new Date().toISOString(), []); // a development server may trust its console
    return { status: 201, body: { endpointId, secret: mockSecret() } };
  }

  #add(endpoint: Pick<Endpoint, "url" | "description" | "topics">, createdAt: string, deliveries: Detail[]): string {
    const endpointId = this.#nextId();
    this.#endpoints.set(endpointId, { endpoint: { ...endpoint, endpointId, createdAt, secretMadeAt: createdAt, waiting: 0, dead: 0, skipped: 0 }, deliveries });
    return endpointId;
  }

  #detail(type: string, state: "delivered" | "dead", createdAt: string, log: Detail["log"]): Detail {
    const { status, failure } = log[0] ?? {};
    const delivery = { deliveryId: this.#nextId(), eventId: this.#nextId(), type, state, attempts: log.length, createdAt, endedAt: createdAt };
    return {
      delivery: { ...delivery, ...(status === undefined ? {} : { lastStatus: status }), ...(failure === undefined ? {} : { lastFailure: failure }) },
      body: JSON.stringify({ specversion: "1.0", id: delivery.eventId, type: `com.drawbar.${type}.v1`, source: "/fleets/mock", time: createdAt, data: {} }),
      log,
    };
  }

  #nextId(): string {
    this.#made += 1;
    return idOf(this.#made);
  }
}

function counted({ endpoint, deliveries }: { readonly endpoint: Endpoint; readonly deliveries: readonly Detail[] }): Endpoint {
  const delivered = deliveries.find(({ delivery }) => delivery.state === "delivered")?.delivery.createdAt;
  const dead = deliveries.filter(({ delivery }) => delivery.state === "dead").length;
  return { ...endpoint, dead, ...(delivered === undefined ? {} : { deliveredAt: delivered }) };
}

function attemptNow(): Detail["log"][number] {
  return { sentAt: new Date().toISOString(), elapsedMs: 62, status: 200, answer: "ok" };
}

/** As the cloud writes secrets; it opens nothing. */
export function mockSecret(): string {
  return `whsec_${Buffer.from(randomUUID()).toString("base64")}`;
}
