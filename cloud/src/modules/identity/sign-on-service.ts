import { v7 as uuidV7 } from "uuid";
import type { Database, TenantTransaction } from "../../db/tenant-transaction.ts";
import { permissions } from "../../http/permissions.ts";
import type { Principal, SessionPrincipal } from "../../http/principal.ts";
import { roleByRules, wordsOfClaim } from "./claim-roles.ts";
import { failIdentity } from "./identity-errors.ts";
import type { IdentityService } from "./identity-service.ts";
import { IdentityStore } from "./identity-store.ts";
import { identityLimits, parseEmail, type Client, type NewSession } from "./identity-types.ts";
import type { Site } from "./passkeys.ts";
import type { Passwords } from "./passwords.ts";
import type { AuthorizationChecks, Claims, Providers, ProviderSettings } from "./provider.ts";
import { checkGrant, type RoleService } from "./role-service.ts";
import { parseRoleId, roleIdOf, type RoleChoice } from "./roles.ts";
import type { SecretBox } from "../../secrets/secret-box.ts";
import { makePassword } from "./secrets.ts";
import { providerHash } from "./provider-logout-store.ts";
import { SessionStore } from "./session-store.ts";
import { SignOnStore, type SignOnSettings, type StoredSignOn } from "./sign-on-store.ts";
import { StepStore } from "./step-store.ts";
import type { UserQuota } from "./user-quota.ts";
import { UserStore } from "./user-store.ts";

export interface SignOnServiceOptions {
  readonly database: Database;
  readonly service: IdentityService;
  readonly roles: RoleService;
  readonly passwords: Passwords;
  readonly providers: Providers;
  readonly box: SecretBox;
  /** How many people a fleet may have; absent where any number may. */
  readonly quotas?: UserQuota | undefined;
}

/** Where the provider sends the browser back to, after the API's prefix. */
export const callbackPath = "/session/sign-on/callback";

interface Underway extends AuthorizationChecks {
  readonly tenantId: string;
  readonly next?: string | undefined;
}

/** Company sign-on: people whom the fleet's own provider vouches for, accounts made when they first come. */
export class SignOnService {
  readonly #database: Database;
  readonly #identity: IdentityStore;
  readonly #store: SignOnStore;
  readonly #users: UserStore;
  readonly #sessions = new SessionStore();
  readonly #steps: StepStore;
  readonly #service: IdentityService;
  readonly #roles: RoleService;
  readonly #passwords: Passwords;
  readonly #providers: Providers;
  readonly #box: SecretBox;
  readonly #quotas: UserQuota | undefined;

  constructor(options: SignOnServiceOptions) {
    this.#database = options.database;
    this.#service = options.service;
    this.#roles = options.roles;
    this.#passwords = options.passwords;
    this.#providers = options.providers;
    this.#box = options.box;
    this.#quotas = options.quotas;
    this.#identity = new IdentityStore(options.database);
    this.#store = new SignOnStore(options.database);
    this.#users = new UserStore(options.database);
    this.#steps = new StepStore(options.database);
  }

  async settings(principal: Principal): Promise<SignOnSettings | undefined> {
    return this.#store.find(this.#database.of(principal.tenantId));
  }

  /**
   * For who may do everything: whoever names the provider can be anybody in the fleet.
   *
   * @param clientSecret absent to keep the one that is there.
   * @throws DrawbarError `GRANT_TOO_WIDE`, `SIGN_ON_ISSUER_UNFIT`, `SIGN_ON_NAME_TAKEN`, `SIGN_ON_SECRET_MISSING`, `USER_ROLE_UNKNOWN`.
   */
  async set(principal: Principal, settings: SignOnSettings, clientSecret: string | undefined): Promise<void> {
    checkGrant(principal, { permissions: new Set(permissions) });
    this.#providers.checkIssuer(settings.issuer);
    await this.#database.transaction(principal.tenantId, async (tx) => {
      const before = await this.#store.find(tx);
      const sealedClientSecret = clientSecret === undefined ? before?.sealedClientSecret : this.#box.seal(clientSecret, purposeOf(tx.tenantId));
      // A kept secret would go to whatever address is put in: it belongs to the issuer that it was given for.
      if (sealedClientSecret === undefined || (clientSecret === undefined && before?.issuer !== settings.issuer))
        throw failIdentity("SIGN_ON_SECRET_MISSING", "the client secret of this issuer is needed");
      for (const roleId of [...settings.roleRules.map((rule) => rule.roleId), ...(settings.defaultRoleId === undefined ? [] : [settings.defaultRoleId])])
        await this.#roles.resolve(tx, parseRoleId(roleId));
      if (!(await this.#store.claimName(tx, settings.name)))
        throw failIdentity("SIGN_ON_NAME_TAKEN", `another fleet of this installation has the sign-on name "${settings.name}"; choose another`);
      await this.#store.set(tx, { ...settings, sealedClientSecret });
    });
  }

  /** Sessions made by it go on until they end; nobody new comes in. @throws DrawbarError `GRANT_TOO_WIDE`. */
  async remove(principal: Principal): Promise<void> {
    checkGrant(principal, { permissions: new Set(permissions) });
    await this.#store.remove(this.#database.of(principal.tenantId));
  }

  /** @returns `undefined` where no provider is on; without a name where several fleets may have one, so that people say which. */
  async offer(): Promise<{ readonly name?: string | undefined } | undefined> {
    return this.#store.offer();
  }

  /**
   * @param next where to go on in the console.
   * @returns where the browser goes, and what it brings back beside the address.
   * @throws DrawbarError `SIGN_ON_UNKNOWN`, `SIGN_ON_UNREACHABLE`.
   */
  async begin(name: string, site: Site, next: string | undefined): Promise<{ readonly url: string; readonly token: string }> {
    const tenantId = await this.#store.tenantOf(name.trim().toLowerCase());
    const settings = tenantId === undefined ? undefined : await this.#store.find(this.#database.of(tenantId));
    if (tenantId === undefined || settings?.isOn !== true) throw failIdentity("SIGN_ON_UNKNOWN", `there is no company sign-on "${name}" here`);
    const { url, checks } = await this.#providers.authorization(this.#providerOf(tenantId, settings), callbackOf(site));
    const underway: Underway = { ...checks, tenantId, next };
    return { url, token: await this.#steps.begin("sign-on", { payload: JSON.stringify(underway) }, identityLimits.signInStepMs) };
  }

  /**
   * @param query what the provider gave the browser, as it stands in the address.
   * @throws DrawbarError `SIGN_ON_REFUSED`, `SIGN_ON_UNREACHABLE`, `SIGN_ON_NO_ROLE`, `SIGN_ON_ACCOUNT_TAKEN`.
   */
  async finish(token: string, query: string, site: Site, client: Client): Promise<{ readonly session: NewSession; readonly next: string | undefined }> {
    const step = await this.#steps.take("sign-on", token);
    if (step === undefined) throw failIdentity("SIGN_ON_REFUSED", "this sign-in took too long, or was begun in another browser; begin again");
    const { tenantId: tenant, next, ...checks } = JSON.parse(step.payload) as Underway; // written by begin
    const tx = this.#database.of(tenant as TenantTransaction["tenantId"]); // from the database
    const settings = await this.#store.find(tx);
    if (settings?.isOn !== true) throw failIdentity("SIGN_ON_UNKNOWN", "company sign-on was switched off meanwhile");
    const claims = await this.#providers.claims(this.#providerOf(tx.tenantId, settings), new URL(`${callbackOf(site)}?${query}`), checks);
    const accountId = await this.#admit(tx.tenantId, settings, claims);
    const atProvider = {
      sealedIdToken: this.#box.seal(claims.idToken, idTokenPurpose(accountId)),
      sessionHash: claims.providerSession === undefined ? undefined : providerHash(settings.issuer, claims.providerSession),
    };
    const session = await this.#service.openSession({ accountId, tenantId: tx.tenantId, method: "sign-on", atProvider }, client);
    return { session, next };
  }

  /** @param signOut ends the session here. @returns where the browser ends it at the provider, too. */
  async end(principal: SessionPrincipal, site: Site, signOut: () => Promise<void>): Promise<string | undefined> {
    const tx = this.#database.of(principal.tenantId);
    const [settings, sealed] = await Promise.all([this.#store.find(tx), this.#sessions.idToken(tx, principal.sessionId)]);
    await signOut();
    if (settings === undefined || sealed === undefined) return undefined;
    const idToken = this.#box.open(sealed, idTokenPurpose(principal.accountId));
    return this.#providers.endSession(this.#providerOf(principal.tenantId, settings), idToken, `${site.origin}/sign-in`);
  }

  /** The account of whom the provider vouches for: known, bound now, or made now; with the role that the claims give. */
  async #admit(tenantId: TenantTransaction["tenantId"], settings: StoredSignOn, claims: Claims): Promise<string> {
    const ruled = settings.roleClaim === undefined ? undefined : roleByRules(settings.roleRules, wordsOfClaim(claims.all, settings.roleClaim));
    const wanted = ruled ?? settings.defaultRoleId;
    if (wanted === undefined) throw failIdentity("SIGN_ON_NO_ROLE", "your company's provider gives you no role in this fleet; ask who looks after it");
    const known = await this.#store.accountOf(this.#database.of(tenantId), settings.issuer, claims.subject);
    const accountId = known ?? (await this.#accountByEmail(tenantId, claims));
    try {
      await this.#letIn(tenantId, accountId, { settings, claims, wanted, isRuled: ruled !== undefined });
    } catch (error) {
      await this.#users.dropIdleAccount(accountId); // one made just now, for nothing
      throw error;
    }
    return accountId;
  }

  async #letIn(
    tenantId: TenantTransaction["tenantId"],
    accountId: string,
    { settings, claims, wanted, isRuled }: { readonly settings: StoredSignOn; readonly claims: Claims; readonly wanted: string; readonly isRuled: boolean },
  ): Promise<void> {
    await this.#database.transaction(tenantId, async (tx) => {
      const role = await this.#roles.resolve(tx, parseRoleId(wanted));
      const held = await this.#users.lock(tx, accountId);
      const own = held.find((each) => each.accountId === accountId);
      if (own?.isSuspended === true) throw failIdentity("SIGN_ON_NO_ROLE", "you are suspended in this fleet; ask who looks after it");
      if (own === undefined) {
        await this.#users.add(tx, accountId, { choice: role.choice });
        await this.#quotas?.check(tx, "users");
      } else if (isRuled && roleIdOf(own.choice) !== wanted && !isLastOwner(own, held)) {
        await this.#users.change(tx, accountId, { choice: role.choice });
        await this.#users.endGiven(tx, accountId);
      }
      await this.#store.bind(tx, settings.issuer, claims.subject, accountId);
    });
  }

  async #accountByEmail(tenantId: TenantTransaction["tenantId"], claims: Claims): Promise<string> {
    if (claims.email === undefined || claims.isEmailVerified === false)
      throw failIdentity("SIGN_ON_REFUSED", "the company's provider names no verified e-mail; it must give the claim email");
    const email = parseEmail(claims.email);
    const there = await this.#identity.accountByEmail(email);
    if (there === undefined) {
      // Nobody knows this password: the account opens by its company alone, until the installation's owner resets it.
      const account = { accountId: uuidV7(), email, name: (claims.name ?? email).slice(0, identityLimits.nameLengthMax) };
      const isMade = await this.#identity.createAccount({ ...account, passwordHash: await this.#passwords.hash(makePassword()), isInitial: false });
      if (isMade) return account.accountId;
      return this.#accountByEmail(tenantId, claims); // made by somebody else in this moment
    }
    const tx = this.#database.of(tenantId);
    const [isMember, worksElsewhere] = await Promise.all([this.#identity.isMember(tx, there.accountId), this.#store.worksElsewhere(tx, there.accountId)]);
    if (!isMember || worksElsewhere)
      throw failIdentity("SIGN_ON_ACCOUNT_TAKEN", `${email} has an account that this company does not vouch for; sign in with the password`);
    return there.accountId;
  }

  #providerOf(tenantId: string, { issuer, clientId, sealedClientSecret }: StoredSignOn): ProviderSettings {
    return { issuer, clientId, clientSecret: this.#box.open(sealedClientSecret, purposeOf(tenantId)) };
  }
}

/** @returns what has to be registered at the provider. */
export function callbackOf(site: Site): string {
  return `${site.origin}/api/v1${callbackPath}`;
}

function isLastOwner(own: { readonly choice: RoleChoice }, held: readonly { readonly choice: RoleChoice; readonly isSuspended: boolean }[]): boolean {
  const isOwner = ({ choice }: { readonly choice: RoleChoice }) => choice.kind === "built-in" && choice.role === "owner";
  return isOwner(own) && !held.some((each) => each !== own && isOwner(each) && !each.isSuspended);
}

function purposeOf(tenantId: string): string {
  return `client-secret:${tenantId}`;
}

function idTokenPurpose(accountId: string): string {
  return `id-token:${accountId}`;
}
