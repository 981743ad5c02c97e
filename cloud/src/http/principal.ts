/** Who makes a request, once it is known. */
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { FastifyRequest } from "fastify";
import { failHttp } from "./http-errors.ts";
import type { Permission, Scope } from "./permissions.ts";

export type AccountId = string;

interface Caller {
  readonly tenantId: TenantId;
  readonly permissions: ReadonlySet<Permission>;
  /** The broad words that these permissions amount to. */
  readonly scopes: readonly Scope[];
  /** Depots that the permissions hold for; absent for all. What belongs to no depot is not limited by it. */
  readonly depots?: ReadonlySet<string> | undefined;
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
  /** How the person proved who it is. */
  readonly method: SignInMethod;
  /** The fleet asks for a second factor and this person has none yet: until then it has no permissions, and only its own account is open. */
  readonly lacksSecondFactor: boolean;
}

export const signInMethods = ["password", "link", "passkey", "sign-on"] as const;
export type SignInMethod = (typeof signInMethods)[number];

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

/** @returns whether the caller's rights hold for a depot. */
export function mayAtDepot(principal: Pick<Principal, "depots">, depotId: string): boolean {
  return principal.depots === undefined || principal.depots.has(depotId);
}
