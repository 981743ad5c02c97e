/** API tokens: credentials of programs. */
import { Type, type Static } from "typebox";
import type { Routes } from "../../http/api.ts";
import { permissions, permissionTable, scopes, tokenWords } from "../../http/permissions.ts";
import { principalOf, type Principal } from "../../http/principal.ts";
import { named, oneOf, pageOf, pageParameters, ref, Uuid } from "../../http/schemas.ts";
import { addListExport, type ListColumn } from "../../http/tables/list-export.ts";
import type { RunningExports } from "../../http/tables/table-export.ts";
import type { Identity } from "./identity.ts";
import { identityLimits } from "./identity-types.ts";
import type { ListedToken } from "./token-store.ts";

const when = Type.String({ format: "date-time" });

const ApiToken = named(
  "ApiToken",
  Type.Object({
    token: Type.String({ description: "Shown this once." }),
    tokenId: Type.String(),
    expiresAt: when,
  }),
);

const TokenView = named(
  "TokenView",
  Type.Object({
    tokenId: Type.String(),
    name: Type.String(),
    scopes: Type.Array(oneOf(tokenWords), { description: "As they were chosen; of a broad word it has what its maker has." }),
    createdBy: Type.Optional(Type.String({ description: "E-mail; absent for the command line, and for who left." })),
    createdAt: when,
    expiresAt: when,
    revokedAt: Type.Optional(when),
    lastUsedAt: Type.Optional(Type.String({ format: "date-time", description: "To the minute; absent when never." })),
  }),
);
const TokenPage = pageOf("TokenPage", TokenView);
const PermissionList = named(
  "PermissionList",
  Type.Object({
    items: Type.Array(
      Type.Object({
        permission: oneOf(permissions),
        meaning: Type.String(),
        scope: oneOf(scopes, { description: "The broad word that stands for it." }),
        isHeld: Type.Boolean({ description: "Whether the one who asks has it." }),
      }),
    ),
  }),
);
const tags = ["identity"];
const parameters = { ...pageParameters, after: Type.Optional(Uuid) };

const columns: readonly ListColumn<Static<typeof TokenView>>[] = [
  ["name", ({ name }) => name],
  ["allowed", ({ scopes: allowed }) => allowed.join(", ")],
  ["createdBy", ({ createdBy = "" }) => createdBy],
  ["createdAt", ({ createdAt }) => createdAt],
  ["lastUsedAt", ({ lastUsedAt = "" }) => lastUsedAt],
  ["expiresAt", ({ expiresAt }) => expiresAt],
  ["revokedAt", ({ revokedAt = "" }) => revokedAt],
];

export function tokenRoutes({ tokens }: Identity, running: RunningExports): Routes {
  const pageOfTokens = async (
    principal: Principal,
    { after, limit }: { readonly after?: string; readonly limit: number },
  ): Promise<Static<typeof TokenPage>> => {
    const found = await tokens.list(principal, { after, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(tokenToJson), ...(found.length > limit && last !== undefined ? { next: last.tokenId } : {}) };
  };

  return (api) => {
    api.get(
      "/tokens",
      {
        config: { access: "self" },
        schema: {
          operationId: "tokens",
          summary: "API tokens, newest first: one's own, or all for who may manage them",
          tags,
          querystring: Type.Object(parameters, { additionalProperties: false }),
          response: { 200: ref(TokenPage) },
        },
      },
      async (request) => pageOfTokens(principalOf(request), request.query),
    );

    addListExport(api, {
      path: "/tokens",
      operationId: "exportTokens",
      summary: "API tokens without their secrets, as a file: one's own, or all for who may manage them",
      tags,
      access: "self",
      audit: { action: "tokens.exported", subject: "fleet" },
      parameters,
      running,
      name: "tokens",
      columns,
      page: pageOfTokens,
    });

    api.get(
      "/permissions",
      {
        config: { access: "self" },
        schema: { operationId: "permissions", summary: "What people and programs may be allowed to do", tags, response: { 200: ref(PermissionList) } },
      },
      async (request) => {
        const { permissions: held } = principalOf(request);
        return { items: permissions.map((permission) => ({ permission, ...permissionTable[permission], isHeld: held.has(permission) })) };
      },
    );

    api.post(
      "/tokens",
      {
        config: { access: "read", audit: { action: "token.created", subject: "token" }, idempotency: "transaction" },
        schema: {
          operationId: "createToken",
          summary: "Make an API token with some of one's own rights",
          tags,
          body: Type.Object(
            {
              name: Type.String({ minLength: 1, maxLength: 80, description: "What it is for." }),
              scopes: Type.Array(oneOf(tokenWords), {
                minItems: 1,
                maxItems: tokenWords.length,
                uniqueItems: true,
                description: "Permissions; read, write and admin stand for all of theirs.",
              }),
              expiresInMs: Type.Integer({ minimum: 1_000, maximum: identityLimits.apiTokenMsMax, default: identityLimits.apiTokenMs }),
            },
            { additionalProperties: false },
          ),
          response: { 201: ref(ApiToken) },
        },
      },
      async (request, reply) => {
        const { expiresAt, ...token } = await tokens.create(principalOf(request), request.body);
        return reply.code(201).send({ ...token, expiresAt: expiresAt.toISOString() });
      },
    );

    api.delete(
      "/tokens/:tokenId",
      {
        config: { access: "self", audit: { action: "token.revoked", subject: "token" }, idempotency: "transaction" },
        schema: {
          operationId: "revokeToken",
          summary: "Revoke an API token at once",
          tags,
          params: Type.Object({ tokenId: Uuid }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await tokens.revoke(principalOf(request), request.params.tokenId);
        return reply.code(204).send(null);
      },
    );
  };
}

function tokenToJson({ scopes, createdAt, expiresAt, revokedAt, lastUsedAt, tokenId, name, createdBy }: ListedToken): Static<typeof TokenView> {
  return {
    tokenId,
    name,
    scopes: [...scopes],
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(createdBy === undefined ? {} : { createdBy }),
    ...(revokedAt === undefined ? {} : { revokedAt: revokedAt.toISOString() }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt: lastUsedAt.toISOString() }),
  };
}
