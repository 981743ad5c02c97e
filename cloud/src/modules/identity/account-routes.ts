/** What people look after themselves: their sessions, authenticator app and passkeys. */
import { Type } from "typebox";
import type { Routes } from "../../http/api.ts";
import { signInMethods } from "../../http/principal.ts";
import type { ChangeRecorder } from "../../http/recorded-changes.ts";
import { named, oneOf, ref, Uuid } from "../../http/schemas.ts";
import type { Identity } from "./identity.ts";
import { identityLimits } from "./identity-types.ts";
import { sessionOf, TypedPassword, type SessionAnswer } from "./session-answer.ts";
import { WebAuthnAnswer, WebAuthnOptions } from "./session-routes.ts";

const when = Type.String({ format: "date-time" });

const SessionList = named(
  "SessionList",
  Type.Object({
    items: Type.Array(
      Type.Object({
        sessionId: Type.String(),
        isCurrent: Type.Boolean({ description: "The one that asks." }),
        method: oneOf(signInMethods),
        userAgent: Type.String({ description: "As the browser names itself." }),
        address: Type.String({ description: "From which it was opened." }),
        createdAt: when,
        lastSeenAt: Type.String({ format: "date-time", description: "To the minute." }),
        expiresAt: when,
      }),
    ),
  }),
);

const Factors = named(
  "Factors",
  Type.Object({
    hasApp: Type.Boolean({ description: "An authenticator app is asked for at each sign-in with the password." }),
    recoveryCodesLeft: Type.Integer(),
    isRequired: Type.Boolean({ description: "The fleet asks for a second factor." }),
    passkeys: Type.Array(Type.Object({ passkeyId: Type.String(), name: Type.String(), createdAt: when, lastUsedAt: Type.Optional(when) })),
  }),
);

const RecoveryCodes = named("RecoveryCodes", Type.Object({ codes: Type.Array(Type.String(), { description: "Shown this once; each works once." }) }));

const Proof = Type.Object({ password: TypedPassword }, { additionalProperties: false });
/** base64url of up to 1023 bytes (WebAuthn Level 3, 4); too long for an address. */
const PasskeyId = Type.String({ minLength: 1, maxLength: 1_364, pattern: "^[A-Za-z0-9_-]+$" });
const tags = ["account"];
const config = { access: "self" } as const;

export function accountRoutes({ service, apps, passkeys, policy }: Identity, answer: SessionAnswer, changes: ChangeRecorder): Routes {
  return (api) => {
    api.get(
      "/account/sessions",
      { config, schema: { operationId: "sessions", summary: "One's own sessions in this fleet", tags, response: { 200: ref(SessionList) } } },
      async (request) => {
        const principal = sessionOf(request);
        const sessions = await service.sessions(principal);
        return {
          items: sessions.map((session) => ({
            ...session,
            isCurrent: session.sessionId === principal.sessionId,
            createdAt: session.createdAt.toISOString(),
            lastSeenAt: session.lastSeenAt.toISOString(),
            expiresAt: session.expiresAt.toISOString(),
          })),
        };
      },
    );

    api.delete(
      "/account/sessions",
      {
        config: { ...config, audit: { action: "session.othersEnded", subject: "account" }, idempotency: "transaction" },
        schema: { operationId: "endOtherSessions", summary: "End all of one's sessions but this one", tags, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await service.endOtherSessions(sessionOf(request));
        return reply.code(204).send(null);
      },
    );

    api.delete(
      "/account/sessions/:sessionId",
      {
        config: { ...config, audit: { action: "session.ended", subject: "session" }, idempotency: "transaction" },
        schema: {
          operationId: "endSession",
          summary: "End one of one's sessions",
          tags,
          params: Type.Object({ sessionId: Uuid }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await service.endSession(sessionOf(request), request.params.sessionId);
        return reply.code(204).send(null);
      },
    );

    api.get(
      "/account/factors",
      { config, schema: { operationId: "factors", summary: "Authenticator app, recovery codes and passkeys", tags, response: { 200: ref(Factors) } } },
      async (request) => {
        const principal = sessionOf(request);
        const [factors, keys, isRequired] = await Promise.all([
          apps.factors(principal.accountId),
          passkeys.list(principal.accountId),
          policy.isSecondFactorRequired(principal),
        ]);
        return {
          hasApp: factors.hasTotp,
          recoveryCodesLeft: factors.recoveryCodesLeft,
          isRequired,
          passkeys: keys.map(({ passkeyId, name, createdAt, lastUsedAt }) => ({
            passkeyId,
            name,
            createdAt: createdAt.toISOString(),
            ...(lastUsedAt === undefined ? {} : { lastUsedAt: lastUsedAt.toISOString() }),
          })),
        };
      },
    );

    api.post(
      "/account/app",
      {
        config: { ...config, audit: { action: "account.appBegun", subject: "account" } },
        schema: {
          operationId: "beginApp",
          summary: "Begin to add an authenticator app",
          tags,
          body: Proof,
          response: { 200: Type.Object({ secret: Type.String({ description: "Base32." }), uri: Type.String({ description: "otpauth://" }) }) },
        },
      },
      async (request) => {
        const account = await service.provePassword(sessionOf(request), request.body.password, request.ip);
        return changes.run(request, async () => apps.begin(account));
      },
    );

    api.post(
      "/account/app/confirm",
      {
        config: { ...config, audit: { action: "account.appAdded", subject: "account" }, idempotency: "transaction" },
        schema: {
          operationId: "confirmApp",
          summary: "Add the authenticator app by its first code; all other sessions end",
          tags,
          body: Type.Object({ code: Type.String({ minLength: 6, maxLength: 12 }) }, { additionalProperties: false }),
          response: { 200: ref(RecoveryCodes) },
        },
      },
      async (request) => {
        const principal = sessionOf(request);
        const codes = await apps.confirm(principal.accountId, request.body.code);
        await service.endOtherSessions(principal);
        return { codes: [...codes] };
      },
    );

    api.post(
      "/account/app/remove",
      {
        config: { ...config, audit: { action: "account.appRemoved", subject: "account" } },
        schema: {
          operationId: "removeApp",
          summary: "Remove the authenticator app with its recovery codes",
          tags,
          body: Proof,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { accountId } = await service.provePassword(sessionOf(request), request.body.password, request.ip);
        await changes.run(request, async () => apps.remove(accountId));
        return reply.code(204).send(null);
      },
    );

    api.post(
      "/account/recovery-codes",
      {
        config: { ...config, audit: { action: "account.recoveryCodesRenewed", subject: "account" } },
        schema: {
          operationId: "renewRecoveryCodes",
          summary: "Make new recovery codes; the old ones end",
          tags,
          body: Proof,
          response: { 200: ref(RecoveryCodes) },
        },
      },
      async (request) => {
        const { accountId } = await service.provePassword(sessionOf(request), request.body.password, request.ip);
        return { codes: [...(await changes.run(request, async () => apps.renewRecoveryCodes(accountId)))] };
      },
    );

    api.post(
      "/account/passkeys/options",
      {
        config: { ...config, audit: { action: "account.passkeyBegun", subject: "account" } },
        schema: {
          operationId: "passkeyOptions",
          summary: "Begin to add a passkey",
          tags,
          body: Proof,
          response: { 200: Type.Object({ token: Type.String(), options: WebAuthnOptions }) },
        },
      },
      async (request) => {
        const account = await service.provePassword(sessionOf(request), request.body.password, request.ip);
        const { token, options } = await changes.run(request, async () => passkeys.beginAdding(account, answer.siteOf(request)));
        return { token, options: { ...options } };
      },
    );

    api.post(
      "/account/passkeys",
      {
        config: { ...config, audit: { action: "account.passkeyAdded", subject: "account" }, idempotency: "transaction" },
        schema: {
          operationId: "addPasskey",
          summary: "Add the passkey that the browser made",
          tags,
          body: Type.Object(
            {
              token: Type.String({ minLength: 1, maxLength: 200 }),
              name: Type.String({ minLength: 1, maxLength: identityLimits.nameLengthMax, description: "Where it is, for its owner." }),
              response: WebAuthnAnswer,
            },
            { additionalProperties: false },
          ),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await passkeys.add(sessionOf(request).accountId, request.body, answer.siteOf(request));
        return reply.code(204).send(null);
      },
    );

    api.post(
      "/account/passkeys/remove",
      {
        config: { ...config, audit: { action: "account.passkeyRemoved", subject: "account" } },
        schema: {
          operationId: "removePasskey",
          summary: "Remove a passkey",
          tags,
          body: Type.Object({ passkeyId: PasskeyId, password: TypedPassword }, { additionalProperties: false }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { accountId } = await service.provePassword(sessionOf(request), request.body.password, request.ip);
        await changes.run(request, async () => passkeys.remove(accountId, request.body.passkeyId));
        return reply.code(204).send(null);
      },
    );
  };
}
