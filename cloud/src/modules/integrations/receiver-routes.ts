import { Type, type Static } from "typebox";
import type { App, Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import { named, ref, Uuid } from "../../http/schemas.ts";
import { integrationLimits } from "./limits.ts";
import type { ReceiverService } from "./receiver-service.ts";

const tags = ["webhooks"];
const OfReceiver = Type.Object({ receiverId: Uuid });

const ReceiverView = named(
  "WebhookReceiver",
  Type.Object({
    receiverId: Type.String({ description: "Messages go to /api/v1/hooks/ and this." }),
    name: Type.String(),
    createdAt: Type.String({ format: "date-time" }),
  }),
);
const ReceiverList = named("WebhookReceiverList", Type.Object({ items: Type.Array(ref(ReceiverView)) }));
const NewReceiverView = named(
  "NewWebhookReceiver",
  Type.Object({ receiverId: Type.String(), secret: Type.String({ description: "For the other system, which signs with it; shown once." }) }),
);

export function receiverRoutes({ receivers }: { readonly receivers: ReceiverService }): Routes {
  return (api) => {
    api.get(
      "/webhook-receivers",
      {
        config: { access: "read" },
        schema: { operationId: "webhookReceivers", summary: "Other systems whose webhooks are taken", tags, response: { 200: ref(ReceiverList) } },
      },
      async (request): Promise<Static<typeof ReceiverList>> => {
        const list = await receivers.list(principalOf(request).tenantId);
        return { items: list.map(({ receiverId, name, createdAt }) => ({ receiverId, name, createdAt: createdAt.toISOString() })) };
      },
    );

    api.post(
      "/webhook-receivers",
      {
        config: { access: "admin", audit: { action: "receiver.added", subject: "receiver" } },
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
        config: { access: "admin", audit: { action: "receiver.removed", subject: "receiver" } },
        schema: { operationId: "removeWebhookReceiver", summary: "Take no more of another system", tags, params: OfReceiver, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await receivers.remove(principalOf(request).tenantId, request.params.receiverId);
        return reply.code(204).send(null);
      },
    );

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
