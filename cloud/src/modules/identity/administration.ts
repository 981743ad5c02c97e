/** What whoever holds the installation's database may do when nobody can sign in: the launcher and the command line. */
import { v7 as uuidV7 } from "uuid";
import type { Clock } from "@drawbar/proto/kernel/clock.ts";
import type { TenantId } from "@drawbar/proto/kernel/ids.ts";
import type { Database } from "../../db/tenant-transaction.ts";
import { tokenWords, type TokenWord } from "../../http/permissions.ts";
import { Quotas } from "../tenants/index.ts";
import { failIdentity } from "./identity-errors.ts";
import { IdentityStore, type AccountWithPassword } from "./identity-store.ts";
import { FactorStore } from "./factor-store.ts";
import { identityLimits, parseEmail, type Operator } from "./identity-types.ts";
import { Passwords, type PasswordCost } from "./passwords.ts";
import type { BuiltInRole } from "./roles.ts";
import { hashOf, makePassword, makeSecret } from "./secrets.ts";
import type { NewApiToken } from "./token-service.ts";
import { TokenStore } from "./token-store.ts";
import { UserStore } from "./user-store.ts";

export interface IdentityAdministrationOptions {
  /** Opened as the service's role: it needs no more. */
  readonly database: Database;
  readonly tenantId: TenantId;
  readonly clock: Clock;
  /** Of new passwords' hashes; absent: the standard one. */
  readonly passwordCost?: PasswordCost | undefined;
}

export interface FirstPassword {
  readonly email: string;
  /** Random; shown once and never stored by us. */
  readonly password: string;
}

export class IdentityAdministration {
  readonly #database: Database;
  readonly #store: IdentityStore;
  readonly #users: UserStore;
  readonly #tokens = new TokenStore();
  readonly #factors: FactorStore;
  readonly #tenantId: TenantId;
  readonly #clock: Clock;
  readonly #passwords: Passwords;

  constructor(options: IdentityAdministrationOptions) {
    this.#database = options.database;
    this.#passwords = new Passwords({ cost: options.passwordCost });
    this.#tenantId = options.tenantId;
    this.#clock = options.clock;
    this.#store = new IdentityStore(options.database);
    this.#users = new UserStore(options.database);
    this.#factors = new FactorStore(options.database);
  }

  /**
   * Adds an operator with a random first password.
   *
   * @throws DrawbarError `EMAIL_MALFORMED`, `ACCOUNT_EXISTS`, `QUOTA_EXCEEDED`.
   */
  async addOperator(options: { readonly email: string; readonly name?: string | undefined; readonly role?: BuiltInRole | undefined }): Promise<FirstPassword> {
    const email = parseEmail(options.email);
    const password = makePassword();
    const account: AccountWithPassword = { accountId: uuidV7(), email, name: options.name ?? email, passwordHash: await this.#passwords.hash(password) };
    if (!(await this.#store.createAccount({ ...account, isInitial: true }))) {
      throw failIdentity("ACCOUNT_EXISTS", `there is an operator ${email} already; "drawbar user reset ${email}" sets a new password`);
    }
    await this.#database.transaction(this.#tenantId, async (tx) => {
      await this.#users.add(tx, account.accountId, { choice: { kind: "built-in", role: options.role ?? "owner" } });
      await new Quotas({ database: this.#database, clock: this.#clock }).check(tx, "users");
    });
    return { email, password };
  }

  /**
   * Sets a new random password and ends every session of the operator.
   *
   * @param options.secondFactor also takes the authenticator app, its recovery codes and all passkeys away, for who lost them.
   * @throws DrawbarError `ACCOUNT_UNKNOWN`.
   */
  async resetPassword(email: string, options: { readonly secondFactor?: boolean } = {}): Promise<FirstPassword> {
    const operator = await this.operator(email);
    const password = makePassword();
    if (options.secondFactor === true) {
      await this.#factors.dropTotp(operator.accountId);
      for (const { passkeyId } of await this.#factors.passkeys(operator.accountId)) await this.#factors.dropPasskey(operator.accountId, passkeyId);
    }
    await this.#store.setPassword(operator.accountId, await this.#passwords.hash(password), { isInitial: true });
    return { email: operator.email, password };
  }

  async operators(): Promise<readonly Operator[]> {
    return this.#users.list(this.#database.of(this.#tenantId));
  }

  /** @throws DrawbarError `ACCOUNT_UNKNOWN`. */
  async operator(email: string): Promise<Operator> {
    const wanted = email.trim().toLowerCase();
    const operator = (await this.operators()).find((candidate) => candidate.email === wanted);
    if (operator === undefined) throw failIdentity("ACCOUNT_UNKNOWN", `no operator has the e-mail ${wanted}; "drawbar user list" shows all`);
    return operator;
  }

  /**
   * A link that signs in once.
   *
   * @returns the secret; the console's address is `/sign-in?link=` and it.
   * @throws DrawbarError `ACCOUNT_UNKNOWN`.
   */
  async makeSignInLink(email: string, options: { readonly expiresInMs?: number } = {}): Promise<string> {
    const operator = await this.operator(email);
    const token = makeSecret("signInLink");
    await this.#store.addSignInLink(this.#database.of(this.#tenantId), {
      linkId: uuidV7(),
      accountId: operator.accountId,
      tokenHash: hashOf(token),
      expiresAt: this.#after(Math.min(options.expiresInMs ?? identityLimits.signInLinkMs, identityLimits.signInLinkMsMax)),
    });
    return token;
  }

  /**
   * @param options.scopes of the command line, so any words may come.
   * @throws DrawbarError `TOKEN_SCOPE_UNKNOWN`.
   */
  async makeApiToken(options: { readonly name: string; readonly scopes: readonly string[]; readonly expiresInMs?: number | undefined }): Promise<NewApiToken> {
    const scopes = options.scopes.map(parseTokenWord);
    const token = makeSecret("apiToken");
    const tokenId = uuidV7();
    const expiresAt = this.#after(Math.min(options.expiresInMs ?? identityLimits.apiTokenMs, identityLimits.apiTokenMsMax));
    await this.#tokens.add(this.#database.of(this.#tenantId), {
      tokenId,
      name: options.name,
      tokenHash: hashOf(token),
      scopes,
      expiresAt,
    });
    return { token, tokenId, expiresAt };
  }

  #after(elapsedMs: number): Date {
    return new Date(this.#clock.wallUs() / 1_000 + elapsedMs);
  }
}

function parseTokenWord(text: string): TokenWord {
  const word = tokenWords.find((candidate) => candidate === text);
  if (word === undefined)
    throw failIdentity("TOKEN_SCOPE_UNKNOWN", `there is no scope ${JSON.stringify(text.slice(0, 60))}; there are ${tokenWords.join(", ")}`);
  return word;
}
