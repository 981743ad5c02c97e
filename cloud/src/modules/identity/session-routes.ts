/** Signing in and out. */
import { Type } from "typebox";
import type { Routes } from "../../http/api.ts";
import type { Refusal } from "../../http/audit.ts";
import type { ChangeRecorder } from "../../http/recorded-changes.ts";
import { ref } from "../../http/schemas.ts";
import type { Identity } from "./identity.ts";
import { clientOf, outcomeSchemas, Session, sessionOf, sessionToJson, TypedPassword, type SessionAnswer } from "./session-answer.ts";

const tags = ["identity"];
const StepToken = Type.String({ minLength: 1, maxLength: 200 });
/** What a browser's WebAuthn call gives. Its content is checked where it is verified; here it is only bounded. */
export const WebAuthnAnswer = Type.Record(Type.String({ maxLength: 80 }), Type.Unknown(), {
  maxProperties: 20,
  description: "The browser's PublicKeyCredential as JSON.",
});
export const WebAuthnOptions = Type.Record(Type.String(), Type.Unknown(), { description: "For navigator.credentials, as JSON (WebAuthn Level 3, 5.1)." });

export function sessionRoutes({ service, passkeys }: Identity, answer: SessionAnswer, changes: ChangeRecorder): Routes {
  return (api) => {
    api.post(
      "/session",
      {
        config: { access: "public", audit: { action: "session.opened", subject: "session" } },
        schema: {
          operationId: "signIn",
          summary: "Sign in with e-mail and password; 202 where a second factor has to follow",
          tags,
          security: [],
          body: Type.Object({ email: Type.String({ minLength: 1, maxLength: 254 }), password: TypedPassword }, { additionalProperties: false }),
          response: outcomeSchemas,
        },
      },
      async (request, reply) => {
        const note = (refusal: Refusal) => (request.auditRefusal = refusal);
        return answer.outcome(reply, await service.signIn(request.body, clientOf(request), note));
      },
    );

    api.post(
      "/session/second-factor",
      {
        config: { access: "public", audit: { action: "session.opened", subject: "session" } },
        schema: {
          operationId: "secondFactor",
          summary: "Finish a sign-in with a code of the authenticator app, or a recovery code",
          tags,
          security: [],
          body: Type.Object({ token: StepToken, code: Type.String({ minLength: 6, maxLength: 40 }) }, { additionalProperties: false }),
          response: { 200: ref(Session) },
        },
      },
      async (request, reply) => {
        const note = (refusal: Refusal) => (request.auditRefusal = refusal);
        return answer.session(reply, await service.secondFactor(request.body, clientOf(request), note));
      },
    );

    api.post(
      "/session/passkey/options",
      {
        config: { access: "public", audit: { action: "session.passkeyAsked", subject: "session" } },
        schema: {
          operationId: "passkeySignInOptions",
          summary: "Begin to sign in with a passkey",
          tags,
          security: [],
          response: { 200: Type.Object({ token: Type.String(), options: WebAuthnOptions }) },
        },
      },
      async (request) => {
        const { token, options } = await passkeys.beginSignIn(answer.siteOf(request));
        return { token, options: { ...options } };
      },
    );

    api.post(
      "/session/passkey",
      {
        config: { access: "public", audit: { action: "session.opened", subject: "session" } },
        schema: {
          operationId: "signInByPasskey",
          summary: "Sign in with a passkey alone",
          tags,
          security: [],
          body: Type.Object({ token: StepToken, response: WebAuthnAnswer }, { additionalProperties: false }),
          response: { 200: ref(Session) },
        },
      },
      async (request, reply) => {
        const person = await passkeys.signIn(request.body, answer.siteOf(request));
        return answer.session(reply, await service.openSession({ ...person, method: "passkey" }, clientOf(request)));
      },
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
      async (request, reply) => answer.session(reply, await service.signInByLink(request.body.token, clientOf(request))),
    );

    api.get(
      "/session",
      {
        config: { access: "self" },
        schema: { operationId: "session", summary: "Who is signed in, and what they may do", tags, response: { 200: ref(Session) } },
      },
      async (request) => sessionToJson(await service.view(sessionOf(request))),
    );

    api.delete(
      "/session",
      {
        config: { access: "self", audit: { action: "session.ended", subject: "session" }, idempotency: "transaction" },
        schema: { operationId: "signOut", summary: "Sign out", tags, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        const session = sessionOf(request);
        request.auditSubjectId = session.sessionId;
        await service.signOut(session);
        return answer.clearCookie(reply).code(204).send(null);
      },
    );

    api.post(
      "/session/password",
      {
        config: { access: "self", audit: { action: "account.passwordChanged", subject: "account" } },
        schema: {
          operationId: "changePassword",
          summary: "Change the password; all other sessions end",
          tags,
          body: Type.Object({ current: TypedPassword, next: TypedPassword }, { additionalProperties: false }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const session = sessionOf(request);
        request.auditSubjectId = session.accountId;
        const { current, next } = request.body;
        const change = await service.preparePassword(session, { current, next, address: request.ip });
        await changes.run(request, change);
        return reply.code(204).send(null);
      },
    );
  };
}
