import { Type, type Static } from "typebox";
import type { App, Routes } from "../../http/api.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { named, oneOf, ref, Uuid } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import { integrationLimits } from "./limits.ts";
import type { ReceiverService } from "./receiver-service.ts";
import { arrivalOutcomes, type WebhookReceiver } from "./webhook-types.ts";
import { RenewalWish, RenewedSecretView, renewedToJson } from "./webhook-views.ts";

const tags = ["webhooks"];
const Time = Type.String({ format: "date-time" });
const OfReceiver = Type.Object({ receiverId: Uuid });

const ReceiverView = named(
  "WebhookReceiver",
  Type.Object({
    receiverId: Type.String({ description: "Messages go to /api/v1/hooks/ and this." }),
    name: Type.String(),
    createdAt: Time,
    pausedAt: Type.Optional(Type.String({ format: "date-time", description: "Since when everything is refused." })),
    secretMadeAt: Time,
    oldSecretUntil: Type.Optional(Type.String({ format: "date-time", description: "Until then messages signed with the old secret are taken, too." })),
    takenAt: Type.Optional(Type.String({ format: "date-time", description: "Of the newest message that was taken." })),
    refusedAt: Type.Optional(Type.String({ format: "date-time", description: "Of the newest message that was refused." })),
  }),
);
const ReceiverList = named("WebhookReceiverList", Type.Object({ items: Type.Array(ref(ReceiverView)) }));
const NewReceiverView = named(
  "NewWebhookReceiver",
  Type.Object({ receiverId: Type.String(), secret: Type.String({ description: "For the other system, which signs with it; shown once." }) }),
);
const Arrival = Type.Object({
  arrivalId: Type.String(),
  arrivedAt: Time,
  messageId: Type.String({ description: "As its sender says." }),
  outcome: oneOf(arrivalOutcomes),
  bytes: Type.Integer(),
});
const ArrivalList = named("WebhookArrivalList", Type.Object({ items: Type.Array(Arrival) }));

const arrivalColumns: readonly ListColumn<Static<typeof Arrival>>[] = [
  ["arrivedAt", ({ arrivedAt }) => arrivedAt],
  ["outcome", ({ outcome }) => outcome],
  ["messageId", ({ messageId }) => messageId],
  ["bytes", ({ bytes }) => String(bytes)],
];

const receiverColumns: readonly ListColumn<Static<typeof ReceiverView>>[] = [
  ["name", ({ name }) => name],
  ["receiverId", ({ receiverId }) => receiverId],
  ["takenAt", ({ takenAt = "" }) => takenAt],
  ["refusedAt", ({ refusedAt = "" }) => refusedAt],
  ["pausedAt", ({ pausedAt = "" }) => pausedAt],
  ["secretMadeAt", ({ secretMadeAt }) => secretMadeAt],
  ["createdAt", ({ createdAt }) => createdAt],
];

export function receiverRoutes({ receivers, running }: { readonly receivers: ReceiverService; readonly running: RunningExports }): Routes {
  const allReceivers = async ({ tenantId }: Principal): Promise<Static<typeof ReceiverList>> => ({
    items: (await receivers.list(tenantId)).map(receiverToJson),
  });
  const arrivalsOf = async ({ tenantId }: Principal, { receiverId }: Static<typeof OfReceiver>): Promise<Static<typeof ArrivalList>> => {
    const arrivals = await receivers.arrivals(tenantId, receiverId);
    return { items: arrivals.map(({ arrivedAt, ...arrival }) => ({ ...arrival, arrivedAt: arrivedAt.toISOString() })) };
  };

  return (api) => {
    api.get(
      "/webhook-receivers",
      {
        config: { access: "read" },
        schema: { operationId: "webhookReceivers", summary: "Other systems whose webhooks are taken", tags, response: { 200: ref(ReceiverList) } },
      },
      async (request) => allReceivers(principalOf(request)),
    );

    addListExport(api, {
      path: "/webhook-receivers",
      operationId: "exportWebhookReceivers",
      summary: "Other systems whose webhooks are taken, as a file",
      tags,
      access: "read",
      audit: { action: "webhookReceivers.exported", subject: "fleet" },
      parameters: {},
      running,
      name: "receivers",
      columns: receiverColumns,
      page: allReceivers,
    });

    api.post(
      "/webhook-receivers",
      {
        config: { access: "admin", audit: { action: "receiver.added", subject: "receiver" }, idempotency: "transaction" },
        schema: {
          operationId: "addWebhookReceiver",
          summary: "Take signed webhooks of another system",
          description: "Each message becomes an event webhook.received. The answer holds the secret, once.",
          tags,
          body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100, pattern: String.raw`\S` }) }, { additionalProperties: false }),
          response: { 201: ref(NewReceiverView) },
        },
      },
      async (request, reply) => {
        const receiver: Static<typeof NewReceiverView> = await receivers.add(principalOf(request).tenantId, request.body.name.trim());
        return reply.code(201).send(receiver);
      },
    );

    api.delete(
      "/webhook-receivers/:receiverId",
      {
        config: { access: "admin", audit: { action: "receiver.removed", subject: "receiver" }, idempotency: "transaction" },
        schema: { operationId: "removeWebhookReceiver", summary: "Take no more of another system", tags, params: OfReceiver, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await receivers.remove(principalOf(request).tenantId, request.params.receiverId);
        return reply.code(204).send(null);
      },
    );

    for (const [action, isPaused, summary] of [
      ["pause", true, "Take nothing of another system for now; its messages are refused, and may come again"],
      ["resume", false, "Take the messages of another system again"],
    ] as const) {
      api.post(
        `/webhook-receivers/:receiverId/${action}`,
        {
          config: { access: "admin", audit: { action: isPaused ? "receiver.paused" : "receiver.resumed", subject: "receiver" }, idempotency: "transaction" },
          schema: { operationId: `${action}WebhookReceiver`, summary, tags, params: OfReceiver, response: { 204: Type.Null() } },
        },
        async (request, reply) => {
          await receivers.setPaused(principalOf(request).tenantId, request.params.receiverId, isPaused);
          return reply.code(204).send(null);
        },
      );
    }

    api.post(
      "/webhook-receivers/:receiverId/secret",
      {
        config: { access: "admin", audit: { action: "receiver.secretRenewed", subject: "receiver" }, idempotency: "transaction" },
        schema: {
          operationId: "renewWebhookReceiverSecret",
          summary: "Give another system a new secret",
          description: "For a chosen time the old secret is taken, too. The answer holds the new one, once.",
          tags,
          params: OfReceiver,
          body: RenewalWish,
          response: { 201: ref(RenewedSecretView) },
        },
      },
      async (request, reply) => {
        const renewed = await receivers.renewSecret(principalOf(request).tenantId, request.params.receiverId, request.body.overlapHours);
        return reply.code(201).send(renewedToJson(renewed));
      },
    );

    api.delete(
      "/webhook-receivers/:receiverId/old-secret",
      {
        config: { access: "admin", audit: { action: "receiver.oldSecretEnded", subject: "receiver" }, idempotency: "transaction" },
        schema: {
          operationId: "endOldWebhookReceiverSecret",
          summary: "Take the new secret only",
          tags,
          params: OfReceiver,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await receivers.endOldSecret(principalOf(request).tenantId, request.params.receiverId);
        return reply.code(204).send(null);
      },
    );

    api.get(
      "/webhook-receivers/:receiverId/arrivals",
      {
        config: { access: "read" },
        schema: {
          operationId: "webhookArrivals",
          summary: "The newest messages of another system, and what became of each",
          description: "Up to 50 that were taken and 50 that were refused, newest first.",
          tags,
          params: OfReceiver,
          response: { 200: ref(ArrivalList) },
        },
      },
      async (request) => arrivalsOf(principalOf(request), request.params),
    );

    addListExport(api, {
      path: "/webhook-receivers/:receiverId/arrivals",
      operationId: "exportWebhookArrivals",
      summary: "The newest messages of another system, as a file",
      tags,
      access: "read",
      audit: { action: "webhookArrivals.exported", subject: "receiver" },
      parameters: {},
      params: OfReceiver,
      running,
      name: "received",
      columns: arrivalColumns,
      page: async (principal, _query, path) => arrivalsOf(principal, path),
    });

    // A scope of its own: the signature is over bytes, so nothing may read them before.
    void api.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: integrationLimits.receivedBytesMax }, (_request, body, done) => done(null, body));
      addHook(scope, receivers);
    });
  };
}

function addHook(scope: App, receivers: ReceiverService): void {
  scope.post(
    "/hooks/:receiverId",
    {
      config: { access: "public", audit: { action: "webhook.received", subject: "receiver" } }, // nobody's fleet for the trail: what came is an event
      bodyLimit: integrationLimits.receivedBytesMax,
      schema: {
        operationId: "receiveWebhook",
        summary: "A message of another system, signed as Standard Webhooks says",
        tags,
        security: [],
        params: OfReceiver,
        headers: Type.Object({
          "webhook-id": Type.String({ minLength: 1, maxLength: 256 }),
          "webhook-timestamp": Type.String({ maxLength: 20, pattern: "^[0-9]+$" }),
          "webhook-signature": Type.String({ minLength: 1, maxLength: 2_000 }),
        }),
        response: { 202: Type.Object({ outcome: Type.Enum(["taken", "known"]) }) },
      },
    },
    async (request, reply) => {
      const { headers, body } = request;
      const outcome = await receivers.receive(request.params.receiverId, {
        id: headers["webhook-id"],
        timestamp: headers["webhook-timestamp"],
        signature: headers["webhook-signature"],
        contentType: (request.headers["content-type"] ?? "").slice(0, 200),
        body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
      });
      return reply.code(202).send({ outcome });
    },
  );
}

function receiverToJson({ createdAt, pausedAt, secretMadeAt, oldSecretUntil, takenAt, refusedAt, ...receiver }: WebhookReceiver): Static<typeof ReceiverView> {
  return {
    ...receiver,
    createdAt: createdAt.toISOString(),
    secretMadeAt: secretMadeAt.toISOString(),
    ...(pausedAt === undefined ? {} : { pausedAt: pausedAt.toISOString() }),
    ...(oldSecretUntil === undefined ? {} : { oldSecretUntil: oldSecretUntil.toISOString() }),
    ...(takenAt === undefined ? {} : { takenAt: takenAt.toISOString() }),
    ...(refusedAt === undefined ? {} : { refusedAt: refusedAt.toISOString() }),
  };
}
