import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Routes } from "../../http/api.ts";
import { actAs } from "../../http/audit.ts";
import { sessionCookieName } from "../../http/authentication.ts";
import { failHttp } from "../../http/http-errors.ts";
import { principalOf, scopes, type Principal, type SessionPrincipal } from "../../http/principal.ts";
import { named, oneOf, ref, Uuid } from "../../http/schemas.ts";
import type { IdentityService } from "./identity-service.ts";
import { identityLimits, type NewSession, type SessionView } from "./identity-types.ts";
import { csrfTokenOf } from "./secrets.ts";

const Session = named(
  "Session",
  Type.Object({
    account: Type.Object({ accountId: Type.String(), email: Type.String(), name: Type.String() }),
    tenant: Type.Object({ tenantId: Type.String(), name: Type.String() }),
    csrfToken: Type.String({ description: "Unsafe requests with the session's cookie repeat it in the header x-csrf-token." }),
    expiresAt: Type.String({ format: "date-time" }),
  }),
);

const ApiToken = named(
  "ApiToken",
  Type.Object({
    token: Type.String({ description: "Shown this once." }),
    tokenId: Type.String(),
    expiresAt: Type.String({ format: "date-time" }),
  }),
);

// A person's password may be of any form when it is checked; rules hold for new ones only.
const TypedPassword = Type.String({ minLength: 1, maxLength: 1_000 });

const tags = ["identity"];

export function identityRoutes(options: { readonly identity: IdentityService; readonly isSecure: boolean }): Routes {
  const { identity, isSecure } = options;
  const cookieName = sessionCookieName(isSecure);

  const answerSession = async (request: FastifyRequest, reply: FastifyReply, session: NewSession): Promise<SerialisedSession> => {
    actAs(request, session);
    request.auditSubjectId = session.sessionId;
    void reply.setCookie(cookieName, session.token, { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure, expires: session.expiresAt });
    return toJson(await identity.view({ ...session, csrfToken: csrfTokenOf(session.token) }));
  };

  return (api) => {
    api.post(
      "/session",
      {
        config: { access: "public", audit: { action: "session.opened", subject: "session" } },
        schema: {
          operationId: "signIn",
          summary: "Sign in with e-mail and password",
          tags,
          security: [],
          body: Type.Object({ email: Type.String({ minLength: 1, maxLength: 254 }), password: TypedPassword }, { additionalProperties: false }),
          response: { 200: ref(Session) },
        },
      },
      async (request, reply) => answerSession(request, reply, await identity.signIn({ ...request.body, address: request.ip })),
    );

    api.post(
      "/session/link",
      {
        config: { access: "public", audit: { action: "session.opened", subject: "session" } },
        schema: {
          operationId: "signInByLink",
          summary: "Sign in with a one-time link",
          tags,
          security: [],
          body: Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
          response: { 200: ref(Session) },
        },
      },
      async (request, reply) => answerSession(request, reply, await identity.signInByLink(request.body.token)),
    );

    api.get(
      "/session",
      { config: { access: "read" }, schema: { operationId: "session", summary: "Who is signed in", tags, response: { 200: ref(Session) } } },
      async (request) => {
        const principal = sessionOf(principalOf(request));
        return toJson(await identity.view({ ...principal, expiresAt: new Date(principal.expiresAtMs ?? 0) }));
      },
    );

    api.delete(
      "/session",
      {
        config: { access: "read", audit: { action: "session.ended", subject: "session" } },
        schema: { operationId: "signOut", summary: "Sign out", tags, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        const session = sessionOf(principalOf(request));
        request.auditSubjectId = session.sessionId;
        await identity.signOut(session);
        return reply.clearCookie(cookieName, { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure }).code(204).send(null);
      },
    );

    api.post(
      "/session/password",
      {
        config: { access: "read", audit: { action: "account.passwordChanged", subject: "account" } },
        schema: {
          operationId: "changePassword",
          summary: "Change the password; all other sessions end",
          tags,
          body: Type.Object({ current: TypedPassword, next: TypedPassword }, { additionalProperties: false }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const session = sessionOf(principalOf(request));
        request.auditSubjectId = session.accountId;
        await identity.changePassword(session, { ...request.body, address: request.ip });
        return reply.code(204).send(null);
      },
    );

    api.post(
      "/tokens",
      {
        config: { access: "read", audit: { action: "token.created", subject: "token" } },
        schema: {
          operationId: "createToken",
          summary: "Make an API token with some of one's own rights",
          tags,
          body: Type.Object(
            {
              name: Type.String({ minLength: 1, maxLength: 80, description: "What it is for." }),
              scopes: Type.Array(oneOf(scopes), { minItems: 1, maxItems: scopes.length, uniqueItems: true }),
              expiresInMs: Type.Integer({ minimum: 1_000, maximum: identityLimits.apiTokenMsMax, default: identityLimits.apiTokenMs }),
            },
            { additionalProperties: false },
          ),
          response: { 201: ref(ApiToken) },
        },
      },
      async (request, reply) => {
        const { expiresAt, ...token } = await identity.createApiToken(principalOf(request), request.body);
        return reply.code(201).send({ ...token, expiresAt: expiresAt.toISOString() });
      },
    );

    api.delete(
      "/tokens/:tokenId",
      {
        config: { access: "write", audit: { action: "token.revoked", subject: "token" } },
        schema: {
          operationId: "revokeToken",
          summary: "Revoke an API token at once",
          tags,
          params: Type.Object({ tokenId: Uuid }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await identity.revokeApiToken(principalOf(request), request.params.tokenId);
        return reply.code(204).send(null);
      },
    );
  };
}

type SerialisedSession = Omit<SessionView, "expiresAt"> & { readonly expiresAt: string };

function toJson(view: SessionView): SerialisedSession {
  return { ...view, expiresAt: view.expiresAt.toISOString() };
}

/** @throws DrawbarError `SCOPE_MISSING` for a program: it has no session. */
function sessionOf(principal: Principal): SessionPrincipal {
  if (principal.kind === "session") return principal;
  throw failHttp("SCOPE_MISSING", "this is about the session of a person; an API token has none");
}
