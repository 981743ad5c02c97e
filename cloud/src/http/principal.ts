/** Who makes a request, once it is known. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { FastifyRequest } from "fastify";
import { failHttp } from "./http-errors.ts";

export const scopes = ["read", "write", "admin"] as const;
export type Scope = (typeof scopes)[number];

export type AccountId = string;

interface Caller {
  readonly tenantId: TenantId;
  readonly scopes: readonly Scope[];
  /** When it ends by itself, milliseconds since 1970. */
  readonly expiresAtMs?: number | undefined;
}

/** A person in a browser. */
export interface SessionPrincipal extends Caller {
  readonly kind: "session";
  readonly sessionId: string;
  readonly accountId: AccountId;
  /** What unsafe requests repeat in x-csrf-token. */
  readonly csrfToken: string;
}

/** A program. */
export interface TokenPrincipal extends Caller {
  readonly kind: "token";
  readonly tokenId: string;
}

export type Principal = SessionPrincipal | TokenPrincipal;

/** Turns what a request carries into who it is; the identity module implements it. */
export interface Authenticator {
  /** @returns `undefined` when there is no such session, or it has ended. */
  bySessionToken(token: string): Promise<SessionPrincipal | undefined>;
  /** @returns `undefined` when there is no such token, or it has expired or was revoked. */
  byApiToken(token: string): Promise<TokenPrincipal | undefined>;
}

/** @throws DrawbarError `NOT_SIGNED_IN` on a route that is public. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === undefined)
    throw failHttp("NOT_SIGNED_IN", "this needs a session or an API token; sign in, or send one as authorization: Bearer dbt_...");
  return request.principal;
}
