import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import { DrawbarError } from "@drawbar/proto/kernel/errors.ts";
import { parseTenantId, type TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { Act, type AuditSink, type Refusal } from "../../http/audit.ts";
import { failHttp } from "../../http/http-errors.ts";
import { scopesOf, type Permission } from "../../http/permissions.ts";
import type { Authenticator, SessionPrincipal, SignInMethod, TokenPrincipal } from "../../http/principal.ts";
import type { AuthenticatorApps } from "./authenticator-apps.ts";
import { FactorStore } from "./factor-store.ts";
import { FreshReads } from "./fresh-reads.ts";
import { failIdentity } from "./identity-errors.ts";
import { IdentityStore } from "./identity-store.ts";
import { identityLimits, type Account, type Client, type ListedSession, type NewSession, type SessionView } from "./identity-types.ts";
import { checkNewPassword, type Passwords } from "./passwords.ts";
import { csrfTokenOf, hashOf, isSecret, makeSecret } from "./secrets.ts";
import { SessionStore, type SessionAtProvider } from "./session-store.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";
import { StepStore } from "./step-store.ts";
import { TokenStore } from "./token-store.ts";

export interface IdentityServiceOptions {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly throttle: SignInThrottle;
  readonly apps: AuthenticatorApps;
  readonly clock: Clock;
  /** Whether a fleet is served; absent where all are. */
  readonly gate?: { readonly check: (tenant: TenantId) => Promise<void> } | undefined;
  /** Where it is recorded who came in; absent without a trail, such as in a test. */
  readonly audit?: AuditSink | undefined;
}

/** What can follow a right password. */
export type SignInOutcome =
  | { readonly kind: "session"; readonly session: NewSession }
  /** A code of the authenticator app, or a passkey, has to follow; the token names this sign-in. */
  | { readonly kind: "second-factor"; readonly token: string; readonly methods: readonly ("code" | "passkey")[] };

/** Who people and programs are, and for how long we believe it. */
export class IdentityService implements Authenticator {
  readonly #database: Database;
  readonly #store: IdentityStore;
  readonly #sessions = new SessionStore();
  readonly #tokens = new TokenStore();
  readonly #factors: FactorStore;
  readonly #steps: StepStore;
  readonly #passwords: Passwords;
  readonly #throttle: SignInThrottle;
  readonly #apps: AuthenticatorApps;
  readonly #clock: Clock;
  readonly #gate: IdentityServiceOptions["gate"];
  readonly #audit: AuditSink | undefined;
  /** By hash of the credential, as hex. */
  readonly #sessionReads = new FreshReads(async (hash) => this.#store.sessionByToken(Buffer.from(hash, "hex")));
  readonly #tokenReads = new FreshReads(async (hash) => this.#store.apiTokenByHash(Buffer.from(hash, "hex")));

  constructor(options: IdentityServiceOptions) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#gate = options.gate;
    this.#audit = options.audit;
    this.#passwords = options.passwords;
    this.#throttle = options.throttle;
    this.#apps = options.apps;
    this.#store = new IdentityStore(options.database);
    this.#factors = new FactorStore(options.database);
    this.#steps = new StepStore(options.database);
  }

  /**
   * @param onRefused told of each wrong password, and of the first attempt that comes too soon.
   * @throws DrawbarError `SIGN_IN_REFUSED`, `SIGN_IN_THROTTLED`, `SIGN_IN_BUSY`.
   */
  async signIn(attempt: { readonly email: string; readonly password: string }, client: Client, onRefused?: (refusal: Refusal) => void): Promise<SignInOutcome> {
    const email = attempt.email.trim().toLowerCase();
    const whose = async () => this.#whose((await this.#store.accountByEmail(email))?.accountId);
    const counted = await this.#throttle.attempt(email, client.address, () => onRefused?.({ reason: "SIGN_IN_THROTTLED", whose }));
    const account = await this.#store.accountByEmail(email);
    const isRight = await this.#passwords.verify(account?.passwordHash, attempt.password);
    // Read in any case: the answer for an unknown e-mail must take as long.
    const [tenantId] = await this.#store.tenantsOf(account?.accountId ?? uuidV7());
    if (!isRight || account === undefined || tenantId === undefined) {
      onRefused?.({ reason: "SIGN_IN_REFUSED", whose });
      throw failIdentity("SIGN_IN_REFUSED", "e-mail and password do not fit");
    }
    await counted.succeeded();
    return this.afterPassword(account.accountId, tenantId, client);
  }

  /** Goes on where a right password was given: to a session, or to the second factor. */
  async afterPassword(accountId: string, tenantId: TenantId, client: Client): Promise<SignInOutcome> {
    const [factors, isRequired] = await Promise.all([this.#factors.of(accountId), this.#factors.isRequired(tenantId)]);
    // A passkey is asked for where the fleet wants a second factor; elsewhere it is one more way in beside the password.
    const methods = [...(factors.hasTotp ? (["code"] as const) : []), ...(isRequired && factors.passkeys > 0 ? (["passkey"] as const) : [])];
    if (methods.length === 0) return { kind: "session", session: await this.openSession({ accountId, tenantId, method: "password" }, client) };
    const token = await this.#steps.begin("second-factor", { accountId, payload: tenantId }, identityLimits.signInStepMs);
    return { kind: "second-factor", token, methods };
  }

  /**
   * @param answer with a code of the app, or a recovery code.
   * @param onRefused told of each wrong code, whose password was right, and of the first that comes too soon.
   * @throws DrawbarError `SECOND_FACTOR_REFUSED`, `SIGN_IN_THROTTLED`.
   */
  async secondFactor(answer: { readonly token: string; readonly code: string }, client: Client, onRefused?: (refusal: Refusal) => void): Promise<NewSession> {
    const refused = failIdentity("SECOND_FACTOR_REFUSED", "the code does not fit, or the sign-in took too long; try again, or begin anew");
    const step = await this.#steps.tryOnce("second-factor", answer.token, identityLimits.codesTriedMax);
    if (step?.accountId === undefined) throw refused;
    // Tries of one step are few, but whoever has the password can begin steps without end.
    const who = { accountId: step.accountId, tenantId: parseTenantId(step.payload) };
    const tell = (reason: string) => onRefused?.({ reason, whose: async () => who });
    const counted = await this.#throttle.attempt(`code of ${step.accountId}`, client.address, () => tell("SIGN_IN_THROTTLED"));
    if (!(await this.#apps.accepts(step.accountId, answer.code))) {
      tell("SECOND_FACTOR_REFUSED");
      throw refused;
    }
    await counted.succeeded();
    if ((await this.#steps.take("second-factor", answer.token)) === undefined) throw refused;
    return this.openSession({ ...who, method: "password" }, client);
  }

  /**
   * Asks for no second factor: whoever holds the installation makes such links, for those who cannot sign in otherwise.
   *
   * @throws DrawbarError `SIGN_IN_LINK_INVALID`.
   */
  async signInByLink(token: string, client: Client): Promise<NewSession> {
    const refused = failIdentity(
      "SIGN_IN_LINK_INVALID",
      "the sign-in link was used before or has expired; sign in with e-mail and password, or have a new link made",
    );
    if (!isSecret("signInLink", token)) throw refused;
    const tokenHash = hashOf(token);
    const tenantId = await this.#store.tenantOfSignInLink(tokenHash);
    if (tenantId === undefined) throw refused;
    const accountId = await this.#store.useSignInLink(this.#database.of(tenantId), tokenHash);
    if (accountId === undefined || !(await this.#store.tenantsOf(accountId)).includes(tenantId)) throw refused;
    return this.openSession({ accountId, tenantId, method: "link" }, client);
  }

  async bySessionToken(token: string): Promise<SessionPrincipal | undefined> {
    if (!isSecret("session", token)) return undefined;
    const session = await this.#sessionReads.read(hashOf(token).toString("hex"));
    if (session === undefined) return undefined;
    if (this.#isLongAgo(session.lastSeenAt)) await whereThereIsRoom(this.#sessions.noteUse(this.#database.of(session.tenantId), session.sessionId));
    const permissions = session.lacksSecondFactor ? new Set<Permission>() : session.permissions;
    return {
      kind: "session",
      tenantId: session.tenantId,
      permissions,
      scopes: scopesOf(permissions),
      depots: session.depots,
      sessionId: session.sessionId,
      accountId: session.accountId,
      csrfToken: csrfTokenOf(token),
      method: session.method,
      lacksSecondFactor: session.lacksSecondFactor,
      expiresAtMs: session.expiresAt.getTime(),
    };
  }

  async byApiToken(token: string): Promise<TokenPrincipal | undefined> {
    if (!isSecret("apiToken", token)) return undefined;
    const found = await this.#tokenReads.read(hashOf(token).toString("hex"));
    if (found === undefined) return undefined;
    if (this.#isLongAgo(found.lastUsedAt)) await whereThereIsRoom(this.#tokens.noteUse(this.#database.of(found.tenantId), found.tokenId));
    return {
      kind: "token",
      tenantId: found.tenantId,
      permissions: found.permissions,
      scopes: scopesOf(found.permissions),
      depots: found.depots,
      tokenId: found.tokenId,
      expiresAtMs: found.expiresAt.getTime(),
    };
  }

  /** What the console shows about the one who is signed in. @throws DrawbarError `NOT_SIGNED_IN` when the account has gone. */
  async view(principal: SessionPrincipal): Promise<SessionView> {
    const [account, name] = await Promise.all([this.accountOf(principal), this.#store.tenantName(this.#database.of(principal.tenantId))]);
    return {
      account,
      tenant: { tenantId: principal.tenantId, name },
      csrfToken: principal.csrfToken,
      expiresAt: new Date(principal.expiresAtMs ?? 0),
      method: principal.method,
      permissions: [...principal.permissions],
      lacksSecondFactor: principal.lacksSecondFactor,
    };
  }

  /** @throws DrawbarError `NOT_SIGNED_IN` when it has gone. */
  async accountOf(principal: SessionPrincipal): Promise<Account> {
    const { accountId, email, name } = await this.#accountWithPassword(principal);
    return { accountId, email, name };
  }

  async signOut(principal: SessionPrincipal): Promise<void> {
    await this.#sessions.end(this.#database.of(principal.tenantId), principal.accountId, principal.sessionId);
  }

  /** Those of this tenant. */
  async sessions(principal: SessionPrincipal): Promise<readonly ListedSession[]> {
    return this.#sessions.list(this.#database.of(principal.tenantId), principal.accountId);
  }

  /** @throws DrawbarError `SESSION_UNKNOWN`. */
  async endSession(principal: SessionPrincipal, sessionId: string): Promise<void> {
    if (!(await this.#sessions.end(this.#database.of(principal.tenantId), principal.accountId, sessionId)))
      throw failIdentity("SESSION_UNKNOWN", `you have no session ${sessionId}; perhaps it has ended`);
  }

  /** In every tenant. */
  async endOtherSessions(principal: SessionPrincipal): Promise<void> {
    await this.#factors.endOtherSessions(principal.accountId, principal.sessionId);
  }

  /**
   * All other sessions and unused links of the account end.
   *
   * @returns what makes the change: proving and hashing take long, and a try that was wrong counts whatever comes of it.
   * @throws DrawbarError `PASSWORD_WRONG`, `PASSWORD_UNFIT`, `SIGN_IN_THROTTLED`, `ACCOUNT_OF_COMPANY`.
   */
  async preparePassword(
    principal: SessionPrincipal,
    passwords: { readonly current: string; readonly next: string; readonly address: string },
  ): Promise<() => Promise<void>> {
    const account = await this.provePassword(principal, passwords.current, passwords.address);
    checkNewPassword(passwords.next, { current: passwords.current, email: account.email });
    const hash = await this.#passwords.hash(passwords.next);
    return async () => this.#store.setPassword(account.accountId, hash, { isInitial: false, keepSession: principal.sessionId });
  }

  /**
   * Before the account itself is changed: a session left open must not be a way to take it over, nor to guess the password.
   *
   * @throws DrawbarError `PASSWORD_WRONG`, `SIGN_IN_THROTTLED`, `ACCOUNT_OF_COMPANY`.
   */
  async provePassword(principal: SessionPrincipal, password: string, address: string): Promise<Account> {
    if (principal.method === "sign-on")
      throw failIdentity("ACCOUNT_OF_COMPANY", "you are signed in by your company, which looks after password, passkeys and second factor");
    const account = await this.#accountWithPassword(principal);
    const counted = await this.#throttle.attempt(account.email, address);
    if (!(await this.#passwords.verify(account.passwordHash, password))) throw failIdentity("PASSWORD_WRONG", "the present password does not fit");
    await counted.succeeded();
    return account;
  }

  /** For a person who has proven who it is. @throws DrawbarError `TENANT_SUSPENDED`. */
  async openSession(
    {
      accountId,
      tenantId,
      method,
      atProvider,
    }: { readonly accountId: string; readonly tenantId: TenantId; readonly method: SignInMethod; readonly atProvider?: SessionAtProvider },
    client: Client,
  ): Promise<NewSession> {
    await this.#gate?.check(tenantId);
    const token = makeSecret("session");
    const act = new Act({ actor: { kind: "account", id: accountId }, address: client.address, requestId: client.requestId });
    const session: NewSession = { token, tenantId, sessionId: uuidV7(), accountId, expiresAt: this.#after(identityLimits.sessionMs), act };
    await this.#database.transaction(tenantId, async (tx) => {
      await this.#sessions.add(tx, { ...session, ...client, method, atProvider, tokenHash: hashOf(token) });
      await this.#audit?.record(tx, act, { action: "session.opened", subject: { kind: "session", id: session.sessionId } });
    });
    return session;
  }

  /** The fleet that the account would come into; a stranger's is nobody's. */
  async #whose(accountId: string | undefined): ReturnType<Refusal["whose"]> {
    const [tenantId] = accountId === undefined ? [] : await this.#store.tenantsOf(accountId);
    return accountId === undefined || tenantId === undefined ? undefined : { accountId, tenantId };
  }

  async #accountWithPassword(principal: SessionPrincipal) {
    const account = await this.#store.accountById(principal.accountId);
    if (account === undefined) throw failHttp("NOT_SIGNED_IN", "the account was removed; sign in with another one");
    return account;
  }

  #isLongAgo(at: Date | undefined): boolean {
    return at === undefined || this.#clock.wallUs() / 1_000 - at.getTime() > identityLimits.seenEveryMs;
  }

  #after(elapsedMs: number): Date {
    return new Date(this.#clock.wallUs() / 1_000 + elapsedMs);
  }
}

/** When somebody was here last is no reason to turn them away: with a full disk one can still read. */
async function whereThereIsRoom(noting: Promise<unknown>): Promise<void> {
  try {
    await noting;
  } catch (error) {
    if (!(error instanceof DrawbarError && error.code === "DATABASE_FULL")) throw error;
  }
}
