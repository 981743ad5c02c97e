/** Decides before anything of a request is read who makes it and whether that caller may. */
import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { FailureLimiter } from "./failure-limiter.ts";
import { failHttp } from "./http-errors.ts";
import { permissionFor, type Permission, type Scope } from "./permissions.ts";
import type { Authenticator, Principal } from "./principal.ts";

/**
 * What a route demands of its caller. Every route under the API's prefix says it; `buildApp` refuses one that does not.
 * `self` is for whoever is signed in, about themselves; a broad word stands for the permission behind it.
 */
export type Access = "public" | "self" | Scope | Permission;

declare module "fastify" {
  interface FastifyContextConfig {
    readonly access?: Access;
  }
  interface FastifyRequest {
    /** Set by this file only; absent on public routes without credentials. */
    principal: Principal | undefined;
  }
}

/** Under TLS the prefix makes browsers refuse the cookie from anywhere but this host (RFC 6265bis, 4.1.3.2). */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? "__Host-drawbar_session" : "drawbar_session";
}

export const csrfHeader = "x-csrf-token";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether requests of this method change nothing (RFC 9110, 9.2.1). */
export function isSafe(method: string): boolean {
  return safeMethods.has(method);
}

const bearerForm = /^Bearer ([A-Za-z0-9_-]{1,200})$/i;

export interface AuthenticationOptions {
  readonly authenticator: Authenticator;
  readonly isSecure: boolean;
  readonly clock: Clock;
}

export function addAuthentication(app: FastifyInstance, options: AuthenticationOptions): void {
  const cookieName = sessionCookieName(options.isSecure);
  const failures = new FailureLimiter({ ...credentialLimits, clock: options.clock });
  app.decorateRequest("principal", undefined);

  app.addHook("onRequest", async (request) => {
    const access = request.routeOptions.config.access;
    if (access === undefined || access === "public") return;
    const blockedForMs = failures.blockedForMs(request.ip);
    if (blockedForMs > 0)
      throw failHttp("RATE_LIMITED", "too many wrong credentials from this address; try again in a minute", { details: { retryAfterMs: blockedForMs } });
    try {
      request.principal = await authenticate(request, options.authenticator, cookieName);
    } catch (error) {
      if (error instanceof DrawbarError && error.code === "NOT_SIGNED_IN") failures.note(request.ip);
      throw error;
    }
    authorise(request, access);
  });
}

/** Looks again at the credentials of a request that goes on for long. @returns `undefined` when they have ended, or no longer allow it. */
export async function recheck(request: FastifyRequest, options: Pick<AuthenticationOptions, "authenticator" | "isSecure">): Promise<Principal | undefined> {
  try {
    const principal = await authenticate(request, options.authenticator, sessionCookieName(options.isSecure));
    return hasAccess(principal, request.routeOptions.config.access ?? "self") ? principal : undefined;
  } catch (error) {
    if (error instanceof DrawbarError && error.code === "NOT_SIGNED_IN") return undefined;
    throw error;
  }
}

/** A console whose session ended asks a few times a minute; a guesser thousands of times. */
const credentialLimits = { failuresMax: 300, windowMs: 60_000, addressesMax: 10_000 } as const;

async function authenticate(request: FastifyRequest, authenticator: Authenticator, cookieName: string): Promise<Principal> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = bearerForm.exec(authorization)?.[1];
    const principal = token === undefined ? undefined : await authenticator.byApiToken(token);
    if (principal === undefined) throw failHttp("NOT_SIGNED_IN", 'the API token is unknown, expired or revoked; make a new one with "drawbar token"');
    return principal;
  }
  const cookie = request.cookies[cookieName];
  if (cookie === undefined) throw failHttp("NOT_SIGNED_IN", "this needs a session or an API token; sign in, or send one as authorization: Bearer dbt_...");
  const principal = await authenticator.bySessionToken(cookie);
  if (principal === undefined) throw failHttp("NOT_SIGNED_IN", "the session has ended; sign in again");
  return principal;
}

function authorise(request: FastifyRequest, needed: Exclude<Access, "public">): void {
  const { principal } = request;
  if (principal === undefined) return;
  if (principal.kind === "session" && !isSafe(request.method) && !isSame(request.headers[csrfHeader], principal.csrfToken)) {
    throw failHttp("CSRF_TOKEN_WRONG", "the header x-csrf-token must repeat csrfToken of GET /api/v1/session");
  }
  if (hasAccess(principal, needed)) return;
  if (principal.kind === "session" && principal.lacksSecondFactor)
    throw failHttp("SECOND_FACTOR_REQUIRED", "the fleet asks for a second factor; add a passkey or an authenticator app to your account first");
  const means = needed === "read" || needed === "write" || needed === "admin" ? `the scope "${needed}"` : `the permission "${needed}"`;
  throw failHttp("SCOPE_MISSING", `this needs ${means}; the caller has ${[...principal.permissions].join(", ") || "none"}`);
}

function hasAccess(principal: Principal, needed: Access): boolean {
  if (needed === "public" || needed === "self") return true;
  return principal.permissions.has(permissionFor(needed));
}

function isSame(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== "string" || given.length !== expected.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
