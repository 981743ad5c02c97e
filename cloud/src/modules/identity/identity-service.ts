import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { failHttp } from "../../http/http-errors.ts";
import type { Authenticator, Principal, Scope, SessionPrincipal, TokenPrincipal } from "../../http/principal.ts";
import { failIdentity } from "./identity-errors.ts";
import { IdentityStore, type Membership } from "./identity-store.ts";
import { identityLimits, scopesOfRole, type NewSession, type SessionView } from "./identity-types.ts";
import { checkNewPassword, Passwords } from "./passwords.ts";
import { csrfTokenOf, hashOf, isSecret, makeSecret } from "./secrets.ts";
import { SignInThrottle } from "./sign-in-throttle.ts";

export interface IdentityServiceOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Whether a fleet is served; absent where all are. */
  readonly gate?: { readonly check: (tenant: TenantId) => Promise<void> } | undefined;
}

export interface NewApiToken {
  /** Shown once; we keep its hash. */
  readonly token: string;
  readonly tokenId: string;
  readonly expiresAt: Date;
}

/** Who people and programs are, and for how long we believe it. */
export class IdentityService implements Authenticator {
  readonly #database: Database;
  readonly #store: IdentityStore;
  readonly #passwords = new Passwords();
  readonly #throttle: SignInThrottle;
  readonly #clock: Clock;
  readonly #gate: IdentityServiceOptions["gate"];

  constructor(options: IdentityServiceOptions) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#gate = options.gate;
    this.#store = new IdentityStore(options.database);
    this.#throttle = new SignInThrottle({ store: this.#store, clock: options.clock });
  }

  /** @throws DrawbarError `SIGN_IN_REFUSED`, `SIGN_IN_THROTTLED`, `SIGN_IN_BUSY`, `TENANT_SUSPENDED`. */
  async signIn(attempt: { readonly email: string; readonly password: string; readonly address: string }): Promise<NewSession> {
    const email = attempt.email.trim().toLowerCase();
    const counted = await this.#throttle.attempt(email, attempt.address);
    const account = await this.#store.accountByEmail(email);
    const isRight = await this.#passwords.verify(account?.passwordHash, attempt.password);
    // Read in any case: the answer for an unknown e-mail must take as long.
    const [membership] = await this.#store.membershipsOf(account?.accountId ?? uuidV7());
    if (!isRight || account === undefined || membership === undefined) throw failIdentity("SIGN_IN_REFUSED", "e-mail and password do not fit");
    await counted.succeeded();
    return this.#newSession(account.accountId, membership);
  }

  /** @throws DrawbarError `SIGN_IN_LINK_INVALID`. */
  async signInByLink(token: string): Promise<NewSession> {
    const refused = failIdentity(
      "SIGN_IN_LINK_INVALID",
      "the sign-in link was used before or has expired; sign in with e-mail and password, or have a new link made",
    );
    if (!isSecret("signInLink", token)) throw refused;
    const tokenHash = hashOf(token);
    const tenantId = await this.#store.tenantOfSignInLink(tokenHash);
    if (tenantId === undefined) throw refused;
    const accountId = await this.#store.useSignInLink(this.#database.of(tenantId), tokenHash);
    const memberships = accountId === undefined ? [] : await this.#store.membershipsOf(accountId);
    const membership = memberships.find((candidate) => candidate.tenantId === tenantId);
    if (accountId === undefined || membership === undefined) throw refused;
    return this.#newSession(accountId, membership);
  }

  async bySessionToken(token: string): Promise<SessionPrincipal | undefined> {
    if (!isSecret("session", token)) return undefined;
    const session = await this.#store.sessionByToken(hashOf(token));
    if (session === undefined) return undefined;
    return {
      kind: "session",
      tenantId: session.tenantId,
      scopes: scopesOfRole[session.role],
      sessionId: session.sessionId,
      accountId: session.accountId,
      csrfToken: csrfTokenOf(token),
      expiresAtMs: session.expiresAt.getTime(),
    };
  }

  async byApiToken(token: string): Promise<TokenPrincipal | undefined> {
    if (!isSecret("apiToken", token)) return undefined;
    const found = await this.#store.apiTokenByHash(hashOf(token));
    if (found === undefined) return undefined;
    return { kind: "token", tenantId: found.tenantId, scopes: found.scopes, tokenId: found.tokenId, expiresAtMs: found.expiresAt.getTime() };
  }

  /** What the console shows about the one who is signed in. @throws DrawbarError `NOT_SIGNED_IN` when the account has gone. */
  async view(session: { readonly tenantId: TenantId; readonly accountId: string; readonly csrfToken: string; readonly expiresAt: Date }): Promise<SessionView> {
    const [account, name] = await Promise.all([this.#store.accountById(session.accountId), this.#store.tenantName(this.#database.of(session.tenantId))]);
    if (account === undefined) throw failHttp("NOT_SIGNED_IN", "the account was removed; sign in with another one");
    return {
      account: { accountId: account.accountId, email: account.email, name: account.name },
      tenant: { tenantId: session.tenantId, name },
      csrfToken: session.csrfToken,
      expiresAt: session.expiresAt,
    };
  }

  async signOut(principal: SessionPrincipal): Promise<void> {
    await this.#store.endSession(this.#database.of(principal.tenantId), principal.sessionId);
  }

  /**
   * All other sessions and unused links of the account end.
   *
   * @throws DrawbarError `PASSWORD_WRONG`, `PASSWORD_UNFIT`, `SIGN_IN_THROTTLED`.
   */
  async changePassword(principal: SessionPrincipal, passwords: { readonly current: string; readonly next: string; readonly address: string }): Promise<void> {
    const account = await this.#store.accountById(principal.accountId);
    if (account === undefined) throw failHttp("NOT_SIGNED_IN", "the account was removed; sign in with another one");
    // A session left open must not be a way to guess the password.
    const counted = await this.#throttle.attempt(account.email, passwords.address);
    if (!(await this.#passwords.verify(account.passwordHash, passwords.current))) throw failIdentity("PASSWORD_WRONG", "the present password does not fit");
    await counted.succeeded();
    checkNewPassword(passwords.next, { current: passwords.current, email: account.email });
    await this.#store.setPassword(account.accountId, await this.#passwords.hash(passwords.next), { isInitial: false, keepSession: principal.sessionId });
  }

  /**
   * For people, and for programs that administer: otherwise a token that leaked could live for ever by making the next.
   *
   * @throws DrawbarError `TOKEN_SCOPE_TOO_WIDE`, `SCOPE_MISSING`.
   */
  async createApiToken(
    principal: Principal,
    options: { readonly name: string; readonly scopes: readonly Scope[]; readonly expiresInMs: number },
  ): Promise<NewApiToken> {
    if (principal.kind === "token" && !principal.scopes.includes("admin"))
      throw failHttp("SCOPE_MISSING", 'a token needs the scope "admin" to make another token');
    const missing = options.scopes.find((scope) => !principal.scopes.includes(scope));
    if (missing !== undefined) throw failIdentity("TOKEN_SCOPE_TOO_WIDE", `the scope "${missing}" is not yours to give`);
    const token = makeSecret("apiToken");
    const tokenId = uuidV7();
    const expiresAt = this.#after(options.expiresInMs);
    await this.#store.addApiToken(this.#database.of(principal.tenantId), {
      tokenId,
      name: options.name,
      tokenHash: hashOf(token),
      scopes: options.scopes,
      expiresAt,
    });
    return { token, tokenId, expiresAt };
  }

  /** @throws DrawbarError `TOKEN_UNKNOWN`. */
  async revokeApiToken(principal: Principal, tokenId: string): Promise<void> {
    if (!(await this.#store.revokeApiToken(this.#database.of(principal.tenantId), tokenId)))
      throw failIdentity("TOKEN_UNKNOWN", `there is no API token ${tokenId} to revoke`);
  }

  async #newSession(accountId: string, { tenantId }: Membership): Promise<NewSession> {
    await this.#gate?.check(tenantId);
    const token = makeSecret("session");
    const session: NewSession = { token, tenantId, sessionId: uuidV7(), accountId, expiresAt: this.#after(identityLimits.sessionMs) };
    await this.#store.addSession(this.#database.of(tenantId), { ...session, tokenHash: hashOf(token) });
    return session;
  }

  #after(elapsedMs: number): Date {
    return new Date(this.#clock.wallUs() / 1_000 + elapsedMs);
  }
}
