/** Company sign-on: its settings, and the two addresses that a browser passes on its way. */
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { apiPrefix, type Routes } from "../../http/api.ts";
import { principalOf } from "../../http/principal.ts";
import type { ChangeRecorder } from "../../http/recorded-changes.ts";
import { named, ref } from "../../http/schemas.ts";
import type { Identity } from "./identity.ts";
import { identityLimits } from "./identity-types.ts";
import { providerLogoutPath } from "./provider-logout.ts";
import { clientOf, sessionOf, type SessionAnswer } from "./session-answer.ts";
import { callbackOf, callbackPath } from "./sign-on-service.ts";

const RoleId = Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z0-9-]+$" });
const Name = Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,39}$", description: "What people type to sign in; unique in the installation." });
const settingsFields = {
  name: Name,
  issuer: Type.String({ minLength: 8, maxLength: 300, description: "Such as https://login.company.example." }),
  clientId: Type.String({ minLength: 1, maxLength: 200 }),
  roleClaim: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: "Claim with groups or roles; dots lead into objects." })),
  roleRules: Type.Array(Type.Object({ value: Type.String({ minLength: 1, maxLength: 200 }), roleId: RoleId }, { additionalProperties: false }), {
    maxItems: 100,
    description: "The first whose value stands in the claim gives the role, at each sign-in.",
  }),
  defaultRoleId: Type.Optional(RoleId),
  isOn: Type.Boolean(),
};

const SignOn = named(
  "SignOn",
  Type.Object({
    settings: Type.Optional(Type.Object(settingsFields)),
    redirectUri: Type.String({ description: "To be registered at the provider." }),
    signOutUri: Type.String({ description: "To be registered at the provider as an address to come back to after signing out." }),
    logoutUri: Type.String({ description: "To be registered at the provider for back-channel logout: signing out there ends the session here." }),
  }),
);
const SignOnChange = Type.Object(
  { ...settingsFields, clientSecret: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: "Absent to keep the one that is there." })) },
  { additionalProperties: false },
);

const tags = ["sign-on"];
/** Holds what was begun in this browser: without it, somebody could sign another person in as themselves. */
const cookieName = "drawbar_sign_on";
const cookiePath = `${apiPrefix}/session/sign-on`;

export function signOnRoutes(
  { service, signOn }: Identity,
  answer: SessionAnswer,
  { isSecure, changes }: { readonly isSecure: boolean; readonly changes: ChangeRecorder },
): Routes {
  const backToSignIn = (reply: FastifyReply, error: unknown): FastifyReply => {
    if (!(error instanceof DrawbarError) || error.kind === "internal" || error.kind === "corrupt") throw error;
    return reply.redirect(`/sign-in?failed=${error.code}`);
  };
  return (api) => {
    api.get(
      "/sign-on",
      {
        config: { access: "sign-on.manage" },
        schema: { operationId: "signOn", summary: "Settings of company sign-on, without its secret", tags, response: { 200: ref(SignOn) } },
      },
      async (request) => {
        const site = answer.siteOf(request);
        const settings = await signOn.settings(principalOf(request));
        const links = {
          redirectUri: callbackOf(site),
          signOutUri: `${site.origin}/sign-in`,
          logoutUri: `${site.origin}${apiPrefix}${providerLogoutPath}/${principalOf(request).tenantId}`,
        };
        if (settings === undefined) return links;
        const { name, issuer, clientId, roleClaim, roleRules, defaultRoleId, isOn } = settings;
        return {
          ...links,
          settings: {
            name,
            issuer,
            clientId,
            roleRules: [...roleRules],
            isOn,
            ...(roleClaim === undefined ? {} : { roleClaim }),
            ...(defaultRoleId === undefined ? {} : { defaultRoleId }),
          },
        };
      },
    );

    api.post(
      "/sign-on",
      {
        config: { access: "sign-on.manage", audit: { action: "settings.signOnChanged", subject: "signOn" }, idempotency: "transaction" },
        schema: { operationId: "setSignOn", summary: "Set company sign-on; for owners", tags, body: SignOnChange, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        const { clientSecret, ...settings } = request.body;
        await signOn.set(principalOf(request), settings, clientSecret);
        return reply.code(204).send(null);
      },
    );

    api.delete(
      "/sign-on",
      {
        config: { access: "sign-on.manage", audit: { action: "settings.signOnRemoved", subject: "signOn" }, idempotency: "transaction" },
        schema: { operationId: "removeSignOn", summary: "Remove company sign-on; for owners", tags, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await signOn.remove(principalOf(request));
        return reply.code(204).send(null);
      },
    );

    api.get(
      "/session/sign-on",
      {
        config: { access: "public" },
        schema: {
          operationId: "offeredSignOn",
          summary: "Whether to offer company sign-on, and whether people have to say which",
          tags,
          security: [],
          response: {
            200: Type.Object({
              isOffered: Type.Boolean(),
              name: Type.Optional(Type.String({ description: "The one to begin with; absent when people have to say which." })),
            }),
          },
        },
      },
      async () => {
        const offer = await signOn.offer();
        return { isOffered: offer !== undefined, ...(offer?.name === undefined ? {} : { name: offer.name }) };
      },
    );

    api.get(
      "/session/sign-on/begin",
      {
        config: { access: "public" },
        schema: {
          operationId: "beginSignOn",
          summary: "Go to a company's provider; for browsers",
          tags,
          security: [],
          querystring: Type.Object({ name: Type.String({ minLength: 1, maxLength: 40 }), next: Type.Optional(Type.String({ maxLength: 500 })) }),
          response: { 302: Type.Null() },
        },
      },
      async (request, reply) => {
        try {
          const { url, token } = await signOn.begin(request.query.name, answer.siteOf(request), request.query.next);
          void reply.setCookie(cookieName, token, {
            path: cookiePath,
            httpOnly: true,
            sameSite: "lax",
            secure: isSecure,
            maxAge: identityLimits.signInStepMs / 1_000,
          });
          return reply.redirect(url);
        } catch (error) {
          return backToSignIn(reply, error);
        }
      },
    );

    api.get(
      callbackPath,
      {
        config: { access: "public", audit: { action: "session.opened", subject: "session" } },
        schema: { operationId: "finishSignOn", summary: "Where a provider sends browsers back to", tags, security: [], response: { 302: Type.Null() } },
      },
      async (request, reply) => {
        void reply.clearCookie(cookieName, { path: cookiePath, httpOnly: true, sameSite: "lax", secure: isSecure });
        try {
          const query = request.url.split("?", 2)[1] ?? "";
          const { session, next } = await signOn.finish(request.cookies[cookieName] ?? "", query, answer.siteOf(request), clientOf(request));
          answer.setCookie(reply, session);
          return reply.redirect(isOwnPath(next) ? next : "/");
        } catch (error) {
          return backToSignIn(reply, error);
        }
      },
    );

    api.post(
      "/session/sign-on/end",
      {
        config: { access: "self", audit: { action: "session.ended", subject: "session" } },
        schema: {
          operationId: "endSignOn",
          summary: "Sign out here, and learn where to sign out at the company's provider",
          tags,
          response: { 200: Type.Object({ url: Type.Optional(Type.String()) }) },
        },
      },
      async (request, reply) => {
        const session = sessionOf(request);
        const signOut = async (): Promise<void> => changes.run(request, async () => service.signOut(session));
        const url = await signOn.end(session, answer.siteOf(request), signOut);
        void answer.clearCookie(reply);
        return url === undefined ? {} : { url };
      },
    );
  };
}

/** Only a path of our own: an address in `next` must not lead elsewhere. */
function isOwnPath(next: string | undefined): next is string {
  return next !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(next);
}
