import { Type, type Static } from "typebox";
import type { Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { Instant, oneOf, pageParameters, ref, Uuid } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import { failIntegration } from "./integration-errors.ts";
import { integrationLimits } from "./limits.ts";
import type { WebhookService } from "./webhook-service.ts";
import { deliveryStates } from "./webhook-types.ts";
import {
  DeliveryDetailView,
  DeliveryPageView,
  deliveryToJson,
  DeliveryView,
  EndpointList,
  endpointToJson,
  type EndpointView,
  NewEndpointView,
  RenewalWish,
  RenewedSecretView,
  renewedToJson,
  Topics,
} from "./webhook-views.ts";

const tags = ["webhooks"];
const OfEndpoint = Type.Object({ endpointId: Uuid });
const OfDelivery = Type.Object({ endpointId: Uuid, deliveryId: Uuid });
const deliveryParameters = { state: Type.Optional(oneOf(deliveryStates)), limit: pageParameters.limit, after: Type.Optional(Uuid) };

const deliveryColumns: readonly ListColumn<Static<typeof DeliveryView>>[] = [
  ["event", ({ type }) => type],
  ["state", ({ state }) => state],
  ["status", ({ lastStatus }) => (lastStatus === undefined ? "" : String(lastStatus))],
  ["failure", ({ lastFailure = "" }) => lastFailure],
  ["attempts", ({ attempts }) => String(attempts)],
  ["createdAt", ({ createdAt }) => createdAt],
  ["endedAt", ({ endedAt = "" }) => endedAt],
  ["eventId", ({ eventId }) => eventId],
];

const endpointColumns: readonly ListColumn<Static<typeof EndpointView>>[] = [
  ["url", ({ url }) => url],
  ["description", ({ description }) => description],
  ["topics", ({ topics }) => topics.join(", ")],
  ["waiting", ({ waiting }) => String(waiting)],
  ["dead", ({ dead }) => String(dead)],
  ["skipped", ({ skipped }) => String(skipped)],
  ["deliveredAt", ({ deliveredAt = "" }) => deliveredAt],
  ["pausedAt", ({ pausedAt = "" }) => pausedAt],
  ["secretMadeAt", ({ secretMadeAt }) => secretMadeAt],
  ["createdAt", ({ createdAt }) => createdAt],
];

export function webhookRoutes({ webhooks, running }: { readonly webhooks: WebhookService; readonly running: RunningExports }): Routes {
  const endpointsOf = async ({ tenantId }: Principal): Promise<Static<typeof EndpointList>> => ({
    items: (await webhooks.endpoints(tenantId)).map(endpointToJson),
  });
  const pageOfDeliveries = async (
    { tenantId }: Principal,
    query: Static<ReturnType<typeof Type.Object<typeof deliveryParameters>>>,
    { endpointId }: Static<typeof OfEndpoint>,
  ): Promise<Static<typeof DeliveryPageView>> => {
    const { deliveries, next } = await webhooks.page(tenantId, endpointId, query);
    return { items: deliveries.map(deliveryToJson), ...(next === undefined ? {} : { next }) };
  };

  return (api) => {
    api.get(
      "/webhooks",
      {
        config: { access: "read" },
        schema: { operationId: "webhooks", summary: "Endpoints that events are sent to", tags, response: { 200: ref(EndpointList) } },
      },
      async (request) => endpointsOf(principalOf(request)),
    );

    addListExport(api, {
      path: "/webhooks",
      operationId: "exportWebhooks",
      summary: "Endpoints that events are sent to, as a file",
      tags,
      access: "read",
      audit: { action: "webhooks.exported", subject: "fleet" },
      parameters: {},
      running,
      name: "endpoints",
      columns: endpointColumns,
      page: endpointsOf,
    });

    api.post(
      "/webhooks",
      {
        config: { access: "admin", audit: { action: "webhook.added", subject: "endpoint" }, idempotency: "transaction" },
        schema: {
          operationId: "addWebhook",
          summary: "Send events of some topics to an address",
          description: "Signed as Standard Webhooks says, as CloudEvents. The answer holds the secret, once.",
          tags,
          body: Type.Object(
            {
              url: Type.String({ minLength: 1, maxLength: integrationLimits.urlMax }),
              topics: Topics,
              description: Type.Optional(Type.String({ maxLength: integrationLimits.descriptionMax })),
            },
            { additionalProperties: false },
          ),
          response: { 201: ref(NewEndpointView) },
        },
      },
      async (request, reply) => {
        const endpoint: Static<typeof NewEndpointView> = await webhooks.add(principalOf(request).tenantId, request.body);
        return reply.code(201).send(endpoint);
      },
    );

    api.delete(
      "/webhooks/:endpointId",
      {
        config: { access: "admin", audit: { action: "webhook.removed", subject: "endpoint" }, idempotency: "transaction" },
        schema: { operationId: "removeWebhook", summary: "Remove an endpoint with its deliveries", tags, params: OfEndpoint, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await webhooks.remove(principalOf(request).tenantId, request.params.endpointId);
        return reply.code(204).send(null);
      },
    );

    for (const [action, isPaused, summary] of [
      ["pause", true, "Send nothing to an endpoint for now; events that come meanwhile are not queued"],
      ["resume", false, "Send to an endpoint again"],
    ] as const) {
      api.post(
        `/webhooks/:endpointId/${action}`,
        {
          config: {
            access: "admin",
            audit: { action: action === "pause" ? "webhook.paused" : "webhook.resumed", subject: "endpoint" },
            idempotency: "transaction",
          },
          schema: { operationId: `${action}Webhook`, summary, tags, params: OfEndpoint, response: { 204: Type.Null() } },
        },
        async (request, reply) => {
          await webhooks.setPaused(principalOf(request).tenantId, request.params.endpointId, isPaused);
          return reply.code(204).send(null);
        },
      );
    }

    api.post(
      "/webhooks/:endpointId/secret",
      {
        config: { access: "admin", audit: { action: "webhook.secretRenewed", subject: "endpoint" }, idempotency: "transaction" },
        schema: {
          operationId: "renewWebhookSecret",
          summary: "Sign with a new secret",
          description: "For a chosen time every message bears two signatures, the new secret's and the old one's. The answer holds the new one, once.",
          tags,
          params: OfEndpoint,
          body: RenewalWish,
          response: { 201: ref(RenewedSecretView) },
        },
      },
      async (request, reply) => {
        const renewed = await webhooks.renewSecret(principalOf(request).tenantId, request.params.endpointId, request.body.overlapHours);
        return reply.code(201).send(renewedToJson(renewed));
      },
    );

    api.delete(
      "/webhooks/:endpointId/old-secret",
      {
        config: { access: "admin", audit: { action: "webhook.oldSecretEnded", subject: "endpoint" }, idempotency: "transaction" },
        schema: { operationId: "endOldWebhookSecret", summary: "Sign with the new secret only", tags, params: OfEndpoint, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await webhooks.endOldSecret(principalOf(request).tenantId, request.params.endpointId);
        return reply.code(204).send(null);
      },
    );

    api.post(
      "/webhooks/:endpointId/test",
      {
        config: { access: "admin", audit: { action: "webhook.tested", subject: "endpoint" }, idempotency: "transaction" },
        schema: {
          operationId: "testWebhook",
          summary: "Send a test to an endpoint",
          tags,
          params: OfEndpoint,
          response: { 202: Type.Object({ deliveryId: Type.String() }) },
        },
      },
      async (request, reply) => {
        const deliveryId = await webhooks.test(principalOf(request).tenantId, request.params.endpointId);
        return reply.code(202).send({ deliveryId });
      },
    );

    api.post(
      "/webhooks/:endpointId/replay",
      {
        config: { access: "admin", audit: { action: "webhook.replayed", subject: "endpoint" }, idempotency: "transaction" },
        schema: {
          operationId: "replayWebhook",
          summary: "Send again what has ended since a time",
          tags,
          params: OfEndpoint,
          body: Type.Object(
            { since: Instant, state: Type.Optional(oneOf(["delivered", "dead"] as const, { description: "Only these; all that have ended when absent." })) },
            { additionalProperties: false },
          ),
          response: { 202: Type.Object({ deliveries: Type.Integer({ description: "How many; at most 10,000 at once." }) }) },
        },
      },
      async (request, reply) => {
        const since = new Date(request.body.since);
        if (Number.isNaN(since.getTime())) throw failIntegration("WEBHOOK_TIME_INVALID", `"${request.body.since}" is no time`);
        const deliveries = await webhooks.replay(principalOf(request).tenantId, request.params.endpointId, since, request.body.state);
        return reply.code(202).send({ deliveries });
      },
    );

    api.get(
      "/webhooks/:endpointId/deliveries",
      {
        config: { access: "read" },
        schema: {
          operationId: "webhookDeliveries",
          summary: "What was sent to an endpoint, newest first",
          tags,
          params: OfEndpoint,
          querystring: Type.Object(deliveryParameters),
          response: { 200: ref(DeliveryPageView) },
        },
      },
      async (request) => pageOfDeliveries(principalOf(request), request.query, request.params),
    );

    addListExport(api, {
      path: "/webhooks/:endpointId/deliveries",
      operationId: "exportWebhookDeliveries",
      summary: "What was sent to an endpoint, as a file",
      tags,
      access: "read",
      audit: { action: "deliveries.exported", subject: "endpoint" },
      parameters: deliveryParameters,
      params: OfEndpoint,
      running,
      name: "deliveries",
      columns: deliveryColumns,
      page: pageOfDeliveries,
    });

    api.get(
      "/webhooks/:endpointId/deliveries/:deliveryId",
      {
        config: { access: "read" },
        schema: {
          operationId: "webhookDelivery",
          summary: "One delivery: what was sent and what was answered",
          tags,
          params: OfDelivery,
          response: { 200: ref(DeliveryDetailView) },
        },
      },
      async (request): Promise<Static<typeof DeliveryDetailView>> => {
        const { endpointId, deliveryId } = request.params;
        const { delivery, body, attempts } = await webhooks.delivery(principalOf(request).tenantId, endpointId, deliveryId);
        return {
          delivery: deliveryToJson(delivery),
          body,
          log: attempts.map(({ sentAt, elapsedMs, status, failure, answer }) => ({
            sentAt: sentAt.toISOString(),
            elapsedMs,
            answer,
            ...(status === undefined ? {} : { status }),
            ...(failure === undefined ? {} : { failure }),
          })),
        };
      },
    );

    api.post(
      "/webhooks/:endpointId/deliveries/:deliveryId/retry",
      {
        config: { access: "admin", audit: { action: "webhook.retried", subject: "delivery" }, idempotency: "transaction" },
        schema: {
          operationId: "retryWebhookDelivery",
          summary: "Send a delivery again that has ended",
          tags,
          params: OfDelivery,
          response: { 202: ref(DeliveryView) },
        },
      },
      async (request, reply) => {
        const { tenantId } = principalOf(request);
        const { endpointId, deliveryId } = request.params;
        await webhooks.sendAgain(tenantId, endpointId, deliveryId);
        return reply.code(202).send(deliveryToJson((await webhooks.delivery(tenantId, endpointId, deliveryId)).delivery));
      },
    );
  };
}
