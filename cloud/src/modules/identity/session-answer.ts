/** How a sign-in is answered, whatever it was made by: a cookie that scripts cannot read, and a view of the session. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type, type Static } from "typebox";
import { actAs } from "../../http/audit.ts";
import { sessionCookieName } from "../../http/authentication.ts";
import { failHttp } from "../../http/http-errors.ts";
import { permissions } from "../../http/permissions.ts";
import { principalOf, signInMethods, type SessionPrincipal } from "../../http/principal.ts";
import { named, oneOf, ref } from "../../http/schemas.ts";
import type { IdentityService, SignInOutcome } from "./identity-service.ts";
import { identityLimits, type Client, type NewSession, type SessionView } from "./identity-types.ts";
import type { Site } from "./passkeys.ts";

export const Session = named(
  "Session",
  Type.Object({
    account: Type.Object({ accountId: Type.String(), email: Type.String(), name: Type.String() }),
    tenant: Type.Object({ tenantId: Type.String(), name: Type.String() }),
    csrfToken: Type.String({ description: "Unsafe requests with the session's cookie repeat it in the header x-csrf-token." }),
    expiresAt: Type.String({ format: "date-time" }),
    method: oneOf(signInMethods, { description: "How the person proved who it is." }),
    permissions: Type.Array(oneOf(permissions), { description: "What the person may do now." }),
    lacksSecondFactor: Type.Boolean({ description: "The fleet asks for a second factor; until the account has one, only its own pages are open." }),
  }),
);

export const SecondFactorNeeded = named(
  "SecondFactorNeeded",
  Type.Object({
    token: Type.String({ description: "Names this sign-in in POST /session/second-factor, for five minutes." }),
    methods: Type.Array(oneOf(["code", "passkey"] as const), { description: "What may follow: a code, or signing in with a passkey instead." }),
  }),
);

export interface SessionAnswerOptions {
  readonly service: IdentityService;
  readonly isSecure: boolean;
  /** Where browsers see us, when a proxy stands in front. */
  readonly publicUrl?: string | undefined;
}

export class SessionAnswer {
  readonly #options: SessionAnswerOptions;
  readonly #cookieName: string;

  constructor(options: SessionAnswerOptions) {
    this.#options = options;
    this.#cookieName = sessionCookieName(options.isSecure);
  }

  async session(reply: FastifyReply, session: NewSession): Promise<Static<typeof Session>> {
    const { service } = this.#options;
    this.setCookie(reply, session);
    const principal = await service.bySessionToken(session.token);
    if (principal === undefined) throw failHttp("NOT_SIGNED_IN", "the session ended at once; sign in again");
    return sessionToJson(await service.view(principal));
  }

  /** Says to the audit trail as well who has come. */
  setCookie(reply: FastifyReply, session: NewSession): void {
    const { token, expiresAt } = session;
    actAs(reply.request, session);
    reply.request.auditSubjectId ??= session.sessionId;
    void reply.setCookie(this.#cookieName, token, { path: "/", httpOnly: true, sameSite: "lax", secure: this.#options.isSecure, expires: expiresAt });
  }

  /** 200 with the session, or 202 where a second factor follows. */
  async outcome(reply: FastifyReply, outcome: SignInOutcome): Promise<Static<typeof Session> | Static<typeof SecondFactorNeeded>> {
    if (outcome.kind === "session") return this.session(reply, outcome.session);
    void reply.code(202);
    return { token: outcome.token, methods: [...outcome.methods] };
  }

  clearCookie(reply: FastifyReply): FastifyReply {
    return reply.clearCookie(this.#cookieName, { path: "/", httpOnly: true, sameSite: "lax", secure: this.#options.isSecure });
  }

  /**
   * Where the browser's page is. Without a public address it is what the request says: a page elsewhere that lies here
   * gains nothing, since its browser binds passkeys and redirects to the address that it really shows.
   */
  siteOf(request: FastifyRequest): Site {
    const { publicUrl, isSecure } = this.#options;
    const given = publicUrl ?? `${isSecure ? "https" : "http"}://${request.host}`;
    if (!URL.canParse(given)) throw failHttp("REQUEST_UNREADABLE", "the header host names no host");
    const { origin, hostname } = new URL(given);
    return { origin, host: hostname };
  }
}

/** @throws DrawbarError `SCOPE_MISSING` for a program: it has no session. */
export function sessionOf(request: FastifyRequest): SessionPrincipal {
  const principal = principalOf(request);
  if (principal.kind === "session") return principal;
  throw failHttp("SCOPE_MISSING", "this is about the session of a person; an API token has none");
}

export function clientOf(request: FastifyRequest): Client {
  return { address: request.ip, userAgent: (request.headers["user-agent"] ?? "").slice(0, identityLimits.userAgentLengthMax), requestId: request.id };
}

export const outcomeSchemas = { 200: ref(Session), 202: ref(SecondFactorNeeded) };

export function sessionToJson(view: SessionView): Static<typeof Session> {
  return { ...view, permissions: [...view.permissions], expiresAt: view.expiresAt.toISOString() };
}

// A person's password may be of any form when it is checked; rules hold for new ones only.
export const TypedPassword = Type.String({ minLength: 1, maxLength: 1_000 });
