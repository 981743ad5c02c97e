/** Webhooks as the API shows them; secrets are in none of them. */
import { Type, type Static } from "typebox";
import { eventTopics } from "../../events/event-types.ts";
import { named, oneOf, pageOf, ref } from "../../http/schemas.ts";
import { integrationLimits } from "./limits.ts";
import { deliveryStates, type RenewedSecret, type WebhookDelivery, type WebhookEndpoint } from "./webhook-types.ts";

const Time = Type.String({ format: "date-time" });

export const Topics = Type.Array(oneOf(eventTopics), { minItems: 1, maxItems: eventTopics.length, uniqueItems: true });

export const EndpointView = named(
  "WebhookEndpoint",
  Type.Object({
    endpointId: Type.String(),
    url: Type.String(),
    description: Type.String(),
    topics: Type.Array(oneOf(eventTopics)),
    createdAt: Time,
    pausedAt: Type.Optional(Time),
    secretMadeAt: Time,
    oldSecretUntil: Type.Optional(Type.String({ format: "date-time", description: "Until then every message bears the old secret's signature, too." })),
    waiting: Type.Integer({ description: "Deliveries that wait for their next attempt." }),
    dead: Type.Integer({ description: "Deliveries that were given up." }),
    skipped: Type.Integer({ description: "Events that were not queued, since too many waited." }),
    deliveredAt: Type.Optional(Time),
  }),
);
export const EndpointList = named("WebhookEndpointList", Type.Object({ items: Type.Array(ref(EndpointView)) }));

export const NewEndpointView = named(
  "NewWebhookEndpoint",
  Type.Object({
    endpointId: Type.String(),
    secret: Type.String({ description: "Signs every message (Standard Webhooks); shown once." }),
  }),
);

/** How long the old secret counts beside the new one. */
export const RenewalWish = Type.Object(
  {
    overlapHours: Type.Integer({
      minimum: 0,
      maximum: integrationLimits.overlapHoursMax,
      default: 24,
      description: "How long the old secret counts too; 0 ends it at once.",
    }),
  },
  { additionalProperties: false },
);

export const RenewedSecretView = named(
  "RenewedWebhookSecret",
  Type.Object({
    secret: Type.String({ description: "Shown once." }),
    oldUntil: Type.String({ format: "date-time", description: "The old secret counts until then." }),
  }),
);

export const DeliveryView = named(
  "WebhookDelivery",
  Type.Object({
    deliveryId: Type.String(),
    eventId: Type.String({ description: "The header webhook-id: the same at each attempt." }),
    type: Type.String(),
    state: oneOf(deliveryStates),
    attempts: Type.Integer(),
    createdAt: Time,
    nextAt: Type.Optional(Type.String({ format: "date-time", description: "Of the next attempt." })),
    endedAt: Type.Optional(Time),
    lastStatus: Type.Optional(Type.Integer({ description: "HTTP status of the newest answer." })),
    lastFailure: Type.Optional(Type.String({ description: "Why there was no answer to the newest attempt." })),
  }),
);
export const DeliveryPageView = pageOf("WebhookDeliveryPage", DeliveryView);

export const DeliveryDetailView = named(
  "WebhookDeliveryDetail",
  Type.Object({
    delivery: ref(DeliveryView),
    body: Type.String({ description: "What is sent: a CloudEvent as JSON." }),
    log: Type.Array(
      Type.Object({
        sentAt: Time,
        elapsedMs: Type.Integer(),
        status: Type.Optional(Type.Integer()),
        failure: Type.Optional(Type.String()),
        answer: Type.String({ description: "The beginning of the answer's body." }),
      }),
      { description: "Attempts, newest first." },
    ),
  }),
);

export function endpointToJson({
  createdAt,
  pausedAt,
  secretMadeAt,
  oldSecretUntil,
  deliveredAt,
  topics,
  ...endpoint
}: WebhookEndpoint): Static<typeof EndpointView> {
  return {
    ...endpoint,
    topics: [...topics],
    createdAt: createdAt.toISOString(),
    secretMadeAt: secretMadeAt.toISOString(),
    ...(oldSecretUntil === undefined ? {} : { oldSecretUntil: oldSecretUntil.toISOString() }),
    ...(pausedAt === undefined ? {} : { pausedAt: pausedAt.toISOString() }),
    ...(deliveredAt === undefined ? {} : { deliveredAt: deliveredAt.toISOString() }),
  };
}

export function deliveryToJson({ createdAt, nextAt, endedAt, lastStatus, lastFailure, ...delivery }: WebhookDelivery): Static<typeof DeliveryView> {
  return {
    ...delivery,
    createdAt: createdAt.toISOString(),
    ...(nextAt === undefined ? {} : { nextAt: nextAt.toISOString() }),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
    ...(lastStatus === undefined ? {} : { lastStatus }),
    ...(lastFailure === undefined ? {} : { lastFailure }),
  };
}

export function renewedToJson({ secret, oldUntil }: RenewedSecret): Static<typeof RenewedSecretView> {
  return { secret, oldUntil: oldUntil.toISOString() };
}
